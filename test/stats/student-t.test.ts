import fc from 'fast-check';
import { expect, test } from 'vitest';
import { studentQuantile, upperTail } from '../../src/stats/student-t.ts';

// mpmath 1.4.1, 40 digits: the regularised incomplete beta function inverted by findroot.
test.each([
  [1, 0.975, 12.706204736174705],
  [2, 0.975, 4.302652729749464],
  [4, 0.995, 4.604094871349993],
  [9, 0.95, 1.8331129326562372],
  [29, 0.975, 2.0452296421327043],
  [19.5, 0.975, 2.0893976209722465],
  [999, 0.9995, 3.3002924403987355],
  [99_999, 0.975, 1.9599877077718444],
  [1_000_000, 0.975, 1.959966356814107],
])('with %d degrees of freedom the quantile at %d is %d', (freedom, p, expected) => {
  expect(studentQuantile(p, freedom) / expected).toBeCloseTo(1, 9);
});

test('with 1 and 2 degrees of freedom it is the closed form', () => {
  for (const p of [0.51, 0.6, 0.75, 0.9, 0.975, 0.9999]) {
    const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 11);
    expect(studentQuantile(p, 2) / two).toBeCloseTo(1, 11);
  }
});

test('the quantile undoes the tail', () => {
  const freedoms = fc.double({ min: 0.5, max: 100_000, noNaN: true });
  const probabilities = fc.double({ min: 0.501, max: 0.999_999, noNaN: true });
  fc.assert(
    fc.property(freedoms, probabilities, (freedom, p) => {
      expect(upperTail(studentQuantile(p, freedom), freedom) / (1 - p)).toBeCloseTo(1, 10);
    }),
  );
});

test('the lower half mirrors the upper', () => {
  expect(studentQuantile(0.25, 5)).toBe(-studentQuantile(0.75, 5));
  expect(studentQuantile(0.5, 5)).toBeCloseTo(0, 12);
});

test('probabilities outside (0, 1) and no degrees of freedom are refused', () => {
  expect(() => studentQuantile(1, 5)).toThrow(
    new RangeError('probability 1 is not between 0 and 1'),
  );
  expect(() => studentQuantile(0.9, 0)).toThrow(new RangeError('0 degrees of freedom'));
});
