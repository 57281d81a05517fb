import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePaired, type CompareOptions } from '../../src/stats/compare-paired.ts';
import { mcnemar } from '../../src/stats/mcnemar.ts';

const binary: CompareOptions = { kind: 'binary', range: [0, 1], seed: 1 };
const graded: CompareOptions = { kind: 'graded', range: [0, 1], seed: 1 };

const bits = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 60 });
const binaryPairs = bits.chain((a) =>
  fc.tuple(
    fc.constant(a),
    fc.array(fc.constantFrom(0, 1), { minLength: a.length, maxLength: a.length }),
  ),
);
const tenths = fc.integer({ min: 0, max: 10 }).map((tenth) => tenth / 10);
const gradedPairs = fc
  .array(fc.tuple(tenths, tenths), { minLength: 1, maxLength: 12 })
  .map((rows) => [rows.map(([a]) => a), rows.map(([, b]) => b)] as const);

test('0/1 scores are compared by Tango and McNemar', () => {
  const a = [1, 1, 1, 1, 1, 1, 1, 1, 0, 0];
  const b = [1, 1, 1, 0, 0, 0, 0, 1, 1, 0];
  const { rowsNeeded, ...comparison } = comparePaired(a, b, { ...binary, margin: 0.05 });
  expect(comparison).toEqual({
    n: 10,
    meanA: 0.8,
    meanB: 0.5,
    difference: expect.closeTo(-0.3, 12),
    low: expect.closeTo(-0.6397817, 7),
    high: expect.closeTo(0.1529254, 7),
    p: 0.21875,
    pWorse: 0.109375,
    pBetter: 0.890625,
    pShort: expect.closeTo(0.8720361, 7),
    better: 'higher',
    range: [0, 1],
    intervalMethod: 'tango',
    testMethod: 'mcnemar-mid-p',
    improved: 1,
    regressed: 4,
    unchanged: 5,
    correlation: 0,
    mde: expect.closeTo(0.597963, 6),
  });
  expect([rowsNeeded(0.05), rowsNeeded(0.1)]).toEqual([1431, 358]);
});

test('graded scores are compared by t and sign flips', () => {
  const a = [0.5, 0.6, 0.7, 0.8];
  const b = [0.4, 0.65, 0.6, 0.7];
  const { rowsNeeded, ...comparison } = comparePaired(a, b, { ...graded, margin: 0.2 });
  expect(comparison).toEqual({
    n: 4,
    meanA: 0.65,
    meanB: expect.closeTo(0.5875, 12),
    difference: expect.closeTo(-0.0625, 12),
    low: expect.closeTo(-0.181842, 6),
    high: expect.closeTo(0.056842, 6),
    p: expect.closeTo(0.25, 12),
    pWorse: expect.closeTo(0.125, 12),
    pBetter: expect.closeTo(0.9375, 12),
    pShort: expect.closeTo(0.0175408, 7),
    better: 'higher',
    range: [0, 1],
    intervalMethod: 't',
    testMethod: 'sign-flip',
    improved: 1,
    regressed: 3,
    unchanged: 0,
    correlation: expect.closeTo(0.8344972, 7),
    mde: expect.closeTo(0.10506, 5),
  });
  expect(rowsNeeded(0.05)).toBe(18);
});

test('rows in clusters are compared by CR1 and the signs of clusters', () => {
  const a = [1, 1, 1, 1, 0, 1, 1, 0];
  const b = [0, 0, 1, 1, 0, 1, 0, 0];
  const clusters = ['w', 'w', 'x', 'x', 'y', 'y', 'z', 'z'];
  const {
    difference,
    low,
    high,
    intervalMethod,
    testMethod,
    p,
    clusters: count,
  } = comparePaired(a, b, { ...binary, clusters });
  expect({ difference, low, high, intervalMethod, testMethod, p, count }).toEqual({
    difference: -0.375,
    // t of 3 degrees times the standard error of the four means -1, 0, 0, -0.5
    low: -1,
    high: expect.closeTo(-0.375 + 3.182446 * 0.239357, 5),
    intervalMethod: 'clustered-t',
    testMethod: 'cluster-sign-flip',
    p: expect.closeTo(0.5, 12),
    count: 4,
  });
});

test('where clusters show nothing, few of them can detect little', () => {
  const ones = [1, 1, 1, 1, 1, 1];
  const clusters = [1, 1, 1, 2, 2, 2];
  const { low, mde, intervalMethod, p } = comparePaired(ones, ones, { ...binary, clusters });
  expect({ low, mde, intervalMethod, p }).toEqual({
    // Two clusters: all but the root of 0.025.
    low: expect.closeTo(Math.sqrt(0.025) - 1, 12),
    // As if one of four were all that it can be.
    mde: expect.closeTo(2.801585 / 4, 5),
    intervalMethod: 'no-spread',
    p: 1,
  });
});

test('means over several trials of 0/1 scores are graded', () => {
  const { intervalMethod } = comparePaired([0.5, 1, 0], [1, 1, 0.5], binary);
  expect(intervalMethod).toBe('t');
});

