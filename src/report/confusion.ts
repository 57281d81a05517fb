// What was taken for what in, a table of it out: right labels down, given ones across.
import { cutText } from '../base/cut-text.ts';
import { printable } from '../base/printable.ts';
import { rankCells } from './cell-table.ts';
import { drawTable } from './grid-table.ts';
import { plural, showCount } from './numbers.ts';
import type { CellOutcome, Outcome } from './outcome.ts';

/** More would be wider than a terminal. */
const mostLabels = 12;
/** Of all names above the columns; where they take more they are numbers. */
const widestHead = 60;
const widestLabel = 30;
const cellsAtFirst = 20;

interface Confusion {
  readonly labels: readonly string[];
  /** For each right label how often each was given, and last how often none of them. */
  readonly counts: readonly (readonly number[])[];
}

interface Shown {
  readonly metric: string;
  readonly cell: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is not seen from the table. */
  readonly notes: readonly string[];
}

/** Of the best cell; undefined where no metric is of labels, or nothing was scored. */
export function bestConfusion(outcome: Outcome): Shown | undefined {
  return confusions(outcome)[0];
}

/** Of the best cells, or of all; empty where no metric is of labels. */
export function confusionTables(outcome: Outcome, all: boolean): string[] {
  const found = confusions(outcome);
  const shown = found.slice(0, all ? found.length : cellsAtFirst);
  const hidden = found.length - shown.length;
  const more = hidden > 0 ? [`… and ${plural(hidden, 'cell')} more: --all shows them`] : [];
  return [...shown.map((one) => confusionLines(one).join('\n')), ...more];
}

export function confusionLines({ head, rows, notes, ...place }: Shown): string[] {
  return [printable(confusionTitle(place)), drawTable(head, rows), ...notes];
}

export function confusionTitle({ metric, cell }: Pick<Shown, 'metric' | 'cell'>): string {
  const raters = metric.endsWith('_kappa')
    ? 'those of the human down, of the judge across'
    : 'right labels down, given ones across';
  return `${metric} in ${cell}: ${raters}`;
}

/** Of the first metric that has labels, the best cell first. */
function confusions({ cells, metrics, sweep }: Outcome): Shown[] {
  const of = (cell: CellOutcome, name: string) => confusionOf(cell.metrics[name]);
  const metric = metrics.find(({ name }) => cells.some((cell) => of(cell, name)));
  if (!metric) return [];
  return rankCells(cells, { metric: metrics[0]!, sweep }).flatMap((cell) => {
    const confusion = of(cell, metric.name);
    return confusion ? [{ metric: metric.name, cell: cell.name, ...folded(confusion) }] : [];
  });
}

/** Outcomes of older runs have the counts alone. */
function confusionOf(summary: CellOutcome['metrics'][string] | undefined): Confusion | undefined {
  if (!summary || !('confusion' in summary) || !summary.confusion) return undefined;
  return 'labels' in summary.confusion ? summary.confusion : undefined;
}

/** Of many labels those that are mixed up most, in their order; the others are one. */
function folded({ labels, counts }: Confusion): Pick<Shown, 'head' | 'rows' | 'notes'> {
  const kept = labels.length <= mostLabels ? labels.map((_, label) => label) : mostMixed(counts);
  const rest = labels.map((_, label) => label).filter((label) => !kept.includes(label));
  const groups = [...kept.map((label) => [label]), ...(rest.length > 0 ? [rest] : [])];
  const given = [...groups, [labels.length]];
  const sum = (wanted: readonly number[], got: readonly number[]) =>
    wanted.reduce(
      (total, row) => got.reduce((part, column) => part + counts[row]![column]!, total),
      0,
    );
  const columns = given.filter(
    (got) => got[0] !== labels.length || groups.some((row) => sum(row, got) > 0),
  );
  const nameOf = (group: readonly number[]) =>
    group === rest ? 'other' : (labels[group[0]!] ?? '(none)');
  const head = headOf(columns.map(nameOf), kept.length);
  return {
    head: ['', ...head],
    rows: groups.map((group, index) => [
      `${head[index] === nameOf(group) ? '' : `${head[index]} `}${cutText(nameOf(group), widestLabel)}`,
      ...columns.map((got) => showTimes(sum(group, got))),
    ]),
    notes: rest.length > 0 ? [restNote(counts, rest)] : [],
  };
}

/** Of long names the numbers, which the rows then have, too. */
function headOf(names: readonly string[], labels: number): string[] {
  const width = names.reduce((total, name) => total + name.length, 0);
  if (width <= widestHead) return [...names];
  return names.map((name, index) => (index < labels ? String(index + 1) : name));
}

function restNote(counts: Confusion['counts'], rest: readonly number[]): string {
  const among = rest.flatMap((label) => rest.map((given) => counts[label]![given]!));
  const total = among.reduce((sum, count) => sum + count, 0);
  const right = rest.reduce((sum, label) => sum + counts[label]![label]!, 0);
  const what = `${plural(rest.length, 'label')} mixed up less`;
  return `other: ${what}; of other given for other ${showCount(right)} of ${showCount(total)} are right`;
}

/** What is not there should not draw the eye. */
function showTimes(count: number): string {
  return count === 0 ? '·' : showCount(count);
}

function mostMixed(counts: Confusion['counts']): number[] {
  const wrong = counts.map((row, label) => {
    const lost = row.reduce((sum, count, given) => (given === label ? sum : sum + count), 0);
    return counts.reduce(
      (sum, other, wanted) => (wanted === label ? sum : sum + other[label]!),
      lost,
    );
  });
  const ranked = counts.map((_, label) => label).toSorted((a, b) => wrong[b]! - wrong[a]! || a - b);
  return ranked.slice(0, mostLabels - 1).toSorted((a, b) => a - b);
}
