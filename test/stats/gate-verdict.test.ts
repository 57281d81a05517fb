import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePaired, type PairedComparison } from '../../src/stats/compare-paired.ts';
import { gateVerdict } from '../../src/stats/gate-verdict.ts';

/** Of n rows all right before, so many wrong now, and so many right that were not. */
function binary(n: number, lost: number, won = 0): PairedComparison {
  const a = Array.from({ length: n }, (_, row) => (row < won ? 0 : 1));
  const b = Array.from({ length: n }, (_, row) => (row >= n - lost ? 0 : 1));
  return comparePaired(a, b, { kind: 'binary', range: [0, 1], seed: 1 });
}

function verdictOf(...comparisons: readonly PairedComparison[]) {
  const { verdict, comparisons: all } = gateVerdict(
    comparisons.map((comparison) => ({ comparison })),
  );
  return [verdict, ...all.map((one) => one.verdict)].join(' ');
}

test('a verdict comes with what it rests on', () => {
  expect(gateVerdict([{ comparison: binary(100, 12, 2) }])).toEqual({
    verdict: 'regression',
    comparisons: [
      {
        verdict: 'regression',
        drop: expect.closeTo(0.1, 12),
        largestDrop: expect.closeTo(0.1818817, 7),
        maxDrop: 0.01,
        nonInferiority: 0.05,
        pWorse: expect.closeTo(0.0036926, 6),
        pBetter: expect.closeTo(1 - 0.0036926, 6),
        mde: expect.closeTo(0.1015, 3),
        rowsNeeded: 413,
      },
    ],
  });
});

test('unchanged rows are ok where there are enough of them', () => {
  expect([verdictOf(binary(50, 0)), verdictOf(binary(100, 0))]).toEqual([
    'inconclusive inconclusive',
    'ok ok',
  ]);
});

test('a sure drop below the margin is no regression', () => {
  expect(verdictOf(binary(2000, 15))).toBe('ok ok');
  const comparison = binary(2000, 15);
  expect(gateVerdict([{ comparison, maxDrop: 0.005 }]).verdict).toBe('regression');
});

test('a gain that chance does not explain is an improvement', () => {
  expect(verdictOf(binary(100, 1, 14))).toBe('improved improved');
});

test('the worst word is the verdict', () => {
  const [lost, open, won, same] = [
    binary(200, 20),
    binary(30, 2),
    binary(200, 0, 20),
    binary(200, 0),
  ];
  expect(verdictOf(same, won, open, lost)).toBe('regression ok improved inconclusive regression');
  expect(verdictOf(same, won, open)).toBe('inconclusive ok improved inconclusive');
  expect(verdictOf(same, won)).toBe('improved ok improved');
  expect(verdictOf()).toBe('ok');
});

test('what one comparison shows alone, it does not show among ten', () => {
  const lost = binary(100, 8, 1);
  expect(verdictOf(lost)).toBe('regression regression');
  const others = Array.from({ length: 9 }, () => binary(100, 0));
  expect(
    verdictOf(lost, ...others)
      .split(' ')
      .slice(0, 2),
  ).toEqual(['inconclusive', 'inconclusive']);
});

test('margins are shares of the range, and go by what is better', () => {
  const a = Array.from({ length: 60 }, (_, row) => 20 + (row % 7));
  const b = a.map((score, row) => score + 3 + (row % 3) / 10);
  const options = { kind: 'graded', range: [0, 100], seed: 1 } as const;
  const [first] = gateVerdict([
    { comparison: comparePaired(a, b, { ...options, better: 'lower' }) },
  ]).comparisons;
  expect(first).toMatchObject({ verdict: 'regression', maxDrop: 1, nonInferiority: 5 });
  expect(gateVerdict([{ comparison: comparePaired(a, b, options) }]).verdict).toBe('improved');
});

test('scores without a bound need margins of their own', () => {
  const options = { kind: 'graded', range: [0, Infinity], better: 'lower', seed: 1 } as const;
  const comparison = comparePaired([100, 120, 90, 80], [104, 119, 91, 80], options);
  expect(() => gateVerdict([{ comparison }])).toThrow(
    new RangeError('a margin of Infinity: scores without a bound need one of their own'),
  );
  expect(gateVerdict([{ comparison, maxDrop: 5, nonInferiority: 20 }]).verdict).toBe('ok');
});

test('one more comparison never makes a regression of another', () => {
  const counts = fc.tuple(fc.nat(15), fc.nat(15)).map(([lost, won]) => binary(60, lost, won));
  fc.assert(
    fc.property(fc.array(counts, { minLength: 1, maxLength: 5 }), counts, (before, added) => {
      const [few, many] = [before, [...before, added]].map(
        (all) => gateVerdict(all.map((comparison) => ({ comparison }))).comparisons,
      );
      const regressions = (all: typeof few) =>
        before.map((_, index) => Number(all![index]!.verdict === 'regression'));
      const [alone, together] = [regressions(few), regressions(many)];
      expect(together).toEqual(together.map((found, index) => Math.min(found, alone[index]!)));
    }),
  );
});
