import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorOf } from '../../src/base/problem.ts';
import { findKept, keep } from '../../src/dataset/kept-records.ts';
import type { Batches, FileRecord, Report } from '../../src/dataset/table.ts';
import { dataFolder } from './data-folder.ts';

const data = dataFolder();

interface Read {
  readonly lines: readonly string[];
  /** Whether the lines were there from before. */
  readonly kept: boolean;
}

/** Reads a file whose records are its lines, a batch for each. */
async function read(path: string, content: string, fault?: string): Promise<Read> {
  writeFileSync(path, content);
  const hash = createHash('sha256');
  const kept = findKept({ path }, hash);
  if (kept) return { lines: linesOf(kept.flat()), kept: true };
  hash.update(content);
  const cut = (report: Report) => {
    if (fault !== undefined) report(() => errorOf('ragged-row', fault));
    return batchesOf(path, content);
  };
  const lines: string[] = [];
  for await (const batch of keep({ path }, { hash, cut, report: () => undefined }))
    lines.push(...linesOf(batch));
  return { lines, kept: false };
}

async function* batchesOf(file: string, content: string): Batches {
  const place = { file, line: 1, column: 1, length: 1, text: '' };
  const table = { columns: ['line'], locate: () => place };
  for (const text of content.split('\n'))
    yield await Promise.resolve([
      { table, file, line: 1, offset: 0, raw: Buffer.from(text), fields: [text] },
    ]);
}

function linesOf(records: Iterable<FileRecord>): string[] {
  return Array.from(records, ({ raw }) => raw.toString('utf8'));
}

test('the same bytes are cut once', async () => {
  const path = data.path('same');
  expect(await read(path, 'a\nb')).toEqual({ lines: ['a', 'b'], kept: false });
  expect(await read(path, 'a\nb')).toEqual({ lines: ['a', 'b'], kept: true });
});

test('the hash has taken the bytes of what was kept', async () => {
  const path = data.path('hashed');
  await read(path, 'a\nb');
  const hash = createHash('sha256');
  findKept({ path }, hash);
  expect(hash.digest('hex')).toBe(createHash('sha256').update('a\nb').digest('hex'));
});

test('other bytes are cut anew, and kept instead', async () => {
  const path = data.path('other');
  await read(path, 'a');
  expect(await read(path, 'b')).toEqual({ lines: ['b'], kept: false });
  expect(await read(path, 'b')).toEqual({ lines: ['b'], kept: true });
});

test('with another delimiter it is another file', async () => {
  const path = data.path('delimiter');
  await read(path, 'a;b');
  const hash = createHash('sha256');
  expect(findKept({ path, delimiter: ';' }, hash)).toBe(undefined);
});

test('a file with a mistake is cut each time: it is told each time', async () => {
  const path = data.path('faulty');
  await read(path, 'a', 'one field too many');
  expect((await read(path, 'a')).kept).toBe(false);
});

test('what was not read to its end is not kept', async () => {
  const path = data.path('partly');
  const hash = createHash('sha256').update('a\nb');
  const cut = () => batchesOf(path, 'a\nb');
  for await (const _ of keep({ path }, { hash, cut, report: () => undefined })) break;
  expect((await read(path, 'a\nb')).kept).toBe(false);
});

test('a file of more than a mebibyte is not kept', async () => {
  const path = data.path('large');
  const content = Array.from({ length: 3 }, () => 'x'.repeat(2 ** 19)).join('\n');
  expect((await read(path, content)).lines).toHaveLength(3);
  expect((await read(path, content)).kept).toBe(false);
});

test('two files are kept, as a data set and its pool', async () => {
  const [one, two, three] = ['one', 'two', 'three'].map((name) => data.path(name));
  const reads: boolean[] = [];
  for (const path of [one, two, one, two, three, two, one])
    reads.push((await read(path!, 'a')).kept);
  expect(reads).toEqual([false, false, true, true, false, true, false]);
});
