// Several indexes in, the entries of one out.
import {
  compareAges,
  comparePrefixes,
  entryBytes,
  segmentNumberAt,
  setSegmentNumber,
} from './entry.ts';
import type { Coverage } from './index-form.ts';
import type { IndexFile } from './read-index.ts';
import type { IndexContent } from './write-index.ts';

/** Of a key that is there twice the segment begun later counts. Entries of segments that are no longer there are dropped. */
export function mergeIndexes(
  indexes: readonly IndexFile[],
  present: ReadonlySet<string>,
): IndexContent {
  const covered = coveredBy(indexes, present);
  const numbers = new Map(covered.map(({ segment }, number) => [segment, number]));
  const streams = indexes.map((index) => renumbered(index, numbers));
  const atMost = indexes.reduce((sum, { entries }) => sum + entries, 0);
  return { covered, atMost, entries: mergeSorted(streams) };
}

function coveredBy(indexes: readonly IndexFile[], present: ReadonlySet<string>): Coverage[] {
  const widest = new Map<string, Coverage>();
  for (const each of indexes.flatMap(({ covered }) => covered)) {
    const known = widest.get(each.segment);
    if (present.has(each.segment) && !(known && known.bytes >= each.bytes))
      widest.set(each.segment, each);
  }
  return [...widest.values()].toSorted((a, b) => (a.segment < b.segment ? -1 : 1));
}

function* renumbered(
  { blocks, covered }: IndexFile,
  numbers: ReadonlyMap<string, number>,
): Generator<Buffer> {
  const renamed = covered.map(({ segment }) => numbers.get(segment));
  for (const bytes of blocks()) {
    const block = Buffer.from(bytes);
    for (let at = 0; at < block.length; at += entryBytes) {
      const number = renamed[segmentNumberAt(block, at)];
      if (number === undefined) continue;
      setSegmentNumber(block, at, number);
      yield block.subarray(at, at + entryBytes);
    }
  }
}

/** Streams are few: the least of their heads is looked for one by one. */
function* mergeSorted(streams: readonly Generator<Buffer>[]): Generator<Buffer> {
  const heads: { entry: Buffer; stream: Generator<Buffer> }[] = [];
  for (const stream of streams) {
    const first = stream.next();
    if (!first.done) heads.push({ entry: first.value, stream });
  }
  let last: Buffer | undefined;
  while (heads.length > 0) {
    const least = heads.reduce((best, head) => (isBefore(head.entry, best.entry) ? head : best));
    if (!last || comparePrefixes(last, 0, least.entry, 0) !== 0) yield (last = least.entry);
    const next = least.stream.next();
    if (next.done) heads.splice(heads.indexOf(least), 1);
    else least.entry = next.value;
  }
}

/** Of equal keys the later segment comes first, and in one segment the later record. */
function isBefore(a: Buffer, b: Buffer): boolean {
  const order = comparePrefixes(a, 0, b, 0);
  return order === 0 ? compareAges(a, b) > 0 : order < 0;
}
