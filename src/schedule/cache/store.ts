// Key -> text, in a folder that several processes share: segments that are only appended to, and sorted indexes of them.
import { emptyCatalogue, readCatalogue, type Catalogue } from './catalogue.ts';
import { isKey, prefixOf } from './entry.ts';
import { isUsable, makeFolder } from './format.ts';
import { mergeIndexes } from './merge.ts';
import { makePlace, type Place, type StoreOptions } from './place.ts';
import type { Found, IndexFile } from './read-index.ts';
import { makeSegmentReader, type SegmentReader } from './segment-reader.ts';
import { beginSegment, type SegmentWriter } from './segment-writer.ts';
import { nextMerge } from './tiers.ts';
import { attempt, damagedIndex, leaveOut, troubleOf } from './trouble.ts';
import { writeIndex } from './write-index.ts';

/** Keys are sha256 in hexadecimal; a text is one line. Nothing here throws on account of the disk. */
export interface Store {
  /** Of two texts of one key that of the later segment, and in one segment the later. */
  readonly get: (key: string) => string | undefined;
  readonly put: (key: string, text: string) => void;
  /** Seals what was written, so that the next who opens it need not read it all. */
  readonly close: () => void;
}

interface State {
  readonly place: Place;
  readonly reader: SegmentReader;
  catalogue: Catalogue;
  /** Begun by the first answer, and by the first after a seal. */
  writer?: SegmentWriter | undefined;
  mode: 'open' | 'read only' | 'closed';
}

const unusable: Store = { get: () => undefined, put: () => {}, close: () => {} };

export function openStore(folder: string, options: StoreOptions): Store {
  const place = makePlace(folder, options);
  if (!isUsable(place)) return unusable;
  const reader = makeSegmentReader(place);
  const state: State = { place, reader, catalogue: emptyCatalogue, mode: 'open' };
  guarded(state, () => {
    refresh(state);
    if (state.catalogue.adopted) mergeAll(state);
  });
  return {
    get(key) {
      if (state.mode === 'closed' || !isKey(key)) return undefined;
      return attempt(() => textOf(state, key));
    },
    put(key, text) {
      if (!isKey(key) || text.includes('\n')) throw new Error(`not a key and a line: ${key}`);
      if (state.mode === 'open') guarded(state, () => append(state, key, text));
    },
    close() {
      if (state.mode === 'closed') return;
      guarded(state, () => seal(state));
      closeFiles(state);
    },
  };
}

/** A disk that takes nothing more is told of once; what is there can still be read. */
function guarded(state: State, work: () => void): void {
  const { place } = state;
  try {
    work();
  } catch (error) {
    troubleOf(error);
    if (state.mode === 'open')
      place.warn(
        `the answer cache ${place.folder} cannot be written (${(error as Error).message}): new answers are not kept`,
      );
    state.mode = 'read only';
  }
}

function refresh(state: State): void {
  state.catalogue = readCatalogue(state.place, state.catalogue, state.writer?.segment);
}

function textOf(state: State, key: string): string | undefined {
  for (const found of placesOf(state, prefixOf(key))) {
    const text = state.reader.text(key, found);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The latest first. Where an index turns out to be damaged, the folder is looked at again, once. */
function placesOf(state: State, prefix: Buffer, isFirst = true): Found[] {
  const { place, writer, catalogue } = state;
  const found: Found[] = [];
  const add = (segment: string, { table }: Pick<SegmentWriter, 'table'>) => {
    const spot = table.find(prefix);
    if (spot) found.push({ segment, ...spot });
  };
  if (writer) add(writer.segment, writer);
  for (const [segment, scan] of catalogue.unsealed) add(segment, scan);
  const sound = place.leftOut.size;
  for (const index of catalogue.indexes) {
    const one = findIn(place, index, prefix);
    if (one) found.push(one);
  }
  if (isFirst && place.leftOut.size > sound) {
    refresh(state);
    return placesOf(state, prefix, false);
  }
  return found.length > 1 ? found.sort(latestFirst) : found;
}

/** A damaged index is left out, and made again by the next look at the folder. */
function findIn(place: Place, index: IndexFile, prefix: Buffer): Found | undefined {
  try {
    return index.find(prefix);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'passing') leaveOut(place, index.name, trouble);
    return undefined;
  }
}

function latestFirst(a: Found, b: Found): number {
  if (a.segment !== b.segment) return a.segment < b.segment ? 1 : -1;
  return b.offset - a.offset;
}

function append(state: State, key: string, text: string): void {
  if (!state.writer) {
    makeFolder(state.place);
    state.writer = beginSegment(state.place);
  }
  state.writer.put(key, text);
  if (state.writer.isFull()) seal(state);
}

/** The segment gets its index. Where the disk does not take one, its table stays in memory. */
function seal(state: State): void {
  const { place, writer } = state;
  if (!writer) return;
  const covered = writer.covered();
  const { segment, table } = writer;
  state.writer = undefined;
  attempt(writer.close);
  const unsealed = new Map(state.catalogue.unsealed);
  unsealed.set(segment, { table, end: covered.bytes, damaged: 0 });
  state.catalogue = { ...state.catalogue, unsealed };
  const content = { covered: [covered], entries: table.sorted(), atMost: table.size() };
  if (table.size() > 0) writeIndex(place, content);
  refresh(state);
  mergeAll(state);
}

/** More rounds than there are tiers: a disk that spoils what it is given must not keep us here. */
const mostRounds = 20;

function mergeAll(state: State): void {
  const { place } = state;
  for (let round = 0; round < mostRounds; round += 1) {
    const due = nextMerge(state.catalogue.indexes, place.limits);
    if (!due) return;
    try {
      writeIndex(place, mergeIndexes(due, state.catalogue.present));
    } catch (error) {
      const damaged = damagedIndex(error);
      if (damaged === undefined) throw error;
      leaveOut(place, damaged, 'damaged');
    }
    // The merged ones are needless now, and removed.
    refresh(state);
  }
}

function closeFiles(state: State): void {
  state.mode = 'closed';
  attempt(state.reader.close);
  for (const index of state.catalogue.indexes) attempt(index.close);
}
