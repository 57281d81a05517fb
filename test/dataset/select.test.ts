import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashParts } from '../../src/base/hash.ts';
import { drawn, hashes } from '../../src/dataset/draw.ts';
import { dataFolder, keysOf, rowsOf } from './data-folder.ts';

const data = dataFolder();
const labels = ['x', 'y', 'z'];
const lines = Array.from({ length: 40 }, (_, index) => `r${index},${labels[index % 3]}`);
const table = data.write('table.csv', ['id,label', ...lines].join('\n'));

test('without a selection all rows come in file order', async () => {
  const rows = await rowsOf(table);
  expect(rows.map(({ key }) => key)).toEqual(lines.map((line) => line.split(',')[0]));
  expect(rows.map(({ index }) => index)).toEqual([...rows.keys()]);
});

test('where keeps rows that hold one of the texts in every column named', async () => {
  const keys = await keysOf({
    ...table,
    where: { label: ['x', 'z'], id: ['r0', 'r1', 'r2', 'r3'] },
  });
  expect(keys).toEqual(['r0', 'r2', 'r3']);
});

test('where never matches lists and mappings', async () => {
  const content = ['["x"]', '"x"', '{"x": "x"}', 'null'].map((a, id) => `{"id": ${id}, "a": ${a}}`);
  const source = data.write('kinds.jsonl', content.join('\n'), { where: { a: ['x', 'null', ''] } });
  expect(await keysOf(source)).toEqual(['1']);
});

test('where compares the source text of numbers', async () => {
  const source = data.write('numbers.jsonl', '{"a": 1.0}\n{"a": 1}\n', { where: { a: ['1.0'] } });
  expect((await rowsOf(source)).map(({ line }) => line)).toEqual([1]);
});

test('the limit takes the first rows after where, numbered anew', async () => {
  const rows = await rowsOf({ ...table, where: { label: ['y'] }, limit: 2 });
  expect(rows.map(({ index, key, line }) => [index, key, line])).toEqual([
    [0, 'r1', 3],
    [1, 'r4', 6],
  ]);
});

test('a sample takes the rows of the smallest hashes in file order', async () => {
  const keys = await keysOf(table);
  const hash = (key: string) => hashParts('sample', 7, key);
  const smallest = keys.toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1)).slice(0, 10);
  const expected = keys.filter((key) => smallest.includes(key));
  expect(await keysOf({ ...table, sample: 10, seed: 7 })).toEqual(expected);
});

test('the limit takes the first rows of the sample', async () => {
  const sampled = await keysOf({ ...table, sample: 10, seed: 7 });
  expect(await keysOf({ ...table, sample: 10, seed: 7, limit: 3 })).toEqual(sampled.slice(0, 3));
});

test('a sample larger than the file takes every row', async () => {
  expect(await keysOf({ ...table, sample: 1000 })).toEqual(await keysOf(table));
});

test('seeds draw different samples', async () => {
  const [one, two] = await Promise.all(
    [1, 2].map((seed) => keysOf({ ...table, sample: 10, seed })),
  );
  expect(one).not.toEqual(two);
});

test('a larger sample holds the smaller one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.integer({ min: 1, max: 45 }),
      fc.nat(10),
      async (seed, sample, more) => {
        const small = await keysOf({ ...table, seed, sample });
        const large = new Set(await keysOf({ ...table, seed, sample: sample + more }));
        expect(small.length).toBe(Math.min(sample, 40));
        expect(small.every((key) => large.has(key))).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});

test('a selection never changes the key of a row', async () => {
  const text = fc.constantFrom('a', 'b', 'c');
  const count = fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 30 }),
      fc.record({ sample: count, limit: count, seed: fc.nat() }),
      async (texts, { sample, limit, seed }) => {
        const source = data.write('keys.csv', ['text', ...texts].join('\n'));
        const keys = new Map((await rowsOf(source)).map(({ line, key }) => [line, key]));
        const selection = { ...(sample && { sample }), ...(limit && { limit }), seed };
        const where = { text: [texts[0]!] };
        for (const row of await rowsOf({ ...source, ...selection, where }))
          expect(row.key).toBe(keys.get(row.line));
      },
    ),
    { numRuns: 40 },
  );
});

test('a draw takes exactly so many rows, even of equal hashes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5)), fc.nat(30), (list, count) => {
      const all = hashes();
      for (const hash of list) all.add(hash);
      const isDrawn = drawn(all.draw(count));
      const taken = list.filter((hash) => isDrawn(hash));
      const smallest = list.toSorted((a, b) => a - b).slice(0, count);
      expect(taken.toSorted((a, b) => a - b)).toEqual(smallest);
    }),
  );
});
