// The prolonged sound mark belongs to no script.
const withoutBlanks = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u30fc]`;
const word = new RegExp(
  String.raw`${withoutBlanks}|(?:(?!${withoutBlanks})[\p{L}\p{M}])+|\p{N}+`,
  'gu',
);

/** The lower-cased words of a text: runs of letters, runs of digits; scripts without blanks give one word a character. */
export function words(text: string): string[] {
  return text.toLowerCase().match(word) ?? [];
}
