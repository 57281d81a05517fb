import { expect, test } from 'vitest';
import type { DropResult } from '../../src/baseline/judge-drops.ts';
import type { BaselineOutcome } from '../../src/report/baseline-outcome.ts';
import { dropLines } from '../../src/report/drop-lines.ts';
import { terminalReport } from '../../src/report/terminal.ts';
import { outcomeOf } from './fixture.ts';

type Verdict = DropResult['verdict'];

function dropOf(verdict: Verdict, changes: Partial<DropResult> = {}): DropResult {
  const figures = { n: 200, baseline: 0.8, mean: 0.75, difference: -0.05, low: -0.09, high: -0.01 };
  const rows = { improved: 2, regressed: 12, unchanged: 186, mde: 0.043, rows_needed: 1234 };
  const methods = { method: 'tango', test: 'mcnemar-mid-p' } as const;
  const compared = { ...figures, ...rows, ...methods, drop: 0.05, p: 0.004, non_inferiority: 0.05 };
  return { metric: 'f1', cell: 'k=8', verdict, max_drop: 0.01, compared, ...changes };
}

function linesOf(...comparisons: readonly DropResult[]): string {
  return dropLines(baselineOf(...comparisons)).join('\n');
}

function baselineOf(...comparisons: readonly DropResult[]): BaselineOutcome {
  const origin = { run: '20261120-101500-reviews', date: '2026-11-20T10:15:00.000Z' };
  const file = 'evals/reviews.baseline.jsonl';
  const verdict = comparisons[0]!.verdict;
  const not_compared = ['only this run has 1 row: r9'];
  return { file, ...origin, verdict, comparisons, changes: [], not_compared };
}

test('the worst comes first, each with what it rests on', () => {
  expect(
    linesOf(
      dropOf('improved', { cell: 'k=1' }),
      dropOf('ok', { cell: 'k=2' }),
      dropOf('inconclusive', { cell: 'k=4', optimistic: true }),
      dropOf('regression'),
    ),
  ).toMatchInlineSnapshot(`
    "✗ f1 max_drop 0.01: regression in k=8: 0.800 -> 0.750
      -0.050 [-0.090, -0.010], p 0.0040 one-sided, 200 rows; a drop of 0.043 could have been seen
    ? f1 max_drop 0.01: inconclusive in k=4: 0.800 -> 0.750 (optimistic: this cell was chosen by the same rows)
      -0.050 [-0.090, -0.010], p 0.0040 one-sided, 200 rows; a drop of 0.043 could have been seen; 1,234 rows would show one of 0.05
    ✓ f1 max_drop 0.01: ok in k=2: 0.800 -> 0.750
      -0.050 [-0.090, -0.010], p 0.0040 one-sided, 200 rows; a drop of 0.043 could have been seen
    ✓ f1 max_drop 0.01: improved in k=1: 0.800 -> 0.750
      -0.050 [-0.090, -0.010], p 0.0040 one-sided, 200 rows; a drop of 0.043 could have been seen
      compared with 20261120-101500-reviews: evals/reviews.baseline.jsonl
      not compared: only this run has 1 row: r9"
  `);
});

test('what could not be compared says why', () => {
  const { compared: _compared, ...bare } = dropOf('inconclusive');
  expect(linesOf({ ...bare, why: 'no row was scored in both' })).toMatchInlineSnapshot(`
    "? f1 max_drop 0.01: inconclusive in k=8: no row was scored in both
      compared with 20261120-101500-reviews: evals/reviews.baseline.jsonl
      not compared: only this run has 1 row: r9"
  `);
});

test('of many cells with one verdict the first five are shown', () => {
  const many = Array.from({ length: 48 }, (_, k) => dropOf('ok', { cell: `k=${k}` }));
  expect(
    linesOf(...many)
      .split('\n')
      .slice(-4),
  ).toMatchInlineSnapshot(`
    [
      "  -0.050 [-0.090, -0.010], p 0.0040 one-sided, 200 rows; a drop of 0.043 could have been seen",
      "✓ ok in 43 more: outcome.json has them",
      "  compared with 20261120-101500-reviews: evals/reviews.baseline.jsonl",
      "  not compared: only this run has 1 row: r9",
    ]
  `);
});

test('the lines stand below the gates, in the colour of their verdict', () => {
  const comparisons = [dropOf('regression'), dropOf('inconclusive'), dropOf('ok')];
  const report = terminalReport(outcomeOf({ baseline: baselineOf(...comparisons), exit: 1 }), {
    color: true,
  });
  const painted = report.split('\n').filter((line) => line.includes('max_drop'));
  // oxlint-disable-next-line no-control-regex
  expect(painted.map((line) => /^\u001b\[(\d+)m(.)/.exec(line)?.slice(1))).toEqual([
    ['31', '✗'],
    ['33', '?'],
    ['32', '✓'],
  ]);
});
