import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaInterval, betaQuantile } from '../../src/stats/beta-quantile.ts';
import { clopperPearson } from '../../src/stats/clopper-pearson.ts';
import { incompleteBeta } from '../../src/stats/incomplete-beta.ts';
import { upperIncompleteGamma } from '../../src/stats/incomplete-gamma.ts';
import { normalQuantile } from '../../src/stats/normal-quantile.ts';
import { chiSquareTail, normalTail } from '../../src/stats/normal-tail.ts';
import { wilson } from '../../src/stats/wilson.ts';

const rates = fc
  .integer({ min: 1, max: 500 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

test('the quantile is where the probability is', () => {
  const shapes = fc.double({ min: 1, max: 300, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), shapes, shapes, (p, a, b) => {
      expect(incompleteBeta(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9);
    }),
  );
});

test('Clopper-Pearson holds the rate, mirrors failures, and is wider than Wilson and Jeffreys', () => {
  fc.assert(
    fc.property(rates, ([successes, n]) => {
      const { low, high } = clopperPearson(successes, n, 0.95);
      expect(low).toBeLessThanOrEqual(successes / n);
      expect(high).toBeGreaterThanOrEqual(successes / n);
      expect(1 - clopperPearson(n - successes, n, 0.95).high).toBeCloseTo(low, 12);
      const jeffreys = betaInterval(successes, n, { a: 0.5, b: 0.5 }, 0.95);
      expect(low).toBeLessThanOrEqual(jeffreys.low);
      expect(high).toBeGreaterThanOrEqual(jeffreys.high);
    }),
  );
  const [exact, score] = [clopperPearson(85, 100, 0.95), wilson(85, 100, 0.95)];
  expect((exact.high - exact.low) / (score.high - score.low)).toBeCloseTo(1.06, 1);
});

test('at the ends it is exact: with no successes in n, 1 - (alpha/2)^(1/n)', () => {
  expect(clopperPearson(0, 1, 0.95)).toEqual({ low: 0, high: expect.closeTo(0.975, 12) });
  expect(clopperPearson(2, 2, 0.95)).toEqual({
    low: expect.closeTo(Math.sqrt(0.025), 12),
    high: 1,
  });
});

test('the tail of the normal undoes its quantile, far out too', () => {
  for (const p of [1e-12, 1e-6, 0.025, 0.3, 0.5, 0.9])
    expect(normalTail(-normalQuantile(p)) / p).toBeCloseTo(1, 10);
  expect([normalTail(Infinity), normalTail(-Infinity)]).toEqual([0, 1]);
});

test('chi-square of two degrees is exponential, of one a squared normal', () => {
  for (const x of [0, 0.1, 1, 4, 30]) {
    expect(chiSquareTail(x, 2)).toBeCloseTo(Math.exp(-x / 2), 13);
    expect(chiSquareTail(x, 1)).toBeCloseTo(2 * normalTail(Math.sqrt(x)), 13);
  }
});

test('arguments out of range are refused', () => {
  expect(() => betaQuantile(2, 1, 1)).toThrow(new RangeError('probability 2 is not from 0 to 1'));
  expect(() => betaQuantile(0.5, 0, 1)).toThrow(new RangeError('a beta variable with 0 and 1'));
  expect(() => betaInterval(3, 2, { a: 1, b: 1 }, 0.95)).toThrow(
    new RangeError('a rate of 3 in 2'),
  );
  expect(() => clopperPearson(3, 2, 0.95)).toThrow(new RangeError('a rate of 3 in 2'));
  expect(() => clopperPearson(1.5, 2, 0.95)).toThrow(new RangeError('a rate of 1.5 in 2'));
  expect(() => upperIncompleteGamma(0, 1)).toThrow(new RangeError('Q(0, 1)'));
});
