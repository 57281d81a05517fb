import { expect, test } from 'vitest';
import { raceLines } from '../../src/report/race-lines.ts';
import type { RacedCell, RaceResult } from '../../src/sweep/race-result.ts';

const cells: readonly RacedCell[] = [
  { cell: 'k=8', verdict: 'winner', rows: 100 },
  { cell: 'k=4', verdict: 'tied', rows: 100 },
  { cell: 'k=0', verdict: 'beaten', rows: 100, pinned: true },
  { cell: 'k=1', verdict: 'beaten', rows: 15 },
  { cell: 'k=2', verdict: 'cut', rows: 40 },
];

const race: RaceResult = {
  policy: 'race',
  metric: 'exact_match',
  confidence: 0.95,
  budget: 1 / 3,
  seed: 0,
  ended: 'budget',
  winner: 'k=8',
  rows: 100,
  of: 1200,
  left_out: 3,
  requests: 1234,
  full_grid: 6000,
  cells,
};

test('every kind of cell is told of, and what was saved', () => {
  expect(raceLines(race).join('\n')).toMatchInlineSnapshot(`
    "race: k=8 wins by exact_match after 100 of 1,200 rows: the budget is used up
    tied with it, as far as these rows can tell: k=4
    beaten: 2 cells; with 95 % confidence the full grid would have ranked none of them first
    cut to keep the budget of 33.3 %: 1 cell; of these nothing is sure
    1,234 of 6,000 requests asked: 79.4 % saved
    3 rows did not count: some cell has no score there
    the score of the winner is optimistic: it was chosen by the same rows (--holdout 0.3 scores it on others)"
  `);
});

test('a cell that was beaten alone, and nothing else', () => {
  const { winner, requests, ...rest } = race;
  const ended = { ...rest, winner: winner!, left_out: 0, requests, rows: 1200 };
  const few = [cells[0]!, cells[3]!];
  expect(raceLines({ ...ended, ended: 'decided', cells: few }).join('\n')).toMatchInlineSnapshot(`
    "race: k=8 wins by exact_match after 1,200 of 1,200 rows: nobody else is left
    beaten: 1 cell; with 95 % confidence the full grid would not have ranked it first
    1,234 of 6,000 requests asked: 79.4 % saved
    the score of the winner is optimistic: it was chosen by the same rows (--holdout 0.3 scores it on others)"
  `);
});

test('a race that was stopped has no winner yet', () => {
  const { ended: _ended, winner: _winner, ...stopped } = race;
  const running = cells.map((cell) => ({ ...cell, verdict: 'running' as const }));
  expect(raceLines({ ...stopped, cells: running }).join('\n')).toMatchInlineSnapshot(`
    "race: stopped after 100 of 1,200 rows; 5 cells left
    1,234 of 6,000 requests asked
    3 rows did not count: some cell has no score there"
  `);
});

test('where no row counts nobody wins', () => {
  const { winner: _winner, ...rest } = race;
  expect(raceLines({ ...rest, ended: 'rows', left_out: 1200, rows: 1200 })[0]).toBe(
    'race: nobody wins, for no row was scored in every cell',
  );
});

test('what was held out shows how far ahead the winner is', () => {
  const score = { mean: 0.8, low: 0.7, high: 0.9, n: 50, method: 'wilson' as const };
  const holdout = {
    rows: 50,
    cells: [
      { cell: 'k=8', score },
      {
        cell: 'k=0',
        score: { ...score, mean: 0.6, low: 0.5, high: null },
        winner_ahead: { difference: 0.2, low: 0.05, high: 0.35 },
      },
      { cell: 'k=1', score: { n: 0 as const } },
    ],
  };
  expect(
    raceLines({ ...race, holdout })
      .slice(-4)
      .join('\n'),
  ).toMatchInlineSnapshot(`
    "on 50 rows that the race did not see:
      k=8: 0.800 [0.700, 0.900]
      k=0: 0.600 [0.500, ∞]; the winner has +0.200 [+0.050, +0.350]
      k=1: nothing was scored"
  `);
});
