import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { disk } from '../../src/schedule/disk.ts';
import { temporaryFolder } from './fixture.ts';

test('what is appended is there at once, and stays through the next open', () => {
  const path = join(temporaryFolder(), 'file');
  const file = disk.open(path);
  file.append('ä');
  file.append(Buffer.from([0, 255]));
  expect([file.size(), readFileSync(path)]).toEqual([4, Buffer.from([0xc3, 0xa4, 0, 255])]);
  file.close();
  const again = disk.open(path);
  again.append('b');
  expect(again.read(0, 100)).toEqual(Buffer.from([0xc3, 0xa4, 0, 255, 0x62]));
  expect([again.read(3, 1), again.read(4, 9), again.read(5, 9)]).toEqual([
    Buffer.from([255]),
    Buffer.from('b'),
    Buffer.alloc(0),
  ]);
  again.close();
});

test('what is appended after a cut stands where it was cut', async () => {
  const path = join(temporaryFolder(), 'file');
  const file = disk.open(path);
  file.append('one two');
  file.truncate(4);
  file.append('three');
  await file.sync();
  file.close();
  expect(readFileSync(path, 'utf8')).toBe('one three');
});

test('what is only read must be there', () => {
  const folder = temporaryFolder();
  expect(() => disk.openToRead(join(folder, 'gone'))).toThrow('ENOENT');
  writeFileSync(join(folder, 'file'), 'text');
  const file = disk.openToRead(join(folder, 'file'));
  expect([file.size(), file.read(1, 2).toString()]).toEqual([4, 'ex']);
  file.close();
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a whole file takes the place of what was there, and leaves no draft', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'file');
  disk.write(path, 'a long text');
  disk.write(path, Buffer.from('short'));
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['short', ['file']]);
});

test('where a whole file cannot take its place, the old one stays, and no draft', () => {
  const folder = temporaryFolder();
  disk.makeFolder(join(folder, 'taken/inside'));
  expect(() => disk.write(join(folder, 'taken'), 'text')).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
  expect(() => disk.write(join(folder, 'gone/file'), 'text')).toThrow('ENOENT');
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('folders are made with all above them, listed in order, renamed, and removed with what they hold', () => {
  const folder = temporaryFolder();
  expect(disk.list(join(folder, 'a'))).toEqual([]);
  disk.makeFolder(join(folder, 'a/b'));
  disk.makeFolder(join(folder, 'a/b'));
  for (const name of ['z', 'B', 'c']) disk.write(join(folder, 'a', name), '');
  expect(disk.list(join(folder, 'a'))).toEqual(['B', 'b', 'c', 'z']);
  disk.rename(join(folder, 'a/z'), join(folder, 'a/b/y'));
  expect(disk.list(join(folder, 'a/b'))).toEqual(['y']);
  disk.remove(join(folder, 'a'));
  disk.remove(join(folder, 'a'));
  expect(disk.list(folder)).toEqual([]);
});

/** Appends 700 bytes four times, in a process whose files may not grow beyond 1 or 2 KB. */
const script = `
  const { disk } = await import(process.argv[1]);
  const file = disk.open(process.argv[2]);
  const told = [];
  for (const text of ['a', 'b', 'c', 'd'])
    try {
      file.append(text.repeat(699) + '\\n');
      told.push('written');
    } catch (error) {
      told.push(error.code + ' at ' + file.size());
    }
  console.log(JSON.stringify(told));
`;

test.skipIf(process.platform === 'win32')(
  'what the system took only the beginning of is cut off again',
  () => {
    const path = join(temporaryFolder(), 'file');
    const module = pathToFileURL('dist/schedule/disk.js').href;
    const node = [process.execPath, '--input-type=module', '--eval', script, module, path];
    const line = node.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    const { stdout } = spawnSync('sh', ['-c', `ulimit -f 3; exec ${line}`], { encoding: 'utf8' });
    const told = JSON.parse(stdout) as string[];
    const written = told.filter((each) => each === 'written').length;
    expect(told.slice(written)).toEqual(
      Array.from({ length: 4 - written }, () => `EFBIG at ${700 * written}`),
    );
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(4);
    const texts = ['a', 'b', 'c', 'd'].map((text) => `${text.repeat(699)}\n`);
    expect(readFileSync(path, 'utf8')).toBe(texts.slice(0, written).join(''));
  },
);
