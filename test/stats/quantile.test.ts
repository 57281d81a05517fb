import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from '../../src/stats/quantile.ts';

test('quantiles are those of numpy', () => {
  const values = [15, 20, 35, 40, 50];
  expect([0, 0.25, 0.4, 0.5, 0.9, 1].map((p) => quantile(values, p))).toEqual([
    15, 20, 29, 35, 46, 50,
  ]);
});

test('the order of the values does not matter, and they stay as they were', () => {
  const values = Float64Array.of(3, 1, 2);
  expect(quantile(values, 0.5)).toBe(2);
  expect(values).toEqual(Float64Array.of(3, 1, 2));
});

test('a quantile lies between the least and the greatest value, and rises with p', () => {
  const lists = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(lists, (values) => {
      const found = [0, 0.1, 0.5, 0.9, 1].map((p) => quantile(values, p));
      expect(found).toEqual(found.toSorted((a, b) => a - b));
      expect([found[0], found[4]]).toEqual(
        [Math.min(...values), Math.max(...values)].map((v) => v + 0),
      );
    }),
  );
});

test('nothing has no quantile, and p is a share', () => {
  expect(() => quantile([], 0.5)).toThrow(new RangeError('a quantile of no values'));
  expect(() => quantile([1], 50)).toThrow(new RangeError('quantile 50 is not from 0 to 1'));
});
