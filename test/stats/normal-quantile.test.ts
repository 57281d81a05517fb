import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile } from '../../src/stats/normal-quantile.ts';

// mpmath 1.4.1, 40 digits.
test.each([
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798407],
  [0.025, -1.959963984540054],
  [0.5, 0],
  [0.8, 0.8416212335729142],
  [0.999, 3.0902323061678136],
])('the quantile at %d is %d', (p, expected) => {
  expect(normalQuantile(p)).toBeCloseTo(expected, 13);
});

test('the quantile is odd about one half', () => {
  const halves = fc.double({ min: 1e-9, max: 0.5, noNaN: true, minExcluded: true });
  fc.assert(
    fc.property(halves, (p) => {
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 6);
    }),
  );
});

test('certainty has no quantile', () => {
  expect(() => normalQuantile(1)).toThrow(new RangeError('probability 1 is not between 0 and 1'));
});
