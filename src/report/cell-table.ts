// The cells of an outcome in, the table of them out: best first, baselines without a model below.
import { shortName, showValue, varyingAxes } from '../grid/cell-name.ts';
import type { MetricInfo } from '../score/scorers.ts';
import type { CellSummary, MetricSummary } from '../stats/cell-summary.ts';
import type { AxisName } from '../task/grid-schema.ts';
import { drawTable, mostTableRows } from './grid-table.ts';
import { plural, showCount, showDuration, showScore } from './numbers.ts';
import type { CellOutcome, Outcome } from './outcome.ts';

const shownAtFirst = 20;

export function cellTable(outcome: Outcome, all: boolean): string {
  const { cells, metrics, reference_lines } = outcome;
  const axes = varyingAxes(cells.map(({ axes: coordinates }) => ({ coordinates })));
  const names = axes.length > 0 ? axes.map(shortName) : ['cell'];
  const ranked = rankCells(cells, metrics[0]!);
  const shown = ranked.slice(0, all ? mostTableRows : shownAtFirst);
  const rest = ['n', 'failed', 'cut', 'p50', 'tokens in', 'out'];
  const head = [...names, ...metrics.map(({ name }) => name), ...rest];
  const blanks = names.slice(1).map(() => '');
  const rows = [
    ...shown.map((cell) => cellRow(cell, axes, metrics)),
    ...reference_lines.map((line) => [
      line.name,
      ...blanks,
      ...metrics.map(({ name }) => showMetric(line.metrics[name])),
      ...rest.map(() => ''),
    ]),
  ];
  const table = drawTable(head, rows, names);
  return table + hidden(ranked.length - shown.length, all);
}

function hidden(count: number, all: boolean): string {
  if (count <= 0) return '';
  const where = all ? 'outcome.json in the run folder holds them' : '--all shows them';
  return `\n… and ${plural(count, 'cell')} more: ${where}`;
}

function cellRow(
  cell: CellOutcome,
  axes: readonly AxisName[],
  metrics: readonly MetricInfo[],
): string[] {
  const { failed, truncated, latency, tokens } = cell;
  const coordinates = axes.map((axis) => showValue(cell.axes[axis]));
  return [
    ...(axes.length > 0 ? coordinates : [cell.name]),
    ...metrics.map(({ name }) => showMetric(cell.metrics[name])),
    showCount(cell.n),
    failed === 0 ? '' : showCount(failed),
    truncated === 0 ? '' : showCount(truncated),
    latency ? showDuration(latency.p50) : '',
    showCount(tokens.in),
    showCount(tokens.out),
  ];
}

function showMetric(summary: MetricSummary | undefined): string {
  if (!summary || !('mean' in summary)) return '–';
  const { mean, low, high } = summary;
  return `${showScore(mean)} [${showScore(low)}, ${showScore(high)}]`;
}

/** By the primary metric; cells without a score last, ties in the order of the grid. */
export function rankCells<C extends Pick<CellSummary, 'metrics'>>(
  cells: readonly C[],
  { name, better }: MetricInfo,
): C[] {
  const sign = better === 'higher' ? 1 : -1;
  const worth = ({ metrics }: C) => {
    const summary = metrics[name];
    return summary && 'mean' in summary ? sign * summary.mean : -Infinity;
  };
  return cells.toSorted((a, b) => {
    const [left, right] = [worth(a), worth(b)];
    return left === right ? 0 : right - left;
  });
}
