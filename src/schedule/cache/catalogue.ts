// The folder in, a catalogue out: every segment has an index, or a table in memory while its owner lives.
import type { FileName } from './file-name.ts';
import { splitNeeded } from './coverage.ts';
import { listFolder, type Listing } from './listing.ts';
import type { Place } from './place.ts';
import { openIndex, type IndexFile } from './read-index.ts';
import { scanSegment, type Scan } from './scan.ts';
import { attempt, leaveOut, tellDamagedRecords, troubleOf } from './trouble.ts';
import { writeIndex } from './write-index.ts';

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
  for (const file of bare) {
    const scan = readSegment(place, file.name, before.unsealed.get(file.name));
    if (!scan) continue;
    const index = isWritten(place, file, bare) ? undefined : adopt(place, file.name, scan);
    if (index) adopted.push(index);
    else if (scan.table.size() > 0) unsealed.set(file.name, scan);
  }
  return { unsealed, adopted };
}

/** Nobody writes but the last segment that he began; one before it lost its index. */
function isWritten({ isAlive }: Place, file: FileName, bare: readonly FileName[]): boolean {
  const { owner, begun } = file;
  const isOwn = (other: FileName) =>
    other.owner.pid === owner.pid && other.owner.host === owner.host;
  return bare.findLast(isOwn) === file && isAlive(owner, begun);
}

function readSegment(place: Place, name: string, before: Scan | undefined): Scan | undefined {
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

/** Undefined where there is nothing to keep, or the disk takes no index: then the table stays in memory. */
function adopt(place: Place, name: string, scan: Scan): IndexFile | undefined {
  const { table, end, damaged } = scan;
  if (table.size() === 0) return dispose(place, name, damaged);
  if (damaged > 0) tellDamagedRecords(place, name);
  const covered = [{ segment: name, bytes: end, answers: table.size() }];
  const content = { covered, entries: table.sorted(), atMost: table.size() };
  return attempt(() => openIndex(place, writeIndex(place, content)));
}

/** A segment whose first record was torn held nothing yet. */
function dispose(place: Place, name: string, damaged: number): undefined {
  if (damaged > 0) leaveOut(place, name, 'damaged');
  else attempt(() => place.disk.remove(place.pathOf(name)));
}
