import { expect, test } from 'vitest';
import { byAxisTable } from '../../src/report/by-axis.ts';
import { cellOutcomes, exactMatch, gridOf, meanAt, outcomeOf, rougeL } from './fixture.ts';

test('the mean over all cells that have a value, with the worst and the best of them', () => {
  const cells = gridOf([0, 0.4, 0.8], [0, 8], (t, k) => 0.4 + k / 20 - t / 4);
  expect(byAxisTable(outcomeOf({ cells }), 'shots.count')).toMatchInlineSnapshot(`
    "┌───┬───────┬────────────────────────┐
    │ k │ cells │            exact_match │
    │ 0 │     3 │ 0.300 (0.200 to 0.400) │
    │ 8 │     3 │ 0.700 (0.600 to 0.800) │
    └───┴───────┴────────────────────────┘"
  `);
});

test('one cell needs no range, no score is a dash, and so is an axis that a cell does not have', () => {
  const cells = cellOutcomes(
    { axes: { temperature: 0 }, metrics: { exact_match: meanAt(0.5), rouge_l: { n: 0 } } },
    { axes: { temperature: 1 }, metrics: { exact_match: { n: 0 }, rouge_l: { n: 0 } } },
    { axes: { seed: 1 }, metrics: { exact_match: meanAt(0.25), rouge_l: meanAt(1) } },
  );
  const outcome = outcomeOf({ cells, metrics: [exactMatch, rougeL] });
  expect(byAxisTable(outcome, 'temperature')).toMatchInlineSnapshot(`
    "┌───┬───────┬─────────────┬─────────┐
    │ t │ cells │ exact_match │ rouge_l │
    │ 0 │     1 │       0.500 │       – │
    │ 1 │     1 │           – │       – │
    │ – │     1 │       0.250 │   1.000 │
    └───┴───────┴─────────────┴─────────┘"
  `);
});

test('an axis of 10,000 values is cut to what a table bears, and it says so', () => {
  const counts = Array.from({ length: 10_000 }, (_, index) => index);
  const outcome = outcomeOf({ cells: gridOf([0], counts, () => 0.5) });
  const lines = byAxisTable(outcome, 'shots.count').split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([504, '… and 9,500 rows more']);
});
