import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../src/schedule/cache/store.ts';
import { disk } from '../../../src/schedule/disk.ts';
import { temporaryFolder } from '../fixture.ts';
import { filesIn, found, foundOf, keep, makeWorld, namesIn, putAll, upTo } from './fixture.ts';

/** Three segments, two of them under one index. */
function smallStore() {
  const folder = temporaryFolder();
  const world = makeWorld({ mergeAt: 2 });
  for (const names of [
    ['a', 'b'],
    ['c', 'd'],
  ])
    keep(folder, world, names);
  keep(folder, makeWorld({ mergeAt: 9 }).as({ owner: { pid: 7, host: 'there' } }), ['e']);
  return { folder, files: new Map(readdirSync(folder).map((name) => [name, read(folder, name)])) };
}

const read = (folder: string, name: string) => readFileSync(join(folder, name));

const all = ['a', 'b', 'c', 'd', 'e'];

function restore(folder: string, files: ReadonlyMap<string, Buffer>): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
}

/** A byte of an index loses nothing, one of a segment a record, or two if a line break is gone; the number of the format all. */
function mostLost(name: string): number {
  if (name === 'format') return all.length;
  return name.endsWith('.index') ? 0 : 2;
}

test('whatever byte is changed, nothing wrong is found and nothing is thrown', () => {
  const { folder, files } = smallStore();
  for (const [name, bytes] of files) {
    for (let at = 0; at < bytes.length; at += 1) {
      restore(folder, files);
      const changed = Buffer.from(bytes);
      changed[at]! ^= [1, 0x0a ^ bytes[at]!, 0x80][at % 3]! || 1;
      writeFileSync(join(folder, name), changed);
      const world = makeWorld();
      const there = found(folder, world, all);
      expect(all.length - there.length).toBeLessThanOrEqual(mostLost(name));
      expect(world.warnings.length).toBeLessThanOrEqual(1);
      expect(found(folder, makeWorld(), all)).toEqual(there);
    }
  }
}, 60_000);

test('a file cut anywhere is no reason to throw, and an index cut anywhere loses nothing', () => {
  const { folder, files } = smallStore();
  for (const [name, bytes] of files) {
    for (let cut = 0; cut < bytes.length; cut += 7) {
      restore(folder, files);
      writeFileSync(join(folder, name), bytes.subarray(0, cut));
      const there = found(folder, makeWorld(), all);
      expect(name.endsWith('.answers') ? all : there).toEqual(all);
    }
  }
});

test('a damaged record is a miss, told of once', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  keep(folder, world, ['a', 'b', 'c']);
  const path = join(folder, namesIn(folder, '.answers')[0]!);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('answer a', 'answer x').replace('answer c', 'answer y'));
  expect(found(folder, world, ['a', 'b', 'c'])).toEqual(['b']);
  expect(world.warnings).toEqual([
    `${path} holds damaged records; those answers are asked again, the others are fine. There is nothing to do.`,
  ]);
  expect(filesIn(folder)).toEqual({ answers: 1, index: 1, format: 1 });
});

test('what is asked again takes the place of a damaged record', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  keep(folder, world, ['a']);
  const path = join(folder, namesIn(folder, '.answers')[0]!);
  writeFileSync(path, readFileSync(path, 'utf8').replace('answer a', 'answer x'));
  const store = openStore(folder, world);
  expect(foundOf(store, ['a'])).toEqual([]);
  putAll(store, ['a']);
  expect(foundOf(store, ['a'])).toEqual(['a']);
  store.close();
  expect(found(folder, world, ['a'])).toEqual(['a']);
});

