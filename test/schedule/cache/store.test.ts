import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../src/schedule/cache/store.ts';
import { disk } from '../../../src/schedule/disk.ts';
import { temporaryFolder } from '../fixture.ts';
import {
  filesIn,
  found,
  foundOf,
  keep,
  keyOf,
  makeWorld,
  namesIn,
  putAll,
  textOf,
  upTo,
} from './fixture.ts';

test('what was put is found, at once and by the next who opens the folder', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  const store = openStore(folder, world);
  putAll(store, ['a', 'b']);
  expect(foundOf(store, ['a', 'b', 'c'])).toEqual(['a', 'b']);
  store.close();
  expect(found(folder, world, ['a', 'b', 'c'])).toEqual(['a', 'b']);
  expect(filesIn(folder)).toEqual({ answers: 1, index: 1, format: 1 });
  expect(world.warnings).toEqual([]);
});

test('a store that nothing was put into leaves no trace', () => {
  const folder = join(temporaryFolder(), 'cache');
  const world = makeWorld();
  expect(found(folder, world, ['a'])).toEqual([]);
  expect(disk.list(folder)).toEqual([]);
});

test('a segment is text: checksum, key, answer', () => {
  const folder = temporaryFolder();
  keep(folder, makeWorld(), ['a']);
  const [segment] = namesIn(folder, '.answers');
  expect(segment).toBe('20260107T120001000Z-1-here-0001.answers');
  expect(readFileSync(join(folder, segment!), 'utf8')).toBe(
    '247b0029 ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb {"text":" answer a “ü”"}\n',
  );
});

test('of two texts of one key the later counts, in one segment and over several', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ mergeAt: 2 });
  for (const texts of [['1'], ['2', '3'], ['4'], ['5', '6']]) {
    const store = openStore(folder, world);
    for (const text of texts) {
      store.put(keyOf('a'), text);
      expect(store.get(keyOf('a'))).toBe(text);
    }
    store.close();
  }
  expect(openStore(folder, world).get(keyOf('a'))).toBe('6');
});

test('two keys alike in their first half are told apart', () => {
  const folder = temporaryFolder();
  const [one, other] = ['0', '1'].map((digit) => 'ab'.repeat(16) + digit.repeat(32));
  const store = openStore(folder, makeWorld());
  store.put(one!, 'one');
  expect([store.get(one!), store.get(other!)]).toEqual(['one', undefined]);
  store.close();
  const again = openStore(folder, makeWorld());
  expect([again.get(one!), again.get(other!)]).toEqual(['one', undefined]);
});

test('what is no key is never found, and never put', () => {
  const store = openStore(temporaryFolder(), makeWorld());
  expect(store.get('a')).toBe(undefined);
  expect(() => store.put('a', '1')).toThrow('not a key and a line: a');
  expect(() => store.put(keyOf('a'), '1\n2')).toThrow(`not a key and a line: ${keyOf('a')}`);
});

test('a closed store finds and keeps nothing', () => {
  const folder = temporaryFolder();
  const store = openStore(folder, makeWorld());
  putAll(store, ['a']);
  store.close();
  store.close();
  putAll(store, ['b']);
  expect(foundOf(store, ['a', 'b'])).toEqual([]);
  expect(found(folder, makeWorld(), ['a', 'b'])).toEqual(['a']);
});

test('a segment is sealed when it is full, by answers or by bytes', () => {
  for (const limits of [{ segmentAnswers: 10 }, { segmentBytes: 1050 }]) {
    const folder = temporaryFolder();
    const world = makeWorld({ mergeAt: 100, ...limits });
    const store = openStore(folder, world);
    putAll(store, upTo(25));
    expect(filesIn(folder)).toEqual({ answers: 3, index: 2, format: 1 });
    expect(foundOf(store, upTo(26))).toEqual(upTo(25));
    store.close();
    expect(found(folder, world, upTo(26))).toEqual(upTo(25));
  }
});

