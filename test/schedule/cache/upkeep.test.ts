import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clear, prune, statsOf } from '../../../src/schedule/cache/upkeep.ts';
import { openStore } from '../../../src/schedule/cache/store.ts';
import { disk } from '../../../src/schedule/disk.ts';
import { temporaryFolder } from '../fixture.ts';
import { filesIn, found, foundOf, keep, makeWorld, namesIn, putAll, upTo } from './fixture.ts';

/** As long as a record of one letter. */
const recordBytes = 104;

test('statistics tell answers, bytes and segments, sealed or not', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  keep(folder, world, ['a', 'b']);
  keep(folder, world, ['c']);
  putAll(openStore(folder, world), ['d', 'e', 'f']);
  writeFileSync(join(folder, 'x.index.damaged'), '');
  const files = filesIn(folder);
  expect(statsOf(folder, disk)).toEqual({
    answers: 6,
    bytes: 6 * recordBytes,
    segments: 3,
    oldest: new Date('2026-01-07T12:00:01Z'),
    newest: new Date('2026-01-07T12:00:05Z'),
    damaged: ['x.index.damaged'],
  });
  expect(filesIn(folder)).toEqual(files);
});

test('of no folder, and of one of a newer kshot, there is nothing to tell', () => {
  const folder = temporaryFolder();
  const nothing = { answers: 0, bytes: 0, segments: 0, damaged: [] };
  expect(statsOf(join(folder, 'none'), disk)).toEqual(nothing);
  keep(folder, makeWorld(), ['a']);
  writeFileSync(join(folder, 'format'), 'kshot answer cache, format 2');
  expect(statsOf(folder, disk)).toEqual(nothing);
});

test('statistics change nothing, though an index is damaged and a segment left behind', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  keep(folder, world, ['a', 'b']);
  putAll(openStore(folder, world), ['c']);
  writeFileSync(join(folder, namesIn(folder, '.index')[0]!), 'no index');
  const before = readdirSync(folder);
  expect(statsOf(folder, disk)).toMatchObject({ answers: 3, segments: 2 });
  expect(readdirSync(folder)).toEqual(before);
});

test('segments that were begun before a date go', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  for (const name of upTo(4)) keep(folder, world, [name]);
  const { oldest } = statsOf(folder, disk);
  expect(oldest).toEqual(new Date('2026-01-07T12:00:01Z'));
  const olderThan = new Date('2026-01-07T12:00:05Z');
  expect(prune(folder, world, { olderThan })).toEqual({
    segments: 2,
    answers: 2,
    bytes: 2 * recordBytes,
  });
  expect(found(folder, world, upTo(4))).toEqual([2, 3]);
  expect(filesIn(folder)).toEqual({ answers: 2, index: 2, format: 1 });
});

test('the oldest go until no more bytes are left than may be', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ mergeAt: 3 });
  for (const name of upTo(4)) keep(folder, world, [name]);
  expect(prune(folder, world, { most: 4 * recordBytes })).toMatchObject({ segments: 0 });
  expect(prune(folder, world, { most: 2 * recordBytes })).toMatchObject({ segments: 2 });
  expect(found(folder, world, upTo(4))).toEqual([2, 3]);
  expect(prune(folder, world, { most: 0 })).toMatchObject({ segments: 2 });
  expect(filesIn(folder)).toEqual({ format: 1 });
});

test('pruning takes what the dead left, and spares what the living write', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  putAll(openStore(folder, world), ['a']);
  world.living.add(2);
  const living = world.as({ owner: { pid: 2, host: 'here' } });
  const store = openStore(folder, living);
  putAll(store, ['b']);
  expect(prune(folder, world, { most: 0 })).toMatchObject({ segments: 1, answers: 1 });
  putAll(store, ['c']);
  store.close();
  expect(found(folder, world, ['a', 'b', 'c'])).toEqual(['b', 'c']);
});

test('clearing leaves nothing, of the living neither; they go on', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ segmentAnswers: 3 });
  keep(folder, world, ['a']);
  const store = openStore(folder, world);
  putAll(store, ['b']);
  expect(clear(folder, disk)).toEqual({ segments: 2, answers: 2, bytes: 2 * recordBytes });
  expect(readdirSync(folder)).toEqual([]);
  putAll(store, ['c', 'd', 'e', 'f']);
  expect(foundOf(store, ['e', 'f'])).toEqual(['e', 'f']);
  store.close();
  expect(found(folder, world, ['a', 'b', 'c', 'd', 'e', 'f'])).toEqual(['e', 'f']);
  expect(world.warnings).toEqual([]);
});

test('a file that cannot be removed now stays, and is not counted', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  for (const name of upTo(3)) keep(folder, world, [name]);
  const [, locked] = namesIn(folder, '.answers');
  const remove = (path: string) => {
    if (path.endsWith(locked!)) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' });
    disk.remove(path);
  };
  const held = { ...disk, remove };
  expect(prune(folder, world.as({ disk: held }), { most: 0 })).toMatchObject({ segments: 2 });
  expect(clear(folder, held)).toMatchObject({ segments: 0 });
  expect(namesIn(folder, '.answers')).toEqual([locked]);
});
