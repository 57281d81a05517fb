// Sorted entries in, an index file out. Written under another name and renamed: nobody ever sees half of it.
import { crc32 } from 'node:zlib';
import type { Disk } from '../disk.ts';
import { entryBytes, prefixBytes } from './entry.ts';
import { addToFilter, makeFilter } from './filter.ts';
import { blockBytes, fenceBytes, footOf, listOf, type Coverage } from './index-form.ts';
import type { Place } from './place.ts';

export interface IndexContent {
  /** Sorted by name: entries count them from 0. */
  readonly covered: readonly Coverage[];
  /** Sorted by prefix, each once. */
  readonly entries: Iterable<Buffer>;
  readonly atMost: number;
}

/** Tells its name. A power cut may spoil it; then it is made again. */
export function writeIndex(place: Place, content: IndexContent): string {
  const { disk, pathOf } = place;
  const name = place.newName();
  const draft = pathOf(`${name}.draft`);
  try {
    writeDraft(disk, draft, content);
    disk.rename(draft, pathOf(`${name}.index`));
  } catch (error) {
    removeQuietly(disk, draft);
    throw error;
  }
  return `${name}.index`;
}

function removeQuietly(disk: Disk, path: string): void {
  try {
    disk.remove(path);
  } catch {
    // What went wrong before is what matters.
  }
}

function writeDraft(disk: Disk, path: string, { covered, entries, atMost }: IndexContent): void {
  const file = disk.open(path);
  try {
    const filter = makeFilter(atMost);
    const fences: Buffer[] = [];
    let count = 0;
    for (const block of blocksOf(entries, filter)) {
      file.append(block);
      fences.push(fenceOf(block));
      count += block.length / entryBytes;
    }
    const fence = Buffer.concat(fences);
    const list = listOf(covered);
    file.append(Buffer.concat([fence, filter, list, footOf(count, filter, list, fence)]));
  } finally {
    file.close();
  }
}

/** The same bytes are used for each block. */
function* blocksOf(entries: Iterable<Buffer>, filter: Buffer): Generator<Buffer> {
  const block = Buffer.alloc(blockBytes);
  let filled = 0;
  for (const entry of entries) {
    addToFilter(filter, entry);
    filled += entry.copy(block, filled);
    if (filled < blockBytes) continue;
    yield block;
    filled = 0;
  }
  if (filled > 0) yield block.subarray(0, filled);
}

function fenceOf(block: Buffer): Buffer {
  const fence = Buffer.alloc(fenceBytes);
  block.copy(fence, 0, 0, prefixBytes);
  fence.writeUInt32BE(crc32(block), prefixBytes);
  return fence;
}
