import { expect, test } from 'vitest';
import { cellTable } from '../../src/report/cell-table.ts';
import { cellOutcomes, exactMatch, gridOf, meanAt, outcomeOf } from './fixture.ts';

/** The numbers of shots from the top of the table down. */
function order(means: readonly (number | undefined)[], better: 'higher' | 'lower'): string[] {
  const cells = cellOutcomes(
    ...means.map((mean, index) => ({
      axes: { 'shots.count': index },
      metrics: { exact_match: meanAt(mean) },
    })),
  );
  const table = cellTable(outcomeOf({ cells, metrics: [{ ...exactMatch, better }] }), false);
  return table.split('\n').flatMap((line) => /^│ (\d)/.exec(line)?.[1] ?? []);
}

test('the best cells come first, equals in the order of the grid, those without a score last', () => {
  expect(order([undefined, 0.5, 0.75, 0.5, undefined, 0.25], 'higher').join('')).toBe('213504');
});

test('where lower is better the lowest comes first, and no score is still last', () => {
  expect(order([undefined, 0.5, 0.25], 'lower').join('')).toBe('210');
});

test('a metric that is named like an axis is still aligned as a number', () => {
  const cells = cellOutcomes(
    { axes: { temperature: 0 }, metrics: { t: meanAt(0.5) } },
    { axes: { temperature: 1 }, metrics: { t: { n: 0 } } },
  );
  const table = cellTable(outcomeOf({ cells, metrics: [{ ...exactMatch, name: 't' }] }), false);
  expect(table).toMatchInlineSnapshot(`
    "┌───┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬─────┐
    │ t │                    t │  n │ failed │ truncated │   p50 │ tokens in │ out │
    │ 0 │ 0.500 [0.400, 0.600] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ 1 │                    – │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    └───┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴─────┘"
  `);
});

test('prompt tokens that the provider had read before stand beside all of them, where there are any', () => {
  const cells = cellOutcomes(
    { axes: { temperature: 0 }, prefix_cached: 11_008 },
    { axes: { temperature: 1 } },
  );
  expect(cellTable(outcomeOf({ cells }), false)).toMatchInlineSnapshot(`
    "┌───┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬───────────────┬─────┐
    │ t │          exact_match │  n │ failed │ truncated │   p50 │ tokens in │ prefix cached │ out │
    │ 0 │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │        11,008 │  80 │
    │ 1 │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │             0 │  80 │
    └───┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴───────────────┴─────┘"
  `);
});

test('answers from the cache are counted where there are any; of a cell that asked nobody there is no time', () => {
  const cells = cellOutcomes(
    { axes: { temperature: 0 }, cached: 15, paid: { in: 7715, out: 50 } },
    { axes: { temperature: 1 }, cached: 40, paid: { in: 0, out: 0 }, cost: 0 },
  ).map(({ latency, ...cell }) => (cell.cached === 40 ? cell : { ...cell, latency: latency! }));
  expect(cellTable(outcomeOf({ cells }), false)).toMatchInlineSnapshot(`
    "┌───┬──────────────────────┬────┬────────┬───────────┬────────────┬───────┬───────────┬─────┬────────┐
    │ t │          exact_match │  n │ failed │ truncated │ from cache │   p50 │ tokens in │ out │   cost │
    │ 0 │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │         15 │ 0.4ms │    12,345 │  80 │      – │
    │ 1 │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │         40 │     – │    12,345 │  80 │ 0.0000 │
    └───┴──────────────────────┴────┴────────┴───────────┴────────────┴───────┴───────────┴─────┴────────┘"
  `);
});

test('all that a table may tell beside the scores', () => {
  const cells = cellOutcomes({
    n: 31,
    answers: 36,
    failed: 4,
    unscored: 5,
    shortened: 6,
    truncated: 3,
    cached: 7,
    paid: { in: 9000, out: 60 },
    prefix_cached: 8192,
    cost: 0.0123,
  });
  expect(cellTable(outcomeOf({ cells }), false)).toMatchInlineSnapshot(`
    "┌─────────┬──────────────────────┬────┬────────┬──────────┬───────────┬───────────┬────────────┬───────┬───────────┬───────────────┬─────┬────────┐
    │ cell    │          exact_match │  n │ failed │ unscored │ shortened │ truncated │ from cache │   p50 │ tokens in │ prefix cached │ out │   cost │
    │ default │ 0.750 [0.650, 0.850] │ 31 │      4 │        5 │         6 │         3 │          7 │ 0.4ms │    12,345 │         8,192 │  80 │ 0.0123 │
    └─────────┴──────────────────────┴────┴────────┴──────────┴───────────┴───────────┴────────────┴───────┴───────────┴───────────────┴─────┴────────┘"
  `);
});

test('10,000 cells are cut to what a table bears, and it says so', () => {
  const counts = Array.from({ length: 10_000 }, (_, index) => index);
  const outcome = outcomeOf({ cells: gridOf([0], counts, (_, count) => count / 10_000) });
  const [few, many] = [false, true].map((all) => cellTable(outcome, all).split('\n'));
  expect([few!.length, few!.at(-1)]).toEqual([24, '… and 9,980 cells more: --all shows them']);
  expect([many!.length, many!.at(-1)]).toEqual([
    504,
    '… and 9,500 cells more: outcome.json in the run folder holds them',
  ]);
});
