// A store whose time, names and owners the test decides.
import { readdirSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { disk, type Disk } from '../../../src/schedule/disk.ts';
import type { Owner } from '../../../src/schedule/cache/file-name.ts';
import type { Limits, StoreOptions } from '../../../src/schedule/cache/place.ts';
import { openStore, type Store } from '../../../src/schedule/cache/store.ts';
import { sha256 } from '../../../src/base/hash.ts';

export const keyOf = (name: string | number) => sha256(`${name}`);

/** As a completion looks. */
export const textOf = (name: string | number) => JSON.stringify({ text: ` answer ${name} “ü”` });

export interface World extends StoreOptions {
  /** The numbers of the processes that live. */
  readonly living: Set<number>;
  readonly warnings: string[];
  readonly as: (changes: Partial<StoreOptions>) => World;
}

/** Closes at the end of the test what a store that was not closed left open: not every system removes a folder otherwise. */
function closing(real: Disk): Disk {
  const left = new Set<() => void>();
  onTestFinished(() => left.forEach((close) => close()));
  const watched = <File extends { readonly close: () => void }>(file: File): File => {
    left.add(file.close);
    const close = () => (left.delete(file.close), file.close());
    return { ...file, close };
  };
  return {
    ...real,
    open: (path) => watched(real.open(path)),
    openToRead: (path) => watched(real.openToRead(path)),
  };
}

/** Every look at the clock finds it a second later. */
export function makeWorld(limits: Partial<Limits> = {}): World {
  const start = Date.UTC(2026, 0, 7, 12);
  let seconds = 0;
  let names = 0;
  const living = new Set<number>();
  const warnings: string[] = [];
  const base = {
    disk: closing(disk),
    limits,
    living,
    warnings,
    owner: { pid: 1, host: 'here' },
    isAlive: ({ pid }: Owner) => living.has(pid),
    now: () => new Date(start + (seconds += 1) * 1000),
    unique: () => String((names += 1)).padStart(4, '0'),
    warn: (text: string) => void warnings.push(text),
  };
  const as = (changes: Partial<StoreOptions>): World => ({ ...base, ...changes, as });
  return as({});
}

export function putAll(store: Store, names: Iterable<string | number>): void {
  for (const name of names) store.put(keyOf(name), textOf(name));
}

/** Puts them in a store of its own, which is closed again. */
export function keep(folder: string, world: StoreOptions, names: Iterable<string | number>): void {
  const store = openStore(folder, world);
  putAll(store, names);
  store.close();
}

/** Of these names, those whose text is found; a wrong one is an error. */
export function foundOf<T extends string | number>(store: Store, names: Iterable<T>): T[] {
  return [...names].filter((name) => {
    const text = store.get(keyOf(name));
    if (text !== undefined && text !== textOf(name)) throw new Error(`${name} has ${text}`);
    return text !== undefined;
  });
}

/** As a process finds them that opens the folder now. */
export function found<T extends string | number>(
  folder: string,
  world: StoreOptions,
  names: Iterable<T>,
): T[] {
  const store = openStore(folder, world);
  const there = foundOf(store, names);
  store.close();
  return there;
}

export const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

/** Files by ending: `{ answers: 2, index: 1 }`. */
export function filesIn(folder: string): Record<string, number> {
  const files: Record<string, number> = {};
  for (const name of readdirSync(folder)) {
    const ending = name === 'format' ? name : name.split('.').slice(1).join('.');
    files[ending] = (files[ending] ?? 0) + 1;
  }
  return files;
}

export function namesIn(folder: string, ending: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(ending));
}

/** A process that is killed at its nth change of the disk: of what it appends there, half is written. */
export function killedAt(nth: number, real: Disk): Disk {
  let changes = 0;
  const change = <T>(work: () => T, torn = () => {}): T => {
    changes += 1;
    if (changes === nth) torn();
    if (changes >= nth) throw new Error('killed');
    return work();
  };
  return {
    ...real,
    open(path) {
      const file = change(() => real.open(path));
      const half = (bytes: string | Uint8Array) =>
        file.append(Buffer.from(bytes as string).subarray(0, bytes.length / 2));
      return {
        ...file,
        append: (bytes) =>
          change(
            () => file.append(bytes),
            () => half(bytes),
          ),
      };
    },
    write: (path, bytes) => change(() => real.write(path, bytes)),
    rename: (from, to) => change(() => real.rename(from, to)),
    remove: (path) => change(() => real.remove(path)),
  };
}
