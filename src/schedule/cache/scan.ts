// A segment without an index in, the entries of its sound records out.
import type { DiskFile } from '../disk.ts';
import { isKey, prefixOf } from './entry.ts';
import { isSound, keyOf, lineBreak } from './record.ts';
import { makeTable, type Table } from './table.ts';

export interface Scan {
  readonly table: Table;
  /** Where the last whole line ends: what follows is torn, or still being written. */
  readonly end: number;
  readonly damaged: number;
}

const chunk = 1 << 20;

/** Goes on where the scan before it ended. Keeps no more in memory than a megabyte, or the longest line. */
export function scanSegment(file: Pick<DiskFile, 'read'>, before?: Scan): Scan {
  const table = before?.table ?? makeTable();
  let end = before?.end ?? 0;
  let damaged = before?.damaged ?? 0;
  for (let window = chunk; ;) {
    const bytes = file.read(end, window);
    const whole = bytes.lastIndexOf(lineBreak) + 1;
    damaged += addLines(table, bytes.subarray(0, whole), end);
    end += whole;
    if (bytes.length < window) return { table, end, damaged };
    window = whole === 0 ? window * 2 : chunk;
  }
}

/** Tells how many were damaged. */
function addLines(table: Table, bytes: Buffer, offset: number): number {
  let damaged = 0;
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(lineBreak, start) + 1;
    const line = bytes.subarray(start, end);
    const key = keyOf(line);
    if (isSound(line) && isKey(key))
      table.set(prefixOf(key), { offset: offset + start, length: line.length });
    else damaged += 1;
    start = end;
  }
  return damaged;
}
