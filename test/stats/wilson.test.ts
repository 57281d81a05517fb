import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilson } from '../../src/stats/wilson.ts';

const rates = fc
  .integer({ min: 1, max: 100_000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const confidences = fc.double({ min: 0.001, max: 0.999_999, noNaN: true });

test('the interval lies inside [0, 1] and holds the rate', () => {
  fc.assert(
    fc.property(rates, confidences, ([successes, n], confidence) => {
      const { low, high } = wilson(successes, n, confidence);
      const dust = 1e-15;
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(successes / n + dust);
      expect(high).toBeGreaterThanOrEqual(successes / n - dust);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
});

test('failures mirror successes', () => {
  fc.assert(
    fc.property(rates, ([successes, n]) => {
      const { low, high } = wilson(successes, n, 0.95);
      const mirrored = wilson(n - successes, n, 0.95);
      expect(1 - mirrored.high).toBeCloseTo(low, 14);
      expect(1 - mirrored.low).toBeCloseTo(high, 14);
    }),
  );
});

test('more confidence gives a wider interval', () => {
  const widths = [0.5, 0.9, 0.95, 0.99].map((confidence) => {
    const { low, high } = wilson(7, 10, confidence);
    return high - low;
  });
  expect(widths).toEqual(widths.toSorted((a, b) => a - b));
});

test('at the ends the bound is exact', () => {
  expect([wilson(0, 17, 0.95).low, wilson(17, 17, 0.95).high]).toEqual([0, 1]);
});

test.each([
  [-1, 10, 0.95, 'a rate of -1 in 10'],
  [11, 10, 0.95, 'a rate of 11 in 10'],
  [0.5, 10, 0.95, 'a rate of 0.5 in 10'],
  [0, 0, 0.95, 'a rate of 0 in 0'],
  [Number.NaN, 10, 0.95, 'a rate of NaN in 10'],
  [1, 10, 1, 'confidence 1 is not between 0 and 1'],
  [1, 10, 95, 'confidence 95 is not between 0 and 1'],
])('%d of %d at %d is refused', (successes, n, confidence, message) => {
  expect(() => wilson(successes, n, confidence)).toThrow(new RangeError(message));
});