test('many indexes become few when the store is closed', () => {
  const folder = temporaryFolder();
  const world = makeWorld({ segmentAnswers: 200, mergeAt: 4 });
  const store = openStore(folder, world);
  putAll(store, upTo(200 * 27));
  expect(filesIn(folder)).toEqual({ answers: 27, index: 27, format: 1 });
  expect(foundOf(store, upTo(200 * 27 + 100))).toEqual(upTo(200 * 27));
  store.close();
  // They are 16 + 2 x 4 + 3.
  expect(filesIn(folder)).toEqual({ answers: 27, index: 6, format: 1 });
  expect(found(folder, world, upTo(200 * 27 + 100))).toEqual(upTo(200 * 27));
  expect(world.warnings).toEqual([]);
});

test('many short sessions leave few indexes', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  for (const name of upTo(30)) keep(folder, world, [name]);
  // Eight become one at the 8th, 15th, 22nd and 29th.
  expect(filesIn(folder)).toEqual({ answers: 30, index: 2, format: 1 });
  expect(found(folder, world, upTo(31))).toEqual(upTo(30));
});

test('ordinary tools read a segment', () => {
  const folder = temporaryFolder();
  keep(folder, makeWorld(), ['a', 'b']);
  const path = join(folder, namesIn(folder, '.answers')[0]!);
  if (process.platform === 'win32') return;
  const cut = execFileSync('cut', ['-d', ' ', '-f', '3-', path], { encoding: 'utf8' });
  expect(cut).toBe(`${textOf('a')}\n${textOf('b')}\n`);
});

test('the folder of a newer kshot is left alone', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  keep(folder, world, ['a']);
  writeFileSync(join(folder, 'format'), 'kshot answer cache, format 2, of next year\n');
  const before = disk.list(folder);
  const store = openStore(folder, world);
  putAll(store, ['b']);
  expect(foundOf(store, ['a', 'b'])).toEqual([]);
  store.close();
  expect(disk.list(folder)).toEqual(before);
  expect(world.warnings).toEqual([
    `the answer cache ${folder} has format 2, of a newer kshot: it is neither read nor written. Update kshot, or delete the folder.`,
  ]);
});

test('files of others in the folder are none of its business', () => {
  const folder = temporaryFolder();
  const world = makeWorld();
  keep(folder, world, ['a']);
  for (const name of ['README', 'a.answers', '99999999T999999999Z-1-h-1.index'])
    writeFileSync(join(folder, name), 'text');
  mkdirSync(join(folder, 'sub.index'));
  const before = disk.list(folder);
  expect(found(folder, world, ['a', 'b'])).toEqual(['a']);
  expect(disk.list(folder)).toEqual(before);
  expect(world.warnings).toEqual([]);
});

test('a file where the folder should be is told of, and nothing is kept', () => {
  const folder = join(temporaryFolder(), 'cache');
  appendFileSync(folder, 'text');
  const world = makeWorld();
  const store = openStore(folder, world);
  putAll(store, ['a']);
  expect(foundOf(store, ['a'])).toEqual([]);
  store.close();
  expect(world.warnings).toEqual([
    `the answer cache ${folder} cannot be read (ENOTDIR: not a directory, scandir '${folder}'): every answer is asked`,
  ]);
});

test('a disk that is full is told of once; what is there is still found', () => {
  const folder = temporaryFolder();
  const full = { isFull: false };
  const world = makeWorld();
  const fails = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  const open: typeof disk.open = (path) => {
    const file = disk.open(path);
    return { ...file, append: (bytes) => (full.isFull ? fails() : file.append(bytes)) };
  };
  const store = openStore(folder, world.as({ disk: { ...disk, open } }));
  putAll(store, ['a']);
  full.isFull = true;
  putAll(store, ['b', 'c']);
  full.isFull = false;
  putAll(store, ['d']);
  expect(foundOf(store, ['a', 'b', 'c', 'd'])).toEqual(['a']);
  store.close();
  expect(world.warnings).toEqual([
    `the answer cache ${folder} cannot be written (ENOSPC: no space left on device, write): new answers are not kept`,
  ]);
  expect(found(folder, world, ['a', 'b', 'c', 'd'])).toEqual(['a']);
});

test('a bug of ours is no trouble of the disk', () => {
  const broken = { ...disk, list: () => (undefined as unknown as string[]).slice() };
  expect(() => openStore(temporaryFolder(), makeWorld().as({ disk: broken }))).toThrow(TypeError);
});
