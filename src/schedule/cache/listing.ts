// The folder in, what stands in it out: indexes opened, segments by name.
import { parseFileName, type FileName, type Kind } from './file-name.ts';
import type { Place } from './place.ts';
import { openIndex, type IndexFile } from './read-index.ts';
import { leaveOut, troubleOf } from './trouble.ts';

export interface Listing {
  readonly segments: readonly FileName[];
  readonly drafts: readonly FileName[];
  readonly indexes: readonly IndexFile[];
}

/** A folder is read again while others change it; in the end with what there is. */
const tries = 10;

/** Indexes that are open already stay so; those that are gone are closed. */
export function listFolder(place: Place, open: readonly IndexFile[]): Listing {
  const known = new Map(open.map((index) => [index.name, index]));
  for (let time = 1; ; time += 1) {
    const names = filesOf(place);
    const wanted = ofKind(names, 'index');
    openMissing(place, known, wanted);
    const settled = isSame(wanted, ofKind(filesOf(place), 'index'));
    if (!settled && time < tries) continue;
    const indexes = wanted.flatMap(({ name }) => known.get(name) ?? []);
    for (const index of known.values()) if (!indexes.includes(index)) index.close();
    return { segments: ofKind(names, 'answers'), drafts: ofKind(names, 'draft'), indexes };
  }
}

function filesOf({ disk, folder, leftOut }: Place): FileName[] {
  const names = disk.list(folder).filter((name) => !leftOut.has(name));
  return names.flatMap((name) => parseFileName(name) ?? []);
}

function ofKind(files: readonly FileName[], wanted: Kind): FileName[] {
  return files.filter(({ kind }) => kind === wanted);
}

function openMissing(
  place: Place,
  known: Map<string, IndexFile>,
  wanted: readonly FileName[],
): void {
  for (const { name } of wanted) {
    if (known.has(name)) continue;
    try {
      known.set(name, openIndex(place, name));
    } catch (error) {
      const trouble = troubleOf(error);
      // One that is gone will not be listed again.
      if (trouble !== 'gone') leaveOut(place, name, trouble);
    }
  }
}

function isSame(before: readonly FileName[], after: readonly FileName[]): boolean {
  const names = (files: readonly FileName[]) => files.map(({ name }) => name).join();
  return names(before) === names(after);
}
