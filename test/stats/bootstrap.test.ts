import { expect, test } from 'vitest';
import { bootstrapExact, rowBootstrap } from '../../src/stats/bootstrap.ts';
import { mean } from '../../src/stats/mean.ts';
import { lowQuantile, quantile, upperMedian } from '../../src/stats/quantile.ts';

test('drawn rows come near to all draws', () => {
  const values = [1, 2, 4, 9];
  const all = bootstrapExact(values);
  const drawn = rowBootstrap(4, (rows) => mean(Array.from(rows, (row) => values[row]!)), {
    confidence: 0.95,
    seed: 1,
  });
  expect(drawn.estimate).toBe(4);
  expect(Math.abs(drawn.standardError / all.standardError - 1)).toBeLessThan(0.05);
  expect(Math.abs(drawn.low - quantile(all.sorted, 0.025))).toBeLessThan(0.3);
  expect(Math.abs(drawn.high - quantile(all.sorted, 0.975))).toBeLessThan(0.3);
});

test('the same seed draws the same rows', () => {
  const statistic = (rows: Int32Array) => Math.max(...rows);
  const draw = (seed: number) => rowBootstrap(30, statistic, { confidence: 0.9, seed });
  expect(draw(1)).toEqual(draw(1));
});

test('draws without a value are left out', () => {
  const draw = rowBootstrap(3, (rows) => (rows.includes(0) ? 1 : NaN), {
    confidence: 0.95,
    seed: 1,
  });
  expect(draw).toEqual({ estimate: 1, low: 1, high: 1, standardError: 0 });
});

test('no rows, and too many for all draws, are refused', () => {
  const options = { confidence: 0.95, seed: 1 };
  expect(() => rowBootstrap(0, () => 1, options)).toThrow(new RangeError('draws from 0 rows'));
  expect(() => rowBootstrap(2, () => NaN, options)).toThrow(
    new RangeError('a quantile of no values'),
  );
  expect(() => bootstrapExact([1, 2, 3, 4, 5, 6, 7, 8])).toThrow(
    new RangeError('all draws from 8 values'),
  );
});

test('quantiles that are values', () => {
  expect([0, 0.2, 0.21, 0.5, 1].map((p) => lowQuantile([5, 1, 4, 2, 3], p))).toEqual([
    1, 1, 2, 3, 5,
  ]);
  expect(() => lowQuantile([], 0.5)).toThrow(new RangeError('a quantile of no values'));
  expect(() => lowQuantile([1], 2)).toThrow(new RangeError('quantile 2 is not from 0 to 1'));
  expect(() => upperMedian([])).toThrow(new RangeError('the median of no values'));
});
