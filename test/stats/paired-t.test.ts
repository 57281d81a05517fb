import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agrestiMin, newcombe } from '../../src/stats/newcombe.ts';
import { pairedT } from '../../src/stats/paired-t.ts';
import { groupMean, pooledStandardError } from '../../src/stats/pooled.ts';
import { tInterval } from '../../src/stats/t-interval.ts';

test('pairs that are equal, and pairs that differ by the same', () => {
  expect(pairedT([1, 0, 1], [1, 0, 1])).toEqual({ difference: 0, standardError: 0, t: 0, p: 1 });
  expect(pairedT([1, 2], [0, 1])).toEqual({
    difference: 1,
    standardError: 0,
    t: Infinity,
    p: 0,
  });
});

test('p is below 0.05 just where the 95 % interval excludes 0', () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(score, score), { minLength: 3, maxLength: 30 }), (rows) => {
      const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
      const { low, high } = tInterval(
        rows.map(([x, y]) => x - y),
        0.95,
      );
      const { p } = pairedT(a, b);
      expect(Math.abs(p - 0.05) < 1e-9 || p < 0.05 === (low > 0 || high < 0)).toBe(true);
    }),
  );
});

test('pairs need partners, and at least two', () => {
  expect(() => pairedT([1, 2], [1])).toThrow(new RangeError('2 values beside 1'));
  expect(() => pairedT([1], [1])).toThrow(new RangeError('the variance of fewer than 2 values'));
});

test('Newcombe and Agresti-Min mirror when sides change', () => {
  const counts = fc.record({
    both: fc.nat(50),
    aOnly: fc.nat(20),
    bOnly: fc.nat(20),
    neither: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(counts, (table) => {
      const turned = { ...table, aOnly: table.bOnly, bOnly: table.aOnly };
      for (const interval of [newcombe, agrestiMin]) {
        const [there, back] = [interval(table, 0.95), interval(turned, 0.95)];
        expect(back.low).toBeCloseTo(-there.high, 12);
      }
    }),
  );
});

test('the mean over data sets weighs rows, or sets alike', () => {
  expect(groupMean([0.5, 0.75])).toBe(0.625);
  expect(groupMean([0.5, 0.75], [3, 1])).toBe(0.5625);
  expect(() => groupMean([], [])).toThrow(new RangeError('a group of no data sets'));
  expect(() => pooledStandardError([0.1], [5, 6])).toThrow(
    new RangeError('1 data sets with 2 sizes'),
  );
});
