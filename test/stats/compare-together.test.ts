import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { compareTogether, type TogetherSide } from '../../src/stats/compare-together.ts';
import { signFlip } from '../../src/stats/sign-flip.ts';
import type { CorpusEntry } from '../../src/task/expand-entry.ts';

const labels = ['neg', 'neu', 'pos'];
const macro: CorpusEntry = { metric: 'f1_macro', options: { labels } };
const micro: CorpusEntry = { metric: 'f1_micro', options: { labels } };
const settings = { kind: 'binary', range: [0, 1], seed: 7 } as const;

/** Of each row the right label and the given one. */
function side(pairs: readonly (readonly [right: number, given: number])[]): TogetherSide {
  return {
    counts: pairs.map((pair) => Float32Array.from(pair)),
    singles: pairs.map(([right, given]) => Number(right === given)),
  };
}

/** Two systems that answer the same rows: the first is right in `a` of them, the second in `b`. */
function systems(rows: number, a: number, b: number, seed: number) {
  const random = seededRandom('systems', seed);
  const right = Array.from({ length: rows }, () => Math.floor(random() * 3));
  const answers = (rate: number) =>
    right.map((label) => [label, random() < rate ? label : (label + 1) % 3] as const);
  return [side(answers(a)), side(answers(b))] as const;
}

test('two systems are compared by the score of all answers, better or worse by single ones', () => {
  const [a, b] = systems(60, 0.9, 0.6, 1);
  const { rowsNeeded, ...figures } = compareTogether(a, b, { ...settings, corpus: macro });
  expect({ ...figures, rows: rowsNeeded(0.05) }).toMatchInlineSnapshot(`
    {
      "better": "higher",
      "correlation": 0.010335675777747374,
      "difference": -0.3041757958244026,
      "high": -0.1618724954238856,
      "improved": 3,
      "intervalMethod": "bootstrap",
      "low": -0.45292578707496806,
      "mde": 0.20831082905243622,
      "meanA": 0.9155354449472096,
      "meanB": 0.611359649122807,
      "n": 60,
      "p": 0.0009995002498750624,
      "pBetter": 1,
      "pWorse": 0.0004997501249375312,
      "range": [
        0,
        1,
      ],
      "regressed": 21,
      "rows": 1042,
      "testMethod": "swap",
      "unchanged": 36,
    }
  `);
});

test('turned around all is turned around', () => {
  const [a, b] = systems(40, 0.8, 0.6, 2);
  const options = { ...settings, corpus: macro };
  const one = compareTogether(a, b, options);
  const other = compareTogether(b, a, options);
  expect([other.difference, other.low, other.high, other.p, other.pWorse, other.pBetter]).toEqual(
    [-one.difference, -one.high, -one.low, one.p, one.pBetter, one.pWorse].map(
      (value) => expect.closeTo(value, 12) as number,
    ),
  );
});

test('where it is a mean over rows, swaps are signs: p is that of all of them but for the draws', () => {
  const [a, b] = systems(80, 0.85, 0.7, 3);
  const { pWorse, difference } = compareTogether(a, b, { ...settings, corpus: micro });
  const gains = Array.from(b.singles, (score, row) => score - a.singles[row]!);
  const exact = signFlip(gains, 1);
  expect(exact.exact).toBe(true);
  expect(difference).toBeCloseTo(gains.reduce((sum, gain) => sum + gain, 0) / 80, 12);
  // Four standard errors of 2,000 draws.
  const error = Math.sqrt((exact.pLess * (1 - exact.pLess)) / 2_000);
  expect(Math.abs(pWorse - exact.pLess)).toBeLessThan(4 * error + 1e-3);
});

test('equal answers differ by no more than so few rows can have missed', () => {
  const [a] = systems(100, 0.8, 0.8, 4);
  const same = compareTogether(a, a, { ...settings, corpus: macro });
  expect(same).toMatchObject({ difference: 0, p: 1, pWorse: 1, intervalMethod: 'no-spread' });
  expect([same.low, same.high]).toEqual([expect.closeTo(-0.0362, 4), expect.closeTo(0.0362, 4)]);
});

test('to write every row four times says nothing more, where the copies are known to be such', () => {
  const [a, b] = systems(30, 0.9, 0.7, 5);
  const copies = ({ counts, singles }: TogetherSide) => ({
    counts: counts.flatMap((row) => [row, row, row, row]),
    singles: Array.from(singles).flatMap((one) => [one, one, one, one]),
  });
  const clusters = Array.from({ length: 120 }, (_, row) => `document ${Math.floor(row / 4)}`);
  const options = { ...settings, corpus: macro };
  const once = compareTogether(a, b, options);
  const fourTimes = compareTogether(copies(a), copies(b), { ...options, clusters });
  expect(fourTimes).toMatchObject({
    low: once.low,
    high: once.high,
    p: once.p,
    clusters: 30,
    intervalMethod: 'cluster-bootstrap',
    testMethod: 'cluster-swap',
  });
});

test('several answers of a row are drawn and swapped together, whatever their order', () => {
  const pair = fc.tuple(fc.nat(2), fc.nat(3));
  fc.assert(
    fc.property(fc.array(fc.tuple(pair, pair), { minLength: 1, maxLength: 6 }), (rows) => {
      const sideOf = (answers: readonly (readonly number[])[][]) => ({
        counts: answers.map((all) => Float32Array.from(all.flat())),
        singles: answers.map(() => 0),
      });
      const a = sideOf(rows.map(([one]) => [one, one]));
      const b = sideOf(rows.map(([one, other]) => [one, other]));
      const turned = sideOf(rows.map(([one, other]) => [other, one]));
      const options = { ...settings, corpus: macro };
      const { rowsNeeded: _, ...left } = compareTogether(a, b, options);
      const { rowsNeeded: __, ...right } = compareTogether(a, turned, options);
      expect(left).toEqual(right);
    }),
    { numRuns: 20 },
  );
});
