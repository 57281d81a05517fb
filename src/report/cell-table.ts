// The cells of an outcome in, the table of them out: best first, baselines without a model below.
import { shortName, showValue, varyingAxes } from '../grid/cell-name.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { CellSummary, MetricSummary } from '../stats/cell-summary.ts';
import type { RacedCell, RaceResult } from '../sweep/race-result.ts';
import { drawTable, mostTableRows } from './grid-table.ts';
import { plural, showCount, showDuration, showScore } from './numbers.ts';
import type { CellOutcome, Outcome } from './outcome.ts';

const shownAtFirst = 20;

export function cellTable(outcome: Outcome, all: boolean): string {
  const { head, rows, left, hidden } = cellRows(outcome, all ? mostTableRows : shownAtFirst);
  return drawTable(head, rows, left) + hiddenLine(hidden, all);
}

interface CellRows {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many columns hold names. */
  readonly left: number;
  /** How many cells are not shown. */
  readonly hidden: number;
}

/** The best cells, at most so many, and below them the reference lines. */
export function cellRows(outcome: Outcome, most: number): CellRows {
  const { cells, metrics, reference_lines } = outcome;
  const axes = varyingAxes(cells.map(({ axes: coordinates }) => ({ coordinates })));
  const names = axes.length > 0 ? axes.map(shortName) : ['cell'];
  const ranked = rankCells(cells, { metric: metrics[0]!, sweep: outcome.sweep });
  const shown = ranked.slice(0, most);
  const counts = [...raceColumn(outcome.sweep), ...countColumns(cells)];
  const head = [
    ...names,
    ...metrics.map(({ name }) => name),
    ...counts.map(({ head: name }) => name),
  ];
  const rows = shown.map((cell) => [
    ...(axes.length > 0 ? axes.map((axis) => showValue(cell.axes[axis])) : [cell.name]),
    ...metrics.map(({ name }) => showMetric(cell.metrics[name])),
    ...counts.map(({ show }) => show(cell)),
  ]);
  const lines = reference_lines.map((line) => [
    `(${line.name})`,
    ...names.slice(1).map(() => ''),
    ...metrics.map(({ name }) => showMetric(line.metrics[name])),
    ...counts.map(() => ''),
  ]);
  const hidden = ranked.length - shown.length;
  return { head, rows: [...rows, ...lines], left: names.length, hidden };
}

interface CountColumn {
  readonly head: string;
  readonly show: (cell: CellOutcome) => string;
}

/** What stands beside the scores. */
function countColumns(cells: readonly CellOutcome[]): CountColumn[] {
  /** Shown only where a cell has any. */
  const rare = (head: string, count: (cell: CellOutcome) => number | undefined): CountColumn[] =>
    cells.some(count) ? [{ head, show: (cell) => showCount(count(cell) ?? 0) }] : [];
  const cost = {
    head: 'cost',
    show: (cell: CellOutcome) => (cell.cost === undefined ? '–' : cell.cost.toFixed(4)),
  };
  return [
    { head: 'n', show: ({ n }) => showCount(n) },
    { head: 'failed', show: ({ failed }) => showCount(failed) },
    ...rare('unscored', ({ unscored }) => unscored),
    ...rare('shortened', ({ shortened }) => shortened),
    { head: 'truncated', show: ({ truncated }) => showCount(truncated) },
    ...rare('from cache', ({ cached }) => cached),
    { head: 'p50', show: ({ latency }) => (latency ? showDuration(latency.p50) : '–') },
    { head: 'tokens in', show: ({ tokens }) => showCount(tokens.in) },
    ...rare('prefix cached', (cell) => cell.prefix_cached),
    { head: 'out', show: ({ tokens }) => showCount(tokens.out) },
    ...(cells.some(({ cost: spent }) => spent !== undefined) ? [cost] : []),
  ];
}

function raceColumn(sweep: RaceResult | undefined): CountColumn[] {
  if (!sweep) return [];
  const words = new Map(sweep.cells.map(({ cell, verdict }) => [cell, verdict]));
  return [{ head: 'race', show: ({ name }) => words.get(name) ?? '' }];
}

function hiddenLine(count: number, all: boolean): string {
  if (count <= 0) return '';
  const where = all ? 'outcome.json in the run folder holds them' : '--all shows them';
  return `\n… and ${plural(count, 'cell')} more: ${where}`;
}

function showMetric(summary: MetricSummary | undefined): string {
  if (!summary || !('mean' in summary)) return '–';
  const { mean, low, high } = summary;
  return `${showScore(mean)} [${showScore(low)}, ${high === null ? '∞' : showScore(high)}]`;
}

interface Ranking {
  readonly metric: MetricInfo;
  readonly sweep: RaceResult | undefined;
}

/**
 * By the primary metric; cells without a score last, ties in the order of the grid. Those that a race has dropped come after
 * the others, the last first: means of few rows are not to be compared with means of many.
 */
export function rankCells<C extends Pick<CellSummary, 'metrics'> & { readonly name: string }>(
  cells: readonly C[],
  { metric: { name, better }, sweep }: Ranking,
): C[] {
  const sign = better === 'higher' ? 1 : -1;
  const worth = ({ metrics }: C) => {
    const summary = metrics[name];
    return summary && 'mean' in summary ? sign * summary.mean : -Infinity;
  };
  const lasted = new Map(sweep?.cells.map((cell) => [cell.cell, lastedOf(cell)]));
  return cells.toSorted((a, b) => {
    const [before, after] = [lasted.get(a.name) ?? 0, lasted.get(b.name) ?? 0];
    if (before !== after) return after - before;
    const [left, right] = [worth(a), worth(b)];
    return left === right ? 0 : right - left;
  });
}

/** How far a cell came in a race. */
function lastedOf({ verdict, rows }: RacedCell): number {
  if (verdict === 'winner') return Infinity;
  return verdict === 'tied' || verdict === 'running' ? Number.MAX_SAFE_INTEGER : rows;
}
