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
export function locate(source: Source, start: number, end: number): Location {
  const { file, text } = source;
  const begin = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', begin);
  const line = text.slice(begin, newline === -1 ? text.length : newline).replace(/\r$/, '');
  const column = start - begin;
  return {
    file,
    line: text.slice(0, begin).split('\n').length,
    column: column + 1,
    length: Math.max(1, Math.min(end - start, line.length - column)),
    text: line,
  };
}

/** Lines 2 to 5 of a printed problem: where it is, and the line with the culprit underlined. */
export function codeFrame({ file, line, column, length, text }: Location): string[] {
  const gutter = ' '.repeat(String(line).length);
  const { start, shown } = cutAround(visibleBlanks(text), column - 1);
  const carets = ' '.repeat(column - 1 - start) + '^'.repeat(Math.max(1, Math.min(length, 80)));
  return [
    `${gutter} --> ${file}:${line}:${column}`,
    `${gutter} |`,
    `${line} | ${shown}`,
    `${gutter} | ${carets}`,
  ];
}

function visibleBlanks(text: string): string {
  return text.replaceAll('\t', ' ');
}

/** Long lines (one-line CSV records) are shown from a little before the culprit. */
function cutAround(text: string, column: number): { start: number; shown: string } {
  const start = column > 80 ? column - 40 : 0;
  return { start, shown: text.slice(start, start + 120) };
}
