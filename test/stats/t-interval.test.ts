import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tInterval } from '../../src/stats/t-interval.ts';

const samples = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 2,
  maxLength: 60,
});

test('the interval holds the mean and is symmetric about it', () => {
  fc.assert(
    fc.property(samples, (values) => {
      const { mean, low, high } = tInterval(values, 0.95);
      expect(low).toBeLessThanOrEqual(mean);
      expect(high - mean).toBeCloseTo(mean - low, 12);
    }),
  );
});

test('it shrinks when the same values are seen more often', () => {
  fc.assert(
    fc.property(samples, (values) => {
      fc.pre(new Set(values).size > 1 && Math.max(...values) - Math.min(...values) > 1e-6);
      const widths = [1, 2, 4, 8].map((times) => {
        const { low, high } = tInterval(Array.from({ length: times }, () => values).flat(), 0.95);
        return high - low;
      });
      expect(widths).toEqual(widths.toSorted((a, b) => b - a));
      expect(new Set(widths).size).toBe(4);
    }),
  );
});

test('equal values give an interval of no width', () => {
  expect(tInterval([0.5, 0.5, 0.5], 0.95)).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
});

test('the interval is not cut to the range of the scores', () => {
  const { low, high } = tInterval([0, 1], 0.95);
  expect([low < 0, high > 1]).toEqual([true, true]);
});

test('one value has no interval', () => {
  expect(() => tInterval([1], 0.95)).toThrow(RangeError);
});