test('a damaged index is set aside and made again', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  keep(folder, world, ['a', 'b']);
  const path = join(folder, namesIn(folder, '.index')[0]!);
  writeFileSync(path, 'no index');
  expect(found(folder, world, ['a', 'b'])).toEqual(['a', 'b']);
  expect(filesIn(folder)).toEqual({ answers: 1, index: 1, 'index.damaged': 1, format: 1 });
  expect(world.warnings).toEqual([
    `${path} is damaged and was set aside as ${namesIn(folder, '.damaged')[0]}; it is made again from the answers, and nothing is lost. Delete it when convenient.`,
  ]);
});

test('an index whose damage shows late is set aside and made again, and the answer is found', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  keep(folder, world, upTo(200));
  const path = join(folder, namesIn(folder, '.index')[0]!);
  const bytes = readFileSync(path);
  const store = openStore(folder, world);
  bytes[100 * 32]! ^= 1;
  writeFileSync(path, bytes);
  expect(foundOf(store, upTo(201))).toEqual(upTo(200));
  store.close();
  expect(world.warnings).toHaveLength(1);
  expect(found(folder, world, upTo(201))).toEqual(upTo(200));
  expect(filesIn(folder)).toEqual({ answers: 1, index: 1, 'index.damaged': 1, format: 1 });
});

test('damage that a merge finds is not handed on', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ mergeAt: 2 });
  keep(folder, world, upTo(100));
  const path = join(folder, namesIn(folder, '.index')[0]!);
  const bytes = readFileSync(path);
  bytes[70 * 32]! ^= 1;
  writeFileSync(path, bytes);
  keep(folder, world, [100]);
  expect(found(folder, world, upTo(102))).toEqual(upTo(101));
  expect(filesIn(folder)).toEqual({ answers: 2, index: 1, 'index.damaged': 1, format: 1 });
  expect(world.warnings).toHaveLength(1);
});

test('a segment that cannot be read is set aside', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  keep(folder, world, ['a']);
  keep(folder, world, ['b']);
  const [name] = namesIn(folder, '.answers');
  const path = join(folder, name!);
  const openToRead: typeof disk.openToRead = (each) => {
    if (each === path) throw Object.assign(new Error('EIO: i/o error, open'), { code: 'EIO' });
    return disk.openToRead(each);
  };
  const worn = world.as({ disk: { ...disk, openToRead } });
  expect(found(folder, worn, ['a', 'b'])).toEqual(['b']);
  expect(filesIn(folder)).toEqual({ answers: 1, 'answers.damaged': 1, index: 2, format: 1 });
  expect(world.warnings).toEqual([
    `${path} cannot be read and was set aside as ${name}.damaged; its answers are asked again. Delete it when convenient.`,
  ]);
  expect(found(folder, worn, ['a', 'b'])).toEqual(['b']);
  expect(world.warnings).toHaveLength(1);
});

test('a segment without one sound record is set aside', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  putAll(openStore(folder, world), ['a']);
  const [name] = namesIn(folder, '.answers');
  writeFileSync(join(folder, name!), 'this is\nsomething else\n');
  expect(found(folder, world, ['a'])).toEqual([]);
  expect(filesIn(folder)).toEqual({ 'answers.damaged': 1, format: 1 });
  expect(world.warnings).toEqual([
    `${join(folder, name!)} cannot be read and was set aside as ${name}.damaged; its answers are asked again. Delete it when convenient.`,
  ]);
});

test('a segment that was removed is a miss, and its entries go at the next merge', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ mergeAt: 3 });
  for (const names of [[1], [2], [3]]) keep(folder, world, names);
  const store = openStore(folder, world);
  rmSync(join(folder, namesIn(folder, '.answers')[1]!));
  expect(foundOf(store, upTo(5))).toEqual([1, 3]);
  store.close();
  for (const names of [[4], [5]]) keep(folder, world, names);
  const [index] = namesIn(folder, '.index');
  expect(
    read(folder, index!)
      .toString('latin1')
      .match(/[^\n]*\.answers/g),
  ).toHaveLength(4);
  expect(filesIn(folder)).toEqual({ answers: 4, index: 1, format: 1 });
  expect(world.warnings).toEqual([]);
});
