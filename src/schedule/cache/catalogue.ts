// The folder in, a catalogue out: every segment has an index, or a table in memory while its owner lives.
import { adoptAll, answersOf, dispose, readSegment, type Orphan } from './adopt.ts';
import type { FileName } from './file-name.ts';
import { splitNeeded } from './coverage.ts';
import { listFolder, type Listing } from './listing.ts';
import type { Place } from './place.ts';
import type { IndexFile } from './read-index.ts';
import type { Scan } from './scan.ts';
import { attempt } from './trouble.ts';

export interface Catalogue {
  /** The names of the segments that are there. */
  readonly present: ReadonlySet<string>;
  readonly indexes: readonly IndexFile[];
  /** Segments that others still write, by name, as far as they were when they were read. */
  readonly unsealed: ReadonlyMap<string, Scan>;
  /** Whether indexes were made for segments that their owners left. */
  readonly adopted: boolean;
}

export const emptyCatalogue: Catalogue = {
  present: new Set(),
  indexes: [],
  unsealed: new Map(),
  adopted: false,
};

/** `own` is the segment that this store writes: it is in nobody's catalogue before it is sealed. */
export function readCatalogue(place: Place, before: Catalogue, own?: string): Catalogue {
  const listing = listFolder(place, before.indexes);
  const present = new Set(listing.segments.map(({ name }) => name));
  const { needed, needless } = splitNeeded(listing.indexes, present);
  for (const index of needless) removeIndex(place, index);
  removeDrafts(place, listing);
  const covered = new Set(needed.flatMap((index) => index.covered.map(({ segment }) => segment)));
  const bare = listing.segments.filter(({ name }) => name !== own && !covered.has(name));
  const { unsealed, adopted } = takeBare(place, bare, before);
  return { present, indexes: [...needed, ...adopted], unsealed, adopted: adopted.length > 0 };
}

/** It may be open in another process, which some systems do not allow to remove: then it stays for the next time. */
function removeIndex({ disk, pathOf }: Place, index: IndexFile): void {
  index.close();
  attempt(() => disk.remove(pathOf(index.name)));
}

function removeDrafts({ disk, pathOf, isAlive }: Place, { drafts }: Listing): void {
  for (const { name, owner, begun } of drafts)
    if (!isAlive(owner, begun)) attempt(() => disk.remove(pathOf(name)));
}

function takeBare(place: Place, bare: readonly FileName[], before: Catalogue) {
  const unsealed = new Map<string, Scan>();
  const adopted: IndexFile[] = [];
  let orphans: Orphan[] = [];
  const adopt = () => {
    const index = adoptAll(place, orphans);
    if (index) adopted.push(index);
    else for (const { segment, scan } of orphans) unsealed.set(segment, scan);
    orphans = [];
  };
  for (const file of bare) {
    const { name } = file;
    const scan = readSegment(place, name, before.unsealed.get(name));
    const hasAnswers = scan !== undefined && scan.table.size() > 0;
    if (hasAnswers && isWritten(place, file, bare)) unsealed.set(name, scan);
    else if (hasAnswers) orphans.push({ segment: name, scan });
    else if (scan && !isWritten(place, file, bare)) dispose(place, name, scan);
    if (answersOf(orphans) >= place.limits.segmentAnswers) adopt();
  }
  if (orphans.length > 0) adopt();
  return { unsealed, adopted };
}

/** Nobody writes but the last segment that he began; one before it lost its index. */
function isWritten({ isAlive }: Place, file: FileName, bare: readonly FileName[]): boolean {
  const { owner, begun } = file;
  const isOwn = (other: FileName) =>
    other.owner.pid === owner.pid && other.owner.host === owner.host;
  return bare.findLast(isOwn) === file && isAlive(owner, begun);
}
