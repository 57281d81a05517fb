// What the folder holds, and how it gets smaller: whole segments go, the oldest first.
import { join } from 'node:path';
import type { Disk } from '../disk.ts';
import { emptyCatalogue, readCatalogue, type Catalogue } from './catalogue.ts';
import { parseFileName } from './file-name.ts';
import { isUsable } from './format.ts';
import type { Coverage } from './index-form.ts';
import { makePlace, type Place, type StoreOptions } from './place.ts';
import { attempt } from './trouble.ts';

export interface Amount {
  readonly segments: number;
  /** A key that several segments hold counts in each. */
  readonly answers: number;
  /** Of the segments; indexes add 33 for each answer. */
  readonly bytes: number;
}

export interface StoreStats extends Amount {
  /** When the first segment was begun, and the last. */
  readonly oldest?: Date;
  readonly newest?: Date;
  /** Files that were set aside. */
  readonly damaged: readonly string[];
}

/** Changes nothing. */
export function statsOf(folder: string, disk: Disk): StoreStats {
  const place = onlooker(folder, disk);
  const segments = isUsable(place) ? look(place) : [];
  const [oldest, newest] = [segments.at(0), segments.at(-1)];
  return {
    ...sumOf(segments),
    ...(oldest && newest ? { oldest: oldest.begun, newest: newest.begun } : {}),
    damaged: (attempt(() => disk.list(folder)) ?? []).filter((name) => name.endsWith('.damaged')),
  };
}

export interface PruneLimits {
  /** Segments that were begun before go. */
  readonly olderThan?: Date;
  /** As many of the oldest go as it takes to keep no more bytes than this. */
  readonly most?: number;
}

/** Tells what was removed. Segments that somebody still writes stay. */
export function prune(folder: string, options: StoreOptions, limits: PruneLimits): Amount {
  const place = makePlace(folder, options);
  if (!isUsable(place)) return sumOf([]);
  const segments = look(place);
  const { olderThan, most = Infinity } = limits;
  let kept = sumOf(segments).bytes;
  const removed: Segment[] = [];
  for (const each of segments) {
    const isOld = olderThan !== undefined && each.begun < olderThan;
    if (!each.sealed || !(isOld || kept > most) || !remove(place.disk, place.pathOf(each.segment)))
      continue;
    kept -= each.bytes;
    removed.push(each);
  }
  // Indexes that nothing needs any more go as well.
  look(place);
  return sumOf(removed);
}

/** Removes every file of the folder, also those that somebody still writes; tells what is gone. */
export function clear(folder: string, disk: Disk): Amount {
  const before = statsOf(folder, disk);
  for (const name of attempt(() => disk.list(folder)) ?? []) remove(disk, join(folder, name));
  const { segments, answers, bytes } = statsOf(folder, disk);
  return {
    segments: before.segments - segments,
    answers: before.answers - answers,
    bytes: before.bytes - bytes,
  };
}

function remove(disk: Disk, path: string): boolean {
  return attempt(() => (disk.remove(path), true)) ?? false;
}

interface Segment extends Coverage {
  readonly begun: Date;
  readonly sealed: boolean;
}

/** The oldest first. */
function look(place: Place): readonly Segment[] {
  const catalogue = readCatalogue(place, emptyCatalogue);
  for (const index of catalogue.indexes) index.close();
  return coverages(catalogue).toSorted((a, b) => (a.segment < b.segment ? -1 : 1));
}

function coverages({ indexes, present, unsealed }: Catalogue): Segment[] {
  const segments = new Map<string, Segment>();
  const add = (coverage: Coverage, sealed: boolean) => {
    const begun = parseFileName(coverage.segment)?.begun;
    const known = segments.get(coverage.segment)?.bytes ?? -1;
    if (begun && present.has(coverage.segment) && coverage.bytes > known)
      segments.set(coverage.segment, { ...coverage, begun, sealed });
  };
  for (const coverage of indexes.flatMap(({ covered }) => covered)) add(coverage, true);
  for (const [segment, { table, end }] of unsealed)
    add({ segment, bytes: end, answers: table.size() }, false);
  return [...segments.values()];
}

function sumOf(parts: readonly Coverage[]): Amount {
  return {
    segments: parts.length,
    answers: parts.reduce((sum, { answers }) => sum + answers, 0),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Only looks: to it, the disk takes nothing. */
function onlooker(folder: string, disk: Disk): Place {
  const refuse = () => {
    throw Object.assign(new Error('EROFS: only looked at'), { code: 'EROFS' });
  };
  const looked: Disk = {
    ...disk,
    open: refuse,
    makeFolder: refuse,
    write: refuse,
    rename: refuse,
    remove: refuse,
  };
  return makePlace(folder, {
    disk: looked,
    owner: { pid: 0, host: '0' },
    isAlive: () => true,
    unique: () => '0',
    now: () => new Date(0),
    warn: () => {},
  });
}
