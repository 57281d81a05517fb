// Segments that their owners left in, one index of them out.
import type { Place } from './place.ts';
import { compareAges, comparePrefixes, setSegmentNumber } from './entry.ts';
import { openIndex, type IndexFile } from './read-index.ts';
import { scanSegment, type Scan } from './scan.ts';
import { attempt, leaveOut, tellDamagedRecords, troubleOf } from './trouble.ts';
import { writeIndex, type IndexContent } from './write-index.ts';

/** A segment that nobody writes and no index covers. */
export interface Orphan {
  readonly segment: string;
  readonly scan: Scan;
}

export function answersOf(orphans: readonly Orphan[]): number {
  return orphans.reduce((sum, { scan }) => sum + scan.table.size(), 0);
}

/** Undefined where the disk takes no index: then their tables stay in memory. */
export function adoptAll(place: Place, orphans: readonly Orphan[]): IndexFile | undefined {
  for (const { segment, scan } of orphans) if (scan.damaged > 0) tellDamagedRecords(place, segment);
  return attempt(() => openIndex(place, writeIndex(place, contentOf(orphans))));
}

/** Orphans are sorted by name. */
function contentOf(orphans: readonly Orphan[]): IndexContent {
  const covered = orphans.map(({ segment, scan: { table, end } }) => {
    return { segment, bytes: end, answers: table.size() };
  });
  const entries = orphans.flatMap(({ scan }, number) => {
    const own = scan.table.sorted();
    for (const entry of own) setSegmentNumber(entry, 0, number);
    return own;
  });
  // Of equal keys the latest comes first, and only that is kept.
  entries.sort((a, b) => comparePrefixes(a, 0, b, 0) || compareAges(b, a));
  const isFirst = (entry: Buffer, at: number) =>
    at === 0 || comparePrefixes(entries[at - 1]!, 0, entry, 0) !== 0;
  return { covered, entries: entries.filter(isFirst), atMost: entries.length };
}

export function readSegment(
  place: Place,
  name: string,
  before: Scan | undefined,
): Scan | undefined {
  try {
    const file = place.disk.openToRead(place.pathOf(name));
    try {
      return scanSegment(file, before);
    } finally {
      file.close();
    }
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'passing') leaveOut(place, name, trouble);
    return undefined;
  }
}

/** A segment whose first record was torn held nothing yet. */
export function dispose(place: Place, segment: string, { damaged }: Scan): void {
  if (damaged > 0) leaveOut(place, segment, 'damaged');
  else attempt(() => place.disk.remove(place.pathOf(segment)));
}
