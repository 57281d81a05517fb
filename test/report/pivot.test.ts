import { expect, test } from 'vitest';
import { pivotTable } from '../../src/report/pivot.ts';
import { cellOutcomes, exactMatch, gridOf, meanAt, outcomeOf, rougeL } from './fixture.ts';

const axes = { down: 'temperature', across: 'shots.count' } as const;

test('two axes, numbers by size, each mean with a shade from the lowest to the highest', () => {
  const cells = gridOf([0.8, 0, 0.4], [8, 0, 2], (t, k) => 0.5 + k / 20 - t / 4);
  expect(pivotTable(outcomeOf({ cells }), axes)).toMatchInlineSnapshot(`
    "exact_match
    ┌───────┬─────────┬─────────┬─────────┐
    │ t \\ k │       0 │       2 │       8 │
    │ 0     │ 0.500 ▒ │ 0.600 ▒ │ 0.900 █ │
    │ 0.4   │ 0.400 ░ │ 0.500 ▒ │ 0.800 █ │
    │ 0.8   │ 0.300 ░ │ 0.400 ░ │ 0.700 ▓ │
    └───────┴─────────┴─────────┴─────────┘"
  `);
});

test('other values stand in the order of the grid', () => {
  const cells = cellOutcomes(
    ...['random', 'nearest', 'first'].map((select) => ({
      axes: { 'shots.select': select, 'shots.count': 4 },
    })),
  );
  const outcome = outcomeOf({ cells });
  const options = { down: 'shots.select', across: 'shots.count' } as const;
  expect(pivotTable(outcome, options)).toMatchInlineSnapshot(`
    "exact_match
    ┌────────────┬─────────┐
    │ select \\ k │       4 │
    │ random     │ 0.750 █ │
    │ nearest    │ 0.750 █ │
    │ first      │ 0.750 █ │
    └────────────┴─────────┘"
  `);
});

test('what is not in the grid, or has no score, is a dash', () => {
  const [first, ...others] = gridOf([0, 1], [0, 8], (t, k) => (t + k === 9 ? undefined : 0.5));
  expect(pivotTable(outcomeOf({ cells: others }), axes)).toMatchInlineSnapshot(`
    "exact_match
    ┌───────┬─────────┬─────────┐
    │ t \\ k │       0 │       8 │
    │ 0     │       – │ 0.500 █ │
    │ 1     │ 0.500 █ │       – │
    └───────┴─────────┴─────────┘"
  `);
  expect(first?.name).toBe('t=0 k=0');
});

test('cells that differ in other axes are averaged, and it says over which', () => {
  const cells = cellOutcomes(
    ...[0.2, 0.4].map((mean, index) => ({
      axes: { temperature: 0, 'shots.count': 0, top_p: 1 - index / 2, seed: index },
      metrics: { exact_match: meanAt(mean) },
    })),
  );
  expect(pivotTable(outcomeOf({ cells }), axes)).toMatchInlineSnapshot(`
    "exact_match, averaged over top_p, seed
    ┌───────┬─────────┐
    │ t \\ k │       0 │
    │ 0     │ 0.300 █ │
    └───────┴─────────┘"
  `);
});

test('another metric than the primary one can be asked for', () => {
  const cells = gridOf([0], [0], () => 0.5).map((cell) => ({
    ...cell,
    metrics: { ...cell.metrics, rouge_l: meanAt(0.25) },
  }));
  const outcome = outcomeOf({ cells, metrics: [exactMatch, rougeL] });
  expect(pivotTable(outcome, { ...axes, metric: 'rouge_l' })).toMatchInlineSnapshot(`
    "rouge_l
    ┌───────┬─────────┐
    │ t \\ k │       0 │
    │ 0     │ 0.250 █ │
    └───────┴─────────┘"
  `);
});

test('a map of 10,000 cells is cut to what a table bears, and it says so', () => {
  const values = Array.from({ length: 1000 }, (_, index) => index);
  const cells = [
    ...gridOf(values, [0, 1, 2, 3, 4], () => 0.5),
    ...gridOf([0, 1, 2, 3, 4], values, () => 0.5),
  ];
  const lines = pivotTable(outcomeOf({ cells }), axes).split('\n');
  expect([lines.length, ...lines.slice(-2)]).toEqual([
    506,
    '… and 500 rows more',
    '… and 970 columns more',
  ]);
});
