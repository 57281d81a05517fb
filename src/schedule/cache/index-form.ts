// An index file, byte by byte: entries, fences, filter, list of segments, foot. docs/cache.md describes it.
import { crc32 } from 'node:zlib';
import { entryBytes, prefixBytes } from './entry.ts';

/** So much of a segment an index covers. */
export interface Coverage {
  readonly segment: string;
  readonly bytes: number;
  readonly answers: number;
}

const blockEntries = 64;
export const blockBytes = blockEntries * entryBytes;
/** The prefix of the first entry of a block, and the checksum of the block. */
export const fenceBytes = prefixBytes + 4;
export const footBytes = 24;
const magic = 'kshotix1';

export interface Foot {
  readonly entries: number;
  readonly filterBytes: number;
  readonly listBytes: number;
  /** Of fences, filter and list. */
  readonly checksum: number;
}

export function footOf(entries: number, filter: Buffer, list: Buffer, fences: Buffer): Buffer {
  const foot = Buffer.alloc(footBytes);
  foot.write(magic, 'latin1');
  foot.writeUInt32BE(entries, 8);
  foot.writeUInt32BE(filter.length, 12);
  foot.writeUInt32BE(list.length, 16);
  const over = [fences, filter, list, foot.subarray(0, 20)];
  foot.writeUInt32BE(
    over.reduce((sum, part) => crc32(part, sum), 0),
    20,
  );
  return foot;
}

/** Undefined where these bytes are no foot. */
export function readFoot(foot: Buffer): Foot | undefined {
  if (foot.length !== footBytes || foot.toString('latin1', 0, 8) !== magic) return undefined;
  return {
    entries: foot.readUInt32BE(8),
    filterBytes: foot.readUInt32BE(12),
    listBytes: foot.readUInt32BE(16),
    checksum: foot.readUInt32BE(20),
  };
}

/** Where the fences begin, and where the file ends. */
export function extentOf({ entries, filterBytes, listBytes }: Foot): [begin: number, end: number] {
  const begin = entries * entryBytes;
  const fences = Math.ceil(entries / blockEntries) * fenceBytes;
  return [begin, begin + fences + filterBytes + listBytes + footBytes];
}

export function listOf(covered: readonly Coverage[]): Buffer {
  return Buffer.from(
    covered.map(({ segment, bytes, answers }) => `${segment} ${bytes} ${answers}\n`).join(''),
  );
}

export function readList(list: Buffer): Coverage[] {
  const lines = list.toString().split('\n').slice(0, -1);
  return lines.map((line) => {
    const [segment = '', bytes, answers] = line.split(' ');
    return { segment, bytes: Number(bytes), answers: Number(answers) };
  });
}
