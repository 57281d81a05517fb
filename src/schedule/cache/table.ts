// The entries of one segment that has no index yet. It is sealed at 16,384 answers, so this is 0.7 MB at most.
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

const numbers = 2 ** 21;

/** The first four bytes of a prefix and the number of its entry share one number, which sorts ten times faster than prefixes; those that begin alike are few. */
function sortedEntries({ entries, count }: Content): Buffer[] {
  if (count > numbers) throw new RangeError(`${count} entries in a table`);
  const ranks = new Float64Array(count);
  for (let number = 0; number < count; number += 1)
    ranks[number] = entries.readUInt32BE(number * entryBytes) * numbers + number;
  const starts = Array.from(ranks.sort(), (rank) => (rank % numbers) * entryBytes);
  for (let at = 1; at < count; at += 1) sinkBack(entries, starts, at);
  return starts.map((start) => entries.subarray(start, start + entryBytes));
}

/** One step of an insertion sort. */
function sinkBack(entries: Buffer, starts: number[], from: number): void {
  const start = starts[from]!;
  let at = from;
  for (; at > 0 && comparePrefixes(entries, starts[at - 1]!, entries, start) > 0; at -= 1)
    starts[at] = starts[at - 1]!;
  starts[at] = start;
}
