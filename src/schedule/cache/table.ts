// The entries of one segment that has no index yet. It is sealed at 32,768 answers, so this is 1.3 MB at most.
import { comparePrefixes, entryBytes, readSpot, writeSpot, type Spot } from './entry.ts';

export interface Table {
  readonly size: () => number;
  /** Of two with one prefix the later counts. */
  readonly set: (prefix: Buffer, spot: Spot) => void;
  readonly find: (prefix: Buffer) => Spot | undefined;
  /** One after the other, in the order of their prefixes, as of segment 0. */
  readonly sorted: () => Buffer[];
}

/** Open addressing: a slot holds the number of an entry plus one. */
interface Content {
  entries: Buffer;
  slots: Int32Array;
  count: number;
}

export function makeTable(): Table {
  const content = { entries: Buffer.alloc(64 * entryBytes), slots: new Int32Array(128), count: 0 };
  return {
    size: () => content.count,
    find(prefix) {
      const number = content.slots[slotOf(content, prefix, 0)]!;
      return number === 0 ? undefined : readSpot(content.entries, (number - 1) * entryBytes);
    },
    set(prefix, spot) {
      if (content.count * entryBytes === content.entries.length) grow(content);
      const slot = slotOf(content, prefix, 0);
      if (content.slots[slot] === 0) {
        prefix.copy(content.entries, content.count * entryBytes);
        content.slots[slot] = content.count += 1;
      }
      writeSpot(content.entries, (content.slots[slot]! - 1) * entryBytes, spot);
    },
    sorted: () => sortedEntries(content),
  };
}

/** That of the prefix, or the empty one where it belongs. */
function slotOf({ entries, slots }: Content, prefix: Buffer, at: number): number {
  const mask = slots.length - 1;
  let slot = prefix.readUInt32BE(at) & mask;
  for (; slots[slot] !== 0; slot = (slot + 1) & mask)
    if (comparePrefixes(entries, (slots[slot]! - 1) * entryBytes, prefix, at) === 0) break;
  return slot;
}

function grow(content: Content): void {
  content.entries = Buffer.concat([content.entries, Buffer.alloc(content.entries.length)]);
  content.slots = new Int32Array(content.slots.length * 2);
  for (let number = 0; number < content.count; number += 1)
    content.slots[slotOf(content, content.entries, number * entryBytes)] = number + 1;
}

function sortedEntries({ entries, count }: Content): Buffer[] {
  const starts = Array.from({ length: count }, (_, number) => number * entryBytes);
  starts.sort((a, b) => comparePrefixes(entries, a, entries, b));
  return starts.map((start) => entries.subarray(start, start + entryBytes));
}
