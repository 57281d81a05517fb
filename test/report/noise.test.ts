import { expect, test } from 'vitest';
import type { GateResult } from '../../src/baseline/verdict.ts';
import { noiseWarnings } from '../../src/report/noise.ts';
import { cellOutcomes, exactMatch, meanAt } from './fixture.ts';

type Means = Readonly<Record<number, readonly number[]>>;

/** By number of shots the means of shots.seed 1, 2, …; or of another axis. */
function cellsOf(means: Means, axis = 'shots.seed') {
  return cellOutcomes(
    ...Object.entries(means).flatMap(([count, ofSeeds]) =>
      ofSeeds.map((mean, index) => ({
        axes: { 'shots.count': Number(count), [axis]: index + 1 },
        metrics: { exact_match: meanAt(mean) },
      })),
    ),
  );
}

const metrics = [exactMatch];

test('a lead that is smaller than what the seed does is doubted, with numbers', () => {
  const cells = cellsOf({ 4: [0.5, 0.4, 0.45], 8: [0.55, 0.44, 0.42] });
  expect(noiseWarnings({ cells, metrics })).toMatchInlineSnapshot(`
    [
      "exact_match: k=8 leads k=4 by 0.020 on average, less than the 0.105 by which shots.seed alone moves the mean (3 values); it is ahead in 2 of 3 comparisons",
    ]
  `);
});

test('a larger lead, a tie, and a grid without an axis of luck leave no doubt', () => {
  expect(noiseWarnings({ cells: cellsOf({ 4: [0.2, 0.3], 8: [0.6, 0.7] }), metrics })).toEqual([]);
  expect(noiseWarnings({ cells: cellsOf({ 4: [0.2, 0.3], 8: [0.2, 0.3] }), metrics })).toEqual([]);
  const other = cellsOf({ 4: [0.2, 0.6], 8: [0.21, 0.6] }, 'temperature');
  expect(noiseWarnings({ cells: other, metrics })).toEqual([]);
  expect(noiseWarnings({ cells: cellsOf({ 4: [0.2], 8: [0.21] }), metrics })).toEqual([]);
});

test('orders that a model does not see make no noise', () => {
  const cells = cellsOf({ 4: [0.3, 0.3], 8: [0.301, 0.301] }, 'shots.order');
  expect(noiseWarnings({ cells, metrics })).toEqual([]);
});

test('where cells differ by luck alone their best is the luckiest', () => {
  const cells = cellsOf({ 4: [0.5, 0.4, 0.45] });
  expect(noiseWarnings({ cells, metrics })).toMatchInlineSnapshot(`
    [
      "exact_match: the cells differ in shots.seed alone, which takes them from 0.400 to 0.500: the best of them is the luckiest, not a better prompt",
    ]
  `);
});

test('a layout is noise beside other axes, and alone it is what is asked about', () => {
  const beside = cellsOf({ 4: [0.5, 0.4], 8: [0.51, 0.42] }, 'format');
  expect(noiseWarnings({ cells: beside, metrics })).toMatchInlineSnapshot(`
    [
      "exact_match: k=8 leads k=4 by 0.015 on average, less than the 0.095 by which format alone moves the mean (2 values); it is ahead in 2 of 2 comparisons",
    ]
  `);
  expect(noiseWarnings({ cells: cellsOf({ 4: [0.5, 0.4] }, 'format'), metrics })).toEqual([]);
});

const gate: GateResult = {
  metric: 'exact_match',
  rule: 'min',
  limit: 0.5,
  value: 0.55,
  cell: 'k=8 shots.seed=1',
  passed: true,
};

test('a gate that holds with one seed and not with another is doubted', () => {
  const cells = cellsOf({ 4: [0.1, 0.1], 8: [0.55, 0.48] });
  expect(noiseWarnings({ cells, metrics, gates: [gate] })).toMatchInlineSnapshot(`
    [
      "exact_match >= 0.5 holds in k=8 shots.seed=1 (0.550), but not in k=8 shots.seed=2 (0.480), which differs in shots.seed alone",
    ]
  `);
  const safe = cellsOf({ 4: [0.1, 0.1], 8: [0.55, 0.5] });
  expect(noiseWarnings({ cells: safe, metrics, gates: [gate] })).toEqual([]);
});

test('a gate over every cell has said so itself', () => {
  const cells = cellsOf({ 4: [0.1, 0.1], 8: [0.55, 0.48] });
  const other = { ...gate, cell: 'k=8 shots.seed=2', value: 0.48, passed: false };
  expect(noiseWarnings({ cells, metrics, gates: [gate, other] })).toEqual([]);
});

test('a difference to the baseline that is smaller than the noise is doubted', () => {
  const cells = cellsOf({ 4: [0.3, 0.5], 8: [0.7, 0.9] });
  const outcome = (difference: number, verdict: 'regression' | 'ok') => {
    const comparison = { metric: 'exact_match', cell: 'k=8 shots.seed=1', verdict, max_drop: 0.01 };
    const compared = { difference };
    return { cells, metrics, baseline: { comparisons: [{ ...comparison, compared }] } };
  };
  type Given = Parameters<typeof noiseWarnings>[0];
  const warned = (...given: Parameters<typeof outcome>) =>
    noiseWarnings(outcome(...given) as unknown as Given);
  expect(warned(-0.05, 'regression')).toMatchInlineSnapshot(`
    [
      "exact_match: k=8 shots.seed=1 differs from the baseline by 0.050, less than the 0.200 by which shots.seed alone moves the mean (2 values)",
    ]
  `);
  expect([warned(-0.3, 'regression'), warned(-0.05, 'ok')]).toEqual([[], []]);
});
