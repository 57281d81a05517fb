import { appendFileSync, cpSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disk } from '../../../src/schedule/disk.ts';
import { openStore } from '../../../src/schedule/cache/store.ts';
import { thisProcess } from '../../../src/schedule/cache/this-process.ts';
import { temporaryFolder } from '../fixture.ts';
import {
  filesIn,
  found,
  foundOf,
  keep,
  killedAt,
  makeWorld,
  namesIn,
  putAll,
  textOf,
  upTo,
  type World,
} from './fixture.ts';

const small = { segmentAnswers: 4, mergeAt: 2 };

test('what a dead process left unsealed is adopted', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  putAll(openStore(folder, world), ['a', 'b']);
  expect(filesIn(folder)).toEqual({ answers: 1, format: 1 });
  expect(found(folder, world, ['a', 'b', 'c'])).toEqual(['a', 'b']);
  expect(filesIn(folder)).toEqual({ answers: 1, index: 1, format: 1 });
  expect(world.warnings).toEqual([]);
});

test('many segments without an index get few', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ segmentAnswers: 10, mergeAt: 9 });
  for (const name of upTo(25)) keep(folder, world, [name, name + 1]);
  for (const name of namesIn(folder, '.index')) rmSync(join(folder, name));
  expect(found(folder, world, upTo(27))).toEqual(upTo(26));
  expect(filesIn(folder)).toEqual({ answers: 25, index: 5, format: 1 });
  expect(found(folder, world, upTo(27))).toEqual(upTo(26));
  expect(world.warnings).toEqual([]);
});

test('what a living process writes is read as far as it is, and left alone', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  world.living.add(1);
  const writer = openStore(folder, world);
  putAll(writer, ['a', 'b']);
  expect(found(folder, world.as({ owner: { pid: 2, host: 'here' } }), ['a', 'b'])).toEqual([
    'a',
    'b',
  ]);
  expect(filesIn(folder)).toEqual({ answers: 1, format: 1 });
  putAll(writer, ['c']);
  writer.close();
  expect(found(folder, world, ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
});

test('a process that was held for dead loses nothing', () => {
  const folder = temporaryFolder();
  const world = makeWorld(small);
  const writer = openStore(folder, world);
  putAll(writer, ['a', 'b']);
  expect(found(folder, world, ['a', 'b'])).toEqual(['a', 'b']);
  putAll(writer, ['c']);
  expect(foundOf(writer, ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  writer.close();
  expect(found(folder, world, ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  expect(filesIn(folder)).toEqual({ answers: 1, index: 1, format: 1 });
});

test('a store looks again at what others write when it seals a segment of its own', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ segmentAnswers: 2 });
  world.living.add(1).add(2);
  const other = openStore(folder, world.as({ owner: { pid: 2, host: 'here' } }));
  putAll(other, ['a']);
  const store = openStore(folder, world);
  putAll(other, ['b']);
  expect(foundOf(store, ['a', 'b'])).toEqual(['a']);
  putAll(store, [1, 2]);
  expect(foundOf(store, ['a', 'b'])).toEqual(['a', 'b']);
});

test('of a file cut anywhere only the records behind the cut are lost', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  putAll(openStore(folder, world), ['a', 'b', 'c']);
  const name = namesIn(folder, '.answers')[0]!;
  const bytes = readFileSync(join(folder, name));
  const ends = ['a', 'b', 'c'].map(
    (each) => bytes.indexOf(textOf(each)) + Buffer.byteLength(textOf(each)) + 1,
  );
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    truncateSync(join(copy, name), cut);
    const whole = ['a', 'b', 'c'].filter((_, number) => ends[number]! <= cut);
    expect(found(copy, world, ['a', 'b', 'c'])).toEqual(whole);
    expect(found(copy, world, ['a', 'b', 'c'])).toEqual(whole);
    expect(filesIn(copy)).toEqual(
      whole.length === 0 ? { format: 1 } : { answers: 1, index: 1, format: 1 },
    );
  }
  expect(world.warnings).toEqual([]);
});