test('where less is better, more is worse', () => {
  const [a, b] = [
    [0.2, 0.4, 0.1, 0.3, 0.6],
    [0.3, 0.5, 0.1, 0.5, 0.9],
  ];
  const higher = comparePaired(a, b, graded);
  const lower = comparePaired(a, b, { ...graded, better: 'lower' });
  expect([lower.pWorse, lower.pBetter, lower.improved, lower.regressed]).toEqual([
    higher.pBetter,
    higher.pWorse,
    0,
    4,
  ]);
  expect([lower.difference, lower.p]).toEqual([higher.difference, higher.p]);
  expect(lower.low).toBeCloseTo(higher.low, 14);
  expect(lower.high).toBeCloseTo(higher.high, 14);
});

test('the interval holds the difference, the counts add up, and p values are p values', () => {
  fc.assert(
    fc.property(fc.oneof(binaryPairs, gradedPairs), fc.boolean(), ([a, b], isGraded) => {
      const kind = isGraded ? graded : binary;
      const found = comparePaired(a, b, { ...kind, margin: 0.05 });
      expect(found.low).toBeLessThanOrEqual(found.difference + 1e-12);
      expect(found.high).toBeGreaterThanOrEqual(found.difference - 1e-12);
      expect(found.low).toBeGreaterThanOrEqual(-1);
      expect(found.high).toBeLessThanOrEqual(1);
      expect(found.improved + found.regressed + found.unchanged).toBe(found.n);
      for (const p of [found.p, found.pWorse, found.pBetter, found.pShort!]) {
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }
      expect(found.mde).toBeGreaterThan(0);
    }),
  );
});

test('to change sides changes signs', () => {
  fc.assert(
    fc.property(fc.oneof(binaryPairs, gradedPairs), ([a, b]) => {
      const kind = { ...graded, kind: 'binary' as const };
      const [there, back] = [comparePaired(a, b, kind), comparePaired(b, a, kind)];
      expect(back.difference).toBeCloseTo(-there.difference, 12);
      expect(back.low).toBeCloseTo(-there.high, 10);
      expect(back.high).toBeCloseTo(-there.low, 10);
      expect(back.p).toBeCloseTo(there.p, 10);
      expect(back.pWorse).toBeCloseTo(there.pBetter, 10);
      expect([back.improved, back.regressed]).toEqual([there.regressed, there.improved]);
    }),
  );
});

test('0/1 scores as graded ones have the p of the exact McNemar test', () => {
  fc.assert(
    fc.property(binaryPairs, ([a, b]) => {
      const { p, pWorse, improved, regressed } = comparePaired(a, b, graded);
      const { exact, worse } = mcnemar({ aOnly: regressed, bOnly: improved });
      expect(p).toBeCloseTo(exact, 10);
      expect(pWorse).toBeCloseTo(worse, 10);
    }),
  );
});

test('equal scores are no proof of equality: fewer rows, wider interval', () => {
  const same = (n: number, options: CompareOptions) => {
    const scores = Array.from({ length: n }, () => 1);
    const { difference, low, high, p, mde } = comparePaired(scores, scores, options);
    return { difference, low, high, p, mde };
  };
  expect(same(100, graded)).toEqual({
    difference: 0,
    low: expect.closeTo(-0.036217, 6),
    high: expect.closeTo(0.036217, 6),
    p: 1,
    mde: expect.closeTo(0.027467, 6),
  });
  expect(same(100, binary)).toEqual({
    difference: 0,
    low: expect.closeTo(-0.036993, 5),
    high: expect.closeTo(0.036993, 5),
    p: 1,
    mde: expect.closeTo(0.027467, 6),
  });
  expect(same(1, graded)).toMatchObject({ low: expect.closeTo(-0.975, 12), p: 1 });
});

test('all rows worse is as bad as it can be', () => {
  const { low, p, pWorse } = comparePaired([1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0], binary);
  expect({ low, p, pWorse }).toEqual({ low: -1, p: 1 / 64, pWorse: 1 / 128 });
});

test('scores without a bound say nothing where all differ alike', () => {
  const open = { ...graded, range: [0, Infinity] } as const;
  const { low, high, mde } = comparePaired([3, 5], [4, 6], open);
  expect({ low, high, mde }).toEqual({ low: -Infinity, high: Infinity, mde: Infinity });
});

test('many graded rows are drawn by the seed, the same on every machine', () => {
  const a = Array.from({ length: 40 }, (_, row) => ((row * 7919) % 1009) / 1009);
  const b = a.map((score, row) => Math.max(0, score - ((row * 104_729) % 97) / 2000 + 0.02));
  const p = (seed: number) => comparePaired(a, b, { ...graded, seed }).pWorse;
  expect([p(1), p(1), p(2)]).toMatchInlineSnapshot(`
    [
      0.1215,
      0.1215,
      0.1189,
    ]
  `);
});

test.each([
  [[], [], 'a comparison of no rows'],
  [[1], [1, 0], '2 values beside 1'],
  [[1], [2], 'a score of 2 is not from 0 to 1'],
  [[Number.NaN], [1], 'a score of NaN is not from 0 to 1'],
])('%j beside %j is refused', (a, b, message) => {
  expect(() => comparePaired(a, b, graded)).toThrow(new RangeError(message));
});

test('a margin of nothing needs rows without end, and is refused', () => {
  const { rowsNeeded } = comparePaired([1, 0], [0, 0], graded);
  expect(() => rowsNeeded(0)).toThrow(new RangeError('a margin of 0'));
});
