// Every report of a race, whose cells answered unlike numbers of rows.
import { expect, test } from 'vitest';
import { byAxisTable } from '../../src/report/by-axis.ts';
import { cellTable } from '../../src/report/cell-table.ts';
import { junit } from '../../src/report/junit.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { doubts } from '../../src/report/warnings.ts';
import type { RacedCell, RaceResult } from '../../src/sweep/race-result.ts';
import { collect } from '../schedule/fixture.ts';
import { answerLine, cellOutcomes, finished, meanAt, outcomeOf, reportedRunOf } from './fixture.ts';
import { junitProblems } from './junit-schema.ts';

const lanes: readonly (readonly [RacedCell['verdict'], rows: number, mean: number])[] = [
  ['beaten', 15, 0.9],
  ['tied', 100, 0.6],
  ['cut', 40, 0.7],
  ['winner', 100, 0.65],
  ['beaten', 40, 0.5],
];

function raced(): Outcome {
  const cells = cellOutcomes(
    ...lanes.map(([, rows, mean], index) => ({
      axes: { 'shots.count': index },
      n: rows,
      answers: rows,
      metrics: { exact_match: meanAt(mean, rows) },
    })),
  );
  const sweep: RaceResult = {
    policy: 'race',
    metric: 'exact_match',
    confidence: 0.95,
    budget: 1,
    seed: 0,
    ended: 'rows',
    winner: 'k=3',
    rows: 100,
    of: 100,
    left_out: 0,
    requests: 295,
    full_grid: 500,
    cells: lanes.map(([verdict, rows], index) => ({ cell: `k=${index}`, verdict, rows })),
  };
  return outcomeOf({ rows: 100, cells, sweep });
}

test('the winner comes first, then who is tied with it, then the others by how far they came', () => {
  const table = cellTable(raced(), false).split('\n');
  const order = table.flatMap((line) => /^│ (\d) +│ [^│]+│ +(\w+) │/.exec(line)?.slice(1) ?? []);
  expect(order.join(' ')).toBe('3 winner 1 tied 2 cut 4 beaten 0 beaten');
});

test('that cells have unlike numbers of rows is no news', () => {
  expect(doubts(raced())).toEqual([]);
  const { sweep: _sweep, ...grid } = raced();
  expect(doubts(grid)).toHaveLength(1);
});

test('Markdown tells what became of the race', async () => {
  const text = (await collect(markdownReport(finished(reportedRunOf(raced()))))).join('');
  expect(text).toMatchInlineSnapshot(`
    "### ✓ \`reviews · 5 cells × 100 rows = 500 requests, 295 of them asked · embedded · 1.2s\`

    | k | \`exact_match\` | race | n | failed | truncated | p50 | tokens in | out |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | \`3\` | 0.650 [0.550, 0.750] | winner | 100 | 0 | 0 | 0.4ms | 12,345 | 80 |
    | \`1\` | 0.600 [0.500, 0.700] | tied | 100 | 0 | 0 | 0.4ms | 12,345 | 80 |
    | \`2\` | 0.700 [0.600, 0.800] | cut | 40 | 0 | 0 | 0.4ms | 12,345 | 80 |
    | \`4\` | 0.500 [0.400, 0.600] | beaten | 40 | 0 | 0 | 0.4ms | 12,345 | 80 |
    | \`0\` | 0.900 [0.800, 1.000] | beaten | 15 | 0 | 0 | 0.4ms | 12,345 | 80 |

    - \`race: k=3 wins by exact_match after 100 of 100 rows: all rows are used up\`
    - \`tied with it, as far as these rows can tell: k=1\`
    - \`beaten: 2 cells; with 95 % confidence the full grid would have ranked none of them first\`
    - \`cut to keep the budget of 100 %: 1 cell; of these nothing is sure\`
    - \`295 of 500 requests asked: 41 % saved\`
    - \`the score of the winner is optimistic: it was chosen by the same rows (--holdout 0.3 scores it on others)\`
    "
  `);
});

test('JUnit has the verdict of each cell among its properties', async () => {
  const run = reportedRunOf(raced(), [answerLine({})]);
  const xml = (await collect(junit(finished(run)))).join('');
  expect(junitProblems(xml)).toEqual([]);
  expect(xml.match(/name="race" value="\w+"/g)).toEqual(
    lanes.map(([verdict]) => `name="race" value="${verdict}"`),
  );
});

test('tables that average over cells say that some of these have few rows', () => {
  expect(byAxisTable(raced(), 'shots.count').split('\n').at(-1)).toBe(
    'the means of cells that the race dropped are of few rows, and those speak against them',
  );
});