/** What it had kept when it was killed. */
function keepUntilKilled(folder: string, world: World): { kept: number[]; ended: boolean } {
  const kept: number[] = [];
  try {
    const store = openStore(folder, world);
    for (const name of upTo(14)) {
      putAll(store, [name]);
      kept.push(name);
    }
    store.close();
    return { kept, ended: true };
  } catch (error) {
    if ((error as Error).message !== 'killed') throw error;
    return { kept, ended: false };
  }
}

test('a process killed at any change of the disk loses at most the answer it was about to keep', () => {
  let nth = 0;
  for (let ended = false; !ended;) {
    nth += 1;
    const folder = temporaryFolder();
    const world = makeWorld(small);
    const life = keepUntilKilled(folder, world.as({ disk: killedAt(nth, world.disk) }));
    const { kept } = life;
    ended = life.ended;
    const there = found(folder, world, upTo(14));
    // The answer that filled a segment is kept, though put did not come back.
    expect([kept, upTo(kept.length + 1)]).toContainEqual(there);
    expect(found(folder, world, upTo(14))).toEqual(there);
    expect(namesIn(folder, '.draft')).toEqual([]);
    expect(world.warnings).toEqual([]);
  }
  expect(nth).toBeGreaterThan(40);
});

test('a merge that was cut short is done with at the next look', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ mergeAt: 3 });
  const remove = (path: string) => {
    if (path.endsWith('.index')) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
    disk.remove(path);
  };
  const locked = world.as({ disk: { ...disk, remove } });
  for (const name of upTo(5)) keep(folder, locked, [name]);
  // Three, the one they were merged into, another, and with it the next merge.
  expect(filesIn(folder)).toEqual({ answers: 5, index: 7, format: 1 });
  expect(found(folder, world, upTo(6))).toEqual(upTo(5));
  expect(filesIn(folder)).toEqual({ answers: 5, index: 1, format: 1 });
  expect(world.warnings).toEqual([]);
});

test('a file that vanished between the listing and the opening is looked for again', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ mergeAt: 3 });
  for (const name of upTo(2)) keep(folder, world, [name]);
  let merged = false;
  const openToRead: typeof disk.openToRead = (path) => {
    if (!merged && path.endsWith('.index')) {
      merged = true;
      keep(folder, world, [2]);
    }
    return disk.openToRead(path);
  };
  expect(found(folder, world.as({ disk: { ...disk, openToRead } }), upTo(3))).toEqual(upTo(3));
  expect(filesIn(folder)).toEqual({ answers: 3, index: 1, format: 1 });
  expect(world.warnings).toEqual([]);
});

test('where the disk takes no index, what others left stays in memory', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  putAll(openStore(folder, world), ['a', 'b']);
  const open = () => {
    throw Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
  };
  expect(found(folder, world.as({ disk: { ...disk, open } }), ['a', 'b'])).toEqual(['a', 'b']);
  expect(filesIn(folder)).toEqual({ answers: 1, format: 1 });
});

test('two records torn together by a crash and a process that goes on cost no other', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  const store = openStore(folder, world);
  putAll(store, ['a']);
  appendFileSync(join(folder, namesIn(folder, '.answers')[0]!), '0123');
  putAll(store, ['b', 'c']);
  expect(found(folder, world, ['a', 'b', 'c'])).toEqual(['a', 'c']);
  expect(world.warnings).toEqual([
    `${join(folder, namesIn(folder, '.answers')[0]!)} holds damaged records; those answers are asked again, the others are fine. There is nothing to do.`,
  ]);
});

test('who lives is told by number and machine; after a day nobody counts as alive', () => {
  const now = new Date();
  const { owner, isAlive } = thisProcess(() => now);
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  expect(isAlive(owner, now)).toBe(true);
  expect(isAlive({ ...owner, pid: process.ppid }, ago(1))).toBe(true);
  expect(isAlive({ ...owner, pid: process.ppid }, ago(25))).toBe(false);
  // Another process had our number, before us.
  expect(isAlive(owner, ago(23))).toBe(false);
  expect(isAlive({ ...owner, pid: 2 ** 30 }, now)).toBe(false);
  expect(isAlive({ pid: 2 ** 30, host: 'there' }, ago(23))).toBe(true);
  expect(isAlive({ pid: 2 ** 30, host: 'there' }, ago(25))).toBe(false);
});
