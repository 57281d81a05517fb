import { expect, test } from 'vitest';
import { bestConfusion, confusionLines, confusionTables } from '../../src/report/confusion.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import type { MetricSummary } from '../../src/stats/cell-summary.ts';
import { collect } from '../schedule/fixture.ts';
import { cellOutcomes, exactMatch, finished, meanAt, outcomeOf, reportedRunOf } from './fixture.ts';

const labels = ['neg', 'neu', 'pos'];

function accuracyOf(mean: number, names: readonly string[], counts: number[][]): MetricSummary {
  return { ...meanAt(mean), confusion: { labels: names, counts } } as MetricSummary;
}

function outcomeWith(...summaries: readonly MetricSummary[]): Outcome {
  const cells = cellOutcomes(
    ...summaries.map((accuracy, index) => ({
      axes: { 'shots.count': index },
      metrics: { accuracy },
    })),
  );
  return outcomeOf({ metrics: [{ ...exactMatch, name: 'accuracy' }], cells });
}

const small = accuracyOf(0.8, labels, [
  [12, 1, 0, 2],
  [3, 8, 1, 0],
  [0, 0, 1300, 0],
]);
const perfect = accuracyOf(0.5, labels, [
  [5, 0, 0, 0],
  [0, 5, 0, 0],
  [0, 0, 5, 0],
]);

function shown(outcome: Outcome): string {
  return confusionLines(bestConfusion(outcome)!).join('\n');
}

test('of the best cell it is shown what was taken for what', () => {
  expect(shown(outcomeWith(perfect, small))).toMatchInlineSnapshot(`
    "accuracy in k=1: right labels down, given ones across
    ┌─────┬─────┬─────┬───────┬────────┐
    │     │ neg │ neu │   pos │ (none) │
    │ neg │  12 │   1 │     · │      2 │
    │ neu │   3 │   8 │     1 │      · │
    │ pos │   · │   · │ 1,300 │      · │
    └─────┴─────┴─────┴───────┴────────┘"
  `);
});

test('a column for answers that are no label is there where there are some', () => {
  expect(shown(outcomeWith(perfect))).toMatchInlineSnapshot(`
    "accuracy in default: right labels down, given ones across
    ┌─────┬─────┬─────┬─────┐
    │     │ neg │ neu │ pos │
    │ neg │   5 │   · │   · │
    │ neu │   · │   5 │   · │
    │ pos │   · │   · │   5 │
    └─────┴─────┴─────┴─────┘"
  `);
});

test('of many labels those that are mixed up most are shown, and the rest together', () => {
  const names = Array.from({ length: 20 }, (_, index) => `label number ${index}`);
  const counts = names.map((_, wanted) => [
    ...names.map((__, given) => (wanted === given ? 10 : 0)),
    0,
  ]);
  counts[3]![17] = 9;
  counts[17]![3] = 1;
  counts[5]![20] = 4;
  counts[18]![19] = 1;
  const text = shown(outcomeWith(accuracyOf(0.7, names, counts)));
  expect(text).toMatchInlineSnapshot(`
    "accuracy in default: right labels down, given ones across
    ┌────────────────────┬────┬────┬────┬────┬────┬────┬────┬────┬────┬────┬────┬───────┬────────┐
    │                    │  1 │  2 │  3 │  4 │  5 │  6 │  7 │  8 │  9 │ 10 │ 11 │ other │ (none) │
    │ 1 label number 0   │ 10 │  · │  · │  · │  · │  · │  · │  · │  · │  · │  · │     · │      · │
    │ 2 label number 1   │  · │ 10 │  · │  · │  · │  · │  · │  · │  · │  · │  · │     · │      · │
    │ 3 label number 2   │  · │  · │ 10 │  · │  · │  · │  · │  · │  · │  · │  · │     · │      · │
    │ 4 label number 3   │  · │  · │  · │ 10 │  · │  · │  · │  · │  9 │  · │  · │     · │      · │
    │ 5 label number 4   │  · │  · │  · │  · │ 10 │  · │  · │  · │  · │  · │  · │     · │      · │
    │ 6 label number 5   │  · │  · │  · │  · │  · │ 10 │  · │  · │  · │  · │  · │     · │      4 │
    │ 7 label number 6   │  · │  · │  · │  · │  · │  · │ 10 │  · │  · │  · │  · │     · │      · │
    │ 8 label number 7   │  · │  · │  · │  · │  · │  · │  · │ 10 │  · │  · │  · │     · │      · │
    │ 9 label number 17  │  · │  · │  · │  1 │  · │  · │  · │  · │ 10 │  · │  · │     · │      · │
    │ 10 label number 18 │  · │  · │  · │  · │  · │  · │  · │  · │  · │ 10 │  1 │     · │      · │
    │ 11 label number 19 │  · │  · │  · │  · │  · │  · │  · │  · │  · │  · │ 10 │     · │      · │
    │ other              │  · │  · │  · │  · │  · │  · │  · │  · │  · │  · │  · │    90 │      · │
    └────────────────────┴────┴────┴────┴────┴────┴────┴────┴────┴────┴────┴────┴───────┴────────┘
    other: 9 labels mixed up less; of other given for other 90 of 90 are right"
  `);
});

test('every cell can be shown, the best first; without labels there is nothing', () => {
  const tables = confusionTables(outcomeWith(perfect, small), false);
  expect(tables.map((table) => table.split('\n')[0])).toEqual([
    'accuracy in k=1: right labels down, given ones across',
    'accuracy in k=0: right labels down, given ones across',
  ]);
  const many = confusionTables(outcomeWith(...Array.from({ length: 22 }, () => small)), false);
  expect([many.length, many.at(-1)]).toEqual([21, '… and 2 cells more: --all shows them']);
  expect([bestConfusion(outcomeOf()), confusionTables(outcomeOf(), true)]).toEqual([undefined, []]);
});

test('the outcome of an older run, which does not name the labels, is passed over', () => {
  const older = { ...meanAt(0.8), confusion: [[1, 0]] } as unknown as MetricSummary;
  expect(bestConfusion(outcomeWith(older))).toBe(undefined);
});

test('the Markdown report folds it away, and labels of others do nothing in it', async () => {
  const names = ['a|b', '<b>@all</b>'];
  const outcome = outcomeWith(
    accuracyOf(0.5, names, [
      [1, 2, 0],
      [0, 3, 0],
    ]),
  );
  const text = (await collect(markdownReport(finished(reportedRunOf(outcome))))).join('');
  const from = text.indexOf('<details><summary>Which');
  expect(text.slice(from, text.indexOf('</details>', from))).toMatchInlineSnapshot(`
    "<details><summary>Which labels were taken for which</summary>

    \`accuracy in default: right labels down, given ones across\`

    |  | \`a\\|b\` | \`<b>@all</b>\` |
    | --- | ---: | ---: |
    | \`a\\|b\` | 1 | 2 |
    | \`<b>@all</b>\` | · | 3 |

    "
  `);
});
