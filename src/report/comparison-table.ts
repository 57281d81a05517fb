// A comparison in, what people read of it out: a table, what has no counterpart, the rows that changed most.
import { styleText } from 'node:util';
import { printable } from '../base/printable.ts';
import { someNames } from '../base/some-names.ts';
import { unmatchedLines } from './baseline-change.ts';
import type { ChangedAnswer, ComparedCell, ComparedRows, Comparison } from './comparison.ts';
import { drawTable } from './grid-table.ts';
import { plural, showCount, showDifference, showP, showScore } from './numbers.ts';
import { promptChangeLines } from './prompt-change-lines.ts';
import { showDiff, wordDiff } from './word-diff.ts';

export interface ComparisonOptions {
  /** Show every comparison, not only the first. */
  readonly all?: boolean;
  readonly color?: boolean;
}

const shownAtFirst = 20;
const mostShown = 500;

export function comparisonTable(comparison: Comparison, options: ComparisonOptions = {}): string {
  const { all = false, color = false } = options;
  const { a, b, comparisons, changed, changes, warnings } = comparison;
  const title = printable(`${b.task} · A ${a.name} · B ${b.name}`);
  const blocks = [
    [color ? styleText('bold', title, { validateStream: false }) : title],
    comparisons.length > 0 ? [table(comparisons, all)] : ['no cells and metrics are in both'],
    notes(comparisons),
    lacking(comparison),
    warnings.map((warning) => printable(`warning: ${warning}`)),
    promptChangeLines(changes, 'B asks otherwise than A'),
    changed.length > 0
      ? [printable(`changed most in ${changed[0]!.metric}`), ...changed.flatMap(changedLines)]
      : [],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const head = ['metric', 'cell', '', 'A', 'B', 'B - A', 'p', 'n', 'better', 'worse', 'same', 'mde'];

function table(comparisons: readonly ComparedCell[], all: boolean): string {
  const shown = comparisons.slice(0, all ? mostShown : shownAtFirst);
  const hidden = comparisons.length - shown.length;
  const where = all ? '--json has them' : '--all shows them';
  return (
    drawTable(head, shown.map(tableRow), 3) +
    (hidden > 0 ? `\n… and ${plural(hidden, 'comparison')} more: ${where}` : '')
  );
}

function tableRow({ metric, cell, cell_a, n, paired }: ComparedCell): string[] {
  const name = cell === cell_a ? cell : `${cell_a} -> ${cell}`;
  if (!paired) return [metric, name, '–', '–', '–', '–', '–', showCount(n), '–', '–', '–', '–'];
  return [
    metric,
    name,
    paired.claim,
    showScore(paired.mean_a),
    showScore(paired.mean_b),
    showDifference(paired),
    showP(paired.p_holm),
    showCount(n),
    showCount(paired.improved),
    showCount(paired.regressed),
    showCount(paired.unchanged),
    showScore(paired.mde),
  ];
}

const methodNames: Readonly<Record<ComparedRows['method'] | ComparedRows['test'], string>> = {
  tango: "Tango's interval",
  t: "Student's t interval",
  'clustered-t': 't interval over clusters (CR1)',
  bootstrap: 'approximate interval by draws of the rows (bootstrap)',
  'cluster-bootstrap': 'approximate interval by draws of the clusters (bootstrap)',
  'no-spread': 'the interval of what so few rows may have missed',
  'mcnemar-mid-p': "McNemar's mid-p",
  'sign-flip': 'random signs',
  'cluster-sign-flip': 'random signs of clusters',
  swap: 'random swaps of answers',
  'cluster-swap': 'random swaps of the answers of clusters',
};

/** How it was computed, and how to read it. */
function notes(comparisons: readonly ComparedCell[]): string[] {
  const tested = comparisons.flatMap(({ metric, paired }) => (paired ? [{ metric, paired }] : []));
  if (tested.length === 0) return [];
  const methods = tested.map(
    ({ metric, paired: { method, test, clusters } }) =>
      `${metric}: ${methodNames[method]}, p by ${methodNames[test]}${clusters ? `, ${plural(clusters, 'cluster')}` : ''}`,
  );
  const claims = tested.map(({ paired }) => paired.claim);
  const corrected =
    tested.length > 1 ? ` p is corrected for ${tested.length} comparisons (Holm).` : '';
  return [
    ...[...new Set(methods)].map(printable),
    `${claims.includes('≈') ? '≈: the interval of B - A holds 0. ' : ''}mde: the smallest difference that such rows show in 80 % of comparisons.${corrected}`,
    ...(claims.includes('unsure')
      ? ['unsure: the interval leaves out 0, but p is not below 0.05: it may be chance.']
      : []),
  ];
}

/** What is not compared. */
function lacking({ a, b, comparisons }: Comparison): string[] {
  const oneSided = (who: string, pick: (one: ComparedCell) => readonly string[]) => {
    const rows = [...new Set(comparisons.flatMap(pick))];
    return rows.length === 0
      ? []
      : [`scored in ${who} only: ${plural(rows.length, 'row')}: ${someNames(rows)}`];
  };
  const lines = [
    ...unmatchedLines(a.unmatched, b.unmatched, ['only A has', 'only B has']),
    ...oneSided('A', (one) => one.only_scored_in_a),
    ...oneSided('B', (one) => one.only_scored_in_b),
  ].map((line) => `not compared: ${line}`);
  const others = a.task === b.task ? [] : [`A is of the task ${a.task}, B of ${b.task}`];
  return [...others, ...lines].map(printable);
}

function changedLines({ row, cell, a, b, answer_a, answer_b }: ChangedAnswer): string[] {
  const title = `  ${row} · ${cell} · ${showScore(a)} -> ${showScore(b)}`;
  if (answer_a === undefined || answer_b === undefined) return [printable(title)];
  const diff = showDiff(wordDiff(answer_a.trim(), answer_b.trim()));
  return [printable(title), `    ${printable(diff)}`];
}
