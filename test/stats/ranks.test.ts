import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kendall, pearson, spearman } from '../../src/stats/correlation.ts';
import { friedman } from '../../src/stats/friedman.ts';
import { maxT } from '../../src/stats/max-t.ts';
import { midranks } from '../../src/stats/ranks.ts';
import { signFlip } from '../../src/stats/sign-flip.ts';
import { wilcoxonExact, wilcoxonNormal } from '../../src/stats/wilcoxon.ts';

const pairs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 2, maxLength: 30 });

test('equal values share the mean of their ranks', () => {
  const { ranks, ties } = midranks([0.5, 0.1, 0.5, 0.9, 0.5]);
  expect([[...ranks], ties]).toEqual([[3, 1, 3, 5, 3], 24]);
});

test('correlations of a worked example', () => {
  // Checked with scipy 1.10: pearsonr, spearmanr, kendalltau.
  const a = [1, 2, 3, 4, 5, 5];
  const b = [2, 1, 4, 3, 7, 3];
  const found = [pearson(a, b), spearman(a, b), kendall(a, b)];
  expect(found.map((one) => one?.toFixed(6))).toMatchInlineSnapshot(`
    [
      "0.671984",
      "0.691176",
      "0.500000",
    ]
  `);
});

test('correlations lie in [-1, 1], have no direction, and turn with one side', () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
      for (const correlation of [pearson, spearman, kendall]) {
        const there = correlation(a, b) ?? 0;
        expect(Math.abs(there)).toBeLessThanOrEqual(1);
        expect(correlation(b, a) ?? 0).toBeCloseTo(there, 12);
        expect(
          correlation(
            a,
            b.map((y) => -y),
          ) ?? 0,
        ).toBeCloseTo(-there, 12);
      }
    }),
  );
});

test('ranks do not see what only stretches', () => {
  fc.assert(
    fc.property(pairs, (rows) => {
      const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
      const stretched = b.map((y) => y * y * y);
      expect(spearman(a, stretched)).toEqual(spearman(a, b));
      expect(kendall(a, stretched)).toEqual(kendall(a, b));
    }),
  );
});

test('what is all equal goes with nothing', () => {
  expect([pearson([1, 1], [1, 2]), spearman([1, 2], [3, 3]), kendall([1, 1], [1, 2])]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(() => pearson([], [])).toThrow(new RangeError('the correlation of no values'));
  expect(() => kendall([1], [1, 2])).toThrow(new RangeError('1 values beside 2'));
});

test('Wilcoxon of differences that are ranks already is their sign-flip test', () => {
  const signs = fc.array(fc.constantFrom(-1, 1), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(signs, (all) => {
      const differences = all.map((sign, index) => sign * (index + 1));
      expect(wilcoxonExact(differences).p).toBeCloseTo(signFlip(differences, 1).p, 10);
    }),
  );
});

test('for many differences the normal Wilcoxon comes near to the exact one', () => {
  const differences = Array.from({ length: 120 }, (_, row) => Math.sin(row * row) + 0.15);
  const [exact, normal] = [wilcoxonExact(differences), wilcoxonNormal(differences)];
  expect(normal.v).toBe(exact.v);
  expect(normal.p).toBeCloseTo(exact.p, 3);
});

test('Wilcoxon of equal pairs, and of too many', () => {
  expect([wilcoxonExact([0, 0]), wilcoxonNormal([0])]).toEqual([
    { v: 0, p: 1 },
    { v: 0, p: 1 },
  ]);
  const many = Array.from({ length: 201 }, (_, row) => row + 1);
  expect(() => wilcoxonExact(many)).toThrow(new RangeError('all signs of 201 ranks'));
});

test('Friedman of prompts that are all equal shows nothing', () => {
  expect(friedman([[1, 1, 1]])).toEqual({ chi2: 0, freedom: 2, p: 1 });
  expect(() => friedman([[1, 2], [1]])).toThrow(
    new RangeError('every data set must have the same prompts, at least 2'),
  );
});

test('max-t of one cell is its sign-flip test', () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(values, (differences) => {
      const { p, exact } = maxT(
        differences.map((one) => [one]),
        1,
      );
      expect(exact).toBe(true);
      expect(p[0]).toBeCloseTo(signFlip(differences, 1).p, 10);
    }),
  );
});

test('cells that are all alike cost nothing in max-t, and many rows are drawn', () => {
  const column = Array.from({ length: 40 }, (_, row) => Math.sin(row) + 0.2);
  const one = maxT(
    column.map((value) => [value]),
    5,
  );
  const five = maxT(
    column.map((value) => [value, value, value, value, value]),
    5,
  );
  expect([five.p, five.exact]).toEqual([Array.from({ length: 5 }, () => one.p[0]), false]);
});

test('max-t refuses rows of different lengths', () => {
  expect(() => maxT([[1], [1, 2]], 1)).toThrow(
    new RangeError('every row must have a difference of every cell'),
  );
});
