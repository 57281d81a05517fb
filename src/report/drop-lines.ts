// What was compared with the baseline in, a line for each verdict and what it rests on out.
import type { DropResult } from '../baseline/judge-drops.ts';
import type { BaselineOutcome } from './baseline-outcome.ts';
import { plural, showCount, showDifference, showP, showScore } from './numbers.ts';

const shownAtMost = 5;

const marks = { regression: '✗', inconclusive: '?', ok: '✓', improved: '✓' } as const;

/** The worst first; of each verdict the first few. */
export function dropLines({ file, run, comparisons, not_compared }: BaselineOutcome): string[] {
  const words = ['regression', 'inconclusive', 'ok', 'improved'] as const;
  return [
    ...words.flatMap((word) =>
      verdictLines(
        word,
        comparisons.filter(({ verdict }) => verdict === word),
      ),
    ),
    `  compared with ${run}: ${file}`,
    ...not_compared.map((line) => `  not compared: ${line}`),
  ];
}

function verdictLines(word: keyof typeof marks, results: readonly DropResult[]): string[] {
  const hidden = results.length - shownAtMost;
  return [
    ...results
      .slice(0, shownAtMost)
      .flatMap((one) => [
        `${marks[word]} ${dropText(one)}`,
        ...figures(one).map((line) => `  ${line}`),
      ]),
    ...(hidden > 0
      ? [`${marks[word]} ${word} in ${showCount(hidden)} more: outcome.json has them`]
      : []),
  ];
}

function dropText(result: DropResult): string {
  const { metric, cell, verdict, max_drop, compared, why, optimistic } = result;
  const note = optimistic ? ' (optimistic: this cell was chosen by the same rows)' : '';
  const place = `${metric} max_drop ${max_drop}: ${verdict} in ${cell}`;
  if (!compared) return `${place}: ${why}${note}`;
  return `${place}: ${showScore(compared.baseline)} -> ${showScore(compared.mean)}${note}`;
}

/** What the verdict rests on, and what so many rows could have shown. */
function figures({ compared, verdict }: DropResult): string[] {
  if (!compared) return [];
  const { p, n, clusters, mde, method, non_inferiority, rows_needed } = compared;
  const drawn = method === 'bootstrap' || method === 'cluster-bootstrap';
  const rows = plural(n, 'row') + (clusters ? ` in ${plural(clusters, 'cluster')}` : '');
  const seen = `a drop of ${showScore(mde)} could have been seen`;
  const needed = `; ${plural(rows_needed, 'row')} would show one of ${non_inferiority}`;
  return [
    `${showDifference(compared)}, p ${showP(p)} one-sided, ${rows}${drawn ? ', approximate' : ''}; ${seen}${verdict === 'inconclusive' ? needed : ''}`,
  ];
}
