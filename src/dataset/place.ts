import type { Location } from '../base/location.ts';

/** Bytes of a record, from `start` up to `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Bytes that begin at the start of a line. */
export interface Passage {
  readonly file: string;
  /** The line of the first byte. */
  readonly line: number;
  readonly raw: Buffer;
}

export const lineFeed = 10;
export const carriageReturn = 13;

/** Whether a line ends with this byte: LF, the LF of CRLF, or a CR alone. */
export function endsLine(raw: Uint8Array, at: number): boolean {
  const byte = raw[at];
  return byte === lineFeed || (byte === carriageReturn && raw[at + 1] !== lineFeed);
}

export function countBreaks(raw: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < raw.length; at += 1) if (endsLine(raw, at)) count += 1;
  return count;
}

/** Where a span of a passage is; cut at the end of its first line. */
export function placeOf({ file, line, raw }: Passage, { start, end }: Span): Location {
  let begin = 0;
  let number = line;
  for (let at = 0; at < start; at += 1)
    if (endsLine(raw, at)) {
      begin = at + 1;
      number += 1;
    }
  const stop = lineEnd(raw, begin);
  return {
    file,
    line: number,
    column: raw.toString('utf8', begin, start).length + 1,
    length: Math.max(1, raw.toString('utf8', start, Math.max(start, Math.min(end, stop))).length),
    text: raw.toString('utf8', begin, stop),
  };
}

/** Where a passage is, when no part of it is to blame more than another: its first line. */
export function placeOfLine(passage: Passage): Location {
  return placeOf(passage, { start: 0, end: passage.raw.length });
}

function lineEnd(raw: Uint8Array, from: number): number {
  let at = from;
  while (at < raw.length && raw[at] !== lineFeed && raw[at] !== carriageReturn) at += 1;
  return at;
}
