// What every part of the store works with: the folder, the disk, who writes, and what was said of its files.
import { join } from 'node:path';
import type { Disk } from '../disk.ts';
import { makeFileName } from './file-name.ts';
import type { Writers } from './this-process.ts';

/** Tests make them small. */
export interface Limits {
  /** A segment is sealed when it holds so many answers … */
  readonly segmentAnswers: number;
  /** … or so many bytes. */
  readonly segmentBytes: number;
  /** So many indexes of one tier are merged into one. */
  readonly mergeAt: number;
}

export interface StoreOptions extends Writers {
  readonly disk: Disk;
  readonly now: () => Date;
  /** Is told what went wrong, each thing once. Nothing of it is fatal. */
  readonly warn: (text: string) => void;
  readonly limits?: Partial<Limits>;
}

export interface Place extends Omit<StoreOptions, 'limits'> {
  readonly folder: string;
  readonly limits: Limits;
  readonly pathOf: (name: string) => string;
  /** For a new file, without its ending. */
  readonly newName: () => string;
  /** Files that cannot be read: nobody tries again. */
  readonly leftOut: Set<string>;
  /** Segments of which was said that they hold damaged records. */
  readonly told: Set<string>;
}

export function makePlace(folder: string, options: StoreOptions): Place {
  const { owner, now, unique, limits } = options;
  return {
    ...options,
    folder,
    limits: { segmentAnswers: 16_384, segmentBytes: 64 * 1024 * 1024, mergeAt: 8, ...limits },
    pathOf: (name) => join(folder, name),
    newName: () => makeFileName(now(), owner, unique()),
    leftOut: new Set(),
    told: new Set(),
  };
}
