import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../src/dataset/row.ts';
import { indexRows } from '../../src/dataset/row-index.ts';
import { stream } from '../plan/plan-of.ts';
import { rowOf } from '../prompt/rows.ts';

function rowsWith(keys: readonly string[]): Row[] {
  return keys.map((key, index) => rowOf({}, key, index));
}

test('every row is found by its key, and nothing else is', async () => {
  const keys = fc.uniqueArray(fc.string({ unit: 'grapheme' }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(keys, async ([strange, ...known]) => {
      const indexOf = await indexRows(stream(rowsWith(known)));
      expect(known.map(indexOf)).toEqual([...known.keys()]);
      expect(indexOf(strange!)).toBe(undefined);
    }),
  );
});

test('of many rows, too', async () => {
  const keys = Array.from({ length: 5000 }, (_, index) => `r${index}`);
  const indexOf = await indexRows(stream(rowsWith(keys)));
  expect(keys.map(indexOf)).toEqual([...keys.keys()]);
  expect(['r5000', 'r', ''].map(indexOf)).toEqual([undefined, undefined, undefined]);
});
