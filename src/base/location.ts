import { printable } from './printable.ts';

/** A place in a file, complete enough to print a code frame without the file. Lines and columns start at 1; columns count UTF-16 units, as editors do. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters of the line the carets underline. */
  readonly length: number;
  /** The whole line, without its line break. */
  readonly text: string;
}

/** A text and the name people know it by: a path, or `--set params.top_p=2`. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** The location of the characters from `start` up to `end`, cut at the end of the first line. */
export function locate({ file, text }: Source, start: number, end: number): Location {
  const from = Math.min(start, text.length);
  // lastIndexOf takes -1 for 0.
  const begin = from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1;
  const newline = text.indexOf('\n', begin);
  const line = text.slice(begin, newline === -1 ? text.length : newline).replace(/\r$/, '');
  const column = Math.min(from - begin, line.length);
  return {
    file,
    line: text.slice(0, begin).split('\n').length,
    column: column + 1,
    length: Math.max(1, Math.min(end - from, line.length - column)),
    text: line,
  };
}

/** Lines 2 to 5 of a printed problem: where it is, and the line with the culprit underlined. */
export function codeFrame({ file, line, column, length, text }: Location): string[] {
  const gutter = ' '.repeat(String(line).length);
  const [from, to] = cutAround(text, column - 1);
  const end = Math.min(column - 1 + Math.min(length, 80), to);
  const before = onOneLine(text.slice(from, column - 1));
  const culprit = onOneLine(text.slice(column - 1, end));
  const carets = ' '.repeat(width(before)) + '^'.repeat(Math.max(1, width(culprit)));
  return [
    `${gutter} --> ${file}:${line}:${column}`,
    `${gutter} |`,
    `${line} | ${before}${culprit}${onOneLine(text.slice(end, to))}`,
    `${gutter} | ${carets}`,
  ];
}

/** Long lines (one-line CSV records) are shown from a little before the culprit. */
function cutAround(text: string, column: number): [from: number, to: number] {
  const from = column > 80 ? column - 40 : 0;
  return [wholeCharacter(text, from), wholeCharacter(text, from + 120)];
}

/** The index itself, or the one before where it would cut a surrogate pair in two. */
function wholeCharacter(text: string, index: number): number {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(index - 1, index + 1))
    ? index - 1
    : index;
}

/** As it will be printed, so that the carets stand under it. */
function onOneLine(text: string): string {
  return printable(text.replaceAll('\t', ' '));
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const narrowest = /[\p{M}\u200c\u200d]/u;

/** In columns of a terminal. */
function width(text: string): number {
  const columns = (character: string) =>
    narrowest.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return Array.from(text, columns).reduce<number>((sum, next) => sum + next, 0);
}
