import { byteQueue } from './byte-queue.ts';
import { carriageReturn, endsLine, lineFeed } from './place.ts';

export interface Line {
  readonly line: number;
  /** Of its first byte, from where the text begins: after a byte order mark. */
  readonly offset: number;
  /** With its line break. */
  readonly raw: Buffer;
}

/** Cuts bytes into lines at LF, CRLF or a CR alone, whatever chunks they come in. */
export interface LineCutter {
  /** The lines that are complete now. */
  readonly push: (bytes: Buffer) => Line[];
  /** What is left: the beginning of the next line, or at the end of the file a line without a break. */
  readonly rest: () => Line;
  /** How many bytes that is. */
  readonly waiting: () => number;
}

export function lineCutter(): LineCutter {
  const queue = byteQueue();
  let line = 1;
  let offset = 0;
  /** A CR at the end may be half a CRLF. */
  let openReturn = false;
  return {
    push(bytes) {
      queue.append(bytes);
      if (!openReturn && !bytes.includes(lineFeed) && !bytes.includes(carriageReturn)) return [];
      const held = queue.peek();
      const ends = breakEnds(held, Math.max(0, held.length - bytes.length - 1));
      openReturn = held.at(-1) === carriageReturn;
      const lines = ends.map((end, index) => {
        const start = ends[index - 1] ?? 0;
        return { line: line + index, offset: offset + start, raw: held.subarray(start, end) };
      });
      queue.take(ends.at(-1) ?? 0);
      offset += ends.at(-1) ?? 0;
      line += ends.length;
      return lines;
    },
    rest: () => ({ line, offset, raw: queue.peek() }),
    waiting: queue.length,
  };
}

/** The index after every line break that is surely whole. */
function breakEnds(bytes: Buffer, from: number): number[] {
  const ends: number[] = [];
  for (let at = from; at < bytes.length; at += 1) {
    const last = at + 1 === bytes.length;
    if (endsLine(bytes, at) && !(last && bytes[at] === carriageReturn)) ends.push(at + 1);
  }
  return ends;
}
