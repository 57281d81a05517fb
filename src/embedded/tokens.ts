// Scripts that are written without blanks: each character is a token.
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}`;
const word = String.raw`(?:[a-zA-Z]|(?![${unspaced}])[\p{L}\p{M}])+`;

/** Blank space that ends in a newline, or one word, number or symbol with the blanks before it. */
const token = new RegExp(
  String.raw`\s*\n|[^\S\n]*(?:${word}|[${unspaced}]|\p{N}+|\S)|[^\S\n]+`,
  'gu',
);

const wordStart = /^[\p{L}\p{M}\p{N}]/u;

/** Every character belongs to exactly one token: joined, they are the text again. */
export function tokenize(text: string): string[] {
  return text.match(token) ?? [];
}

export function countTokens(text: string): number {
  return tokenize(unixNewlines(text)).length;
}

export function unixNewlines(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}

/** The form in which tokens are compared: `The`, ` the` and `the` are one, and so are all newline runs. */
export function normalize(surface: string): string {
  return surface.endsWith('\n') ? '\n' : surface.trim().toLowerCase();
}

export function isWord(norm: string): boolean {
  return wordStart.test(norm);
}

export function isBlankLine(surface: string): boolean {
  return surface.indexOf('\n') !== surface.lastIndexOf('\n');
}
