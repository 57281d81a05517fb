// An index file in, where its keys lie out. Only fences and filter are kept in memory: 1.3 bytes for each entry.
import { crc32 } from 'node:zlib';
import type { DiskFile } from '../disk.ts';
import {
  comparePrefixes,
  entryBytes,
  prefixBytes,
  segmentNumberAt,
  readSpot,
  type Spot,
} from './entry.ts';
import { mayHold } from './filter.ts';
import {
  blockBytes,
  extentOf,
  fenceBytes,
  footBytes,
  readFoot,
  readList,
  type Coverage,
} from './index-form.ts';
import type { Place } from './place.ts';
import { damageOf } from './trouble.ts';

export interface Found extends Spot {
  readonly segment: string;
}

/** Its functions throw the errors of the disk, and EDAMAGED. */
export interface IndexFile {
  readonly name: string;
  readonly entries: number;
  /** In the order that entries count them. */
  readonly covered: readonly Coverage[];
  readonly find: (prefix: Buffer) => Found | undefined;
  readonly blocks: () => Iterable<Buffer>;
  readonly close: () => void;
}

type File = Pick<DiskFile, 'size' | 'read' | 'close'>;

export function openIndex({ disk, pathOf }: Place, name: string): IndexFile {
  const file = disk.openToRead(pathOf(name));
  try {
    return indexOf(file, name);
  } catch (error) {
    file.close();
    throw error;
  }
}

function indexOf(file: File, name: string): IndexFile {
  const { entries, fences, filter, covered } = readTail(file, name);
  const count = fences.length / fenceBytes;
  const block = (number: number) => {
    const length = Math.min(blockBytes, entries * entryBytes - number * blockBytes);
    const bytes = file.read(number * blockBytes, length);
    const checksum = fences.readUInt32BE(number * fenceBytes + prefixBytes);
    if (bytes.length < length || crc32(bytes) !== checksum) throw damageOf(name);
    return bytes;
  };
  return {
    name,
    entries,
    covered,
    find(prefix) {
      if (!mayHold(filter, prefix)) return undefined;
      const number = lastUpTo(fences, fenceBytes, prefix);
      if (number === -1) return undefined;
      const bytes = block(number);
      const at = lastUpTo(bytes, entryBytes, prefix) * entryBytes;
      if (comparePrefixes(bytes, at, prefix, 0) !== 0) return undefined;
      const of = covered[segmentNumberAt(bytes, at)];
      return of && { segment: of.segment, ...readSpot(bytes, at) };
    },
    *blocks() {
      for (let number = 0; number < count; number += 1) yield block(number);
    },
    close: () => file.close(),
  };
}

function readTail(file: File, name: string) {
  const size = file.size();
  const foot = readFoot(file.read(Math.max(0, size - footBytes), footBytes));
  const [begin, end] = foot ? extentOf(foot) : [];
  if (!foot || begin === undefined || end !== size) throw damageOf(name);
  const tail = file.read(begin, end - begin);
  // The foot is under the checksum but for the checksum itself.
  if (tail.length < end - begin || crc32(tail.subarray(0, -4)) !== foot.checksum)
    throw damageOf(name);
  const listStart = tail.length - footBytes - foot.listBytes;
  const filterStart = listStart - foot.filterBytes;
  return {
    entries: foot.entries,
    fences: tail.subarray(0, filterStart),
    filter: tail.subarray(filterStart, listStart),
    covered: readList(tail.subarray(listStart, tail.length - footBytes)),
  };
}

/** The number of the last item whose prefix is not after this one; -1 where all are. */
function lastUpTo(items: Buffer, itemBytes: number, prefix: Buffer): number {
  let from = 0;
  let to = items.length / itemBytes;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (comparePrefixes(items, middle * itemBytes, prefix, 0) <= 0) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
