// The text of a template in, its columns and the words between them out.

export interface Piece {
  readonly text: string;
  /** In the text of the template. */
  readonly start: number;
  /** A `{{…}}`: not to be touched. */
  readonly isColumn: boolean;
}

const column = /\{\{!--[^]*?--~?\}\}|\{\{\{[^]*?\}\}\}|\{\{[^]*?\}\}/g;

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  const words = (end: number) => {
    if (end > start) pieces.push({ text: text.slice(start, end), start, isColumn: false });
  };
  for (const { 0: found, index } of text.matchAll(column)) {
    words(index);
    pieces.push({ text: found, start: index, isColumn: true });
    start = index + found.length;
  }
  words(text.length);
  return pieces;
}

/** The text with its words written otherwise. */
export function mapWords(text: string, change: (words: string) => string): string {
  return piecesOf(text)
    .map((piece) => (piece.isColumn ? piece.text : change(piece.text)))
    .join('');
}
