// An outcome and an axis in, what each of its values scored over all cells that have it out.
import { shortName, showValue } from '../grid/cell-name.ts';
import type { AxisName } from '../task/grid-schema.ts';
import { drawLongTable } from './grid-table.ts';
import { showCount, showScore } from './numbers.ts';
import type { CellOutcome, Outcome } from './outcome.ts';
import { fewRowsNote } from './race-lines.ts';

/** Mean over cells, and the range from the worst to the best of them. */
export function byAxisTable({ cells, metrics, sweep }: Outcome, axis: AxisName): string {
  const groups = new Map<string, CellOutcome[]>();
  for (const cell of cells) {
    const value = showValue(cell.axes[axis]);
    const group = groups.get(value);
    if (group) group.push(cell);
    else groups.set(value, [cell]);
  }
  const head = [shortName(axis), 'cells', ...metrics.map(({ name }) => name)];
  const rows = [...groups].map(([value, group]) => [
    value,
    showCount(group.length),
    ...metrics.map(({ name }) => spread(group, name)),
  ]);
  return drawLongTable(head, rows) + fewRowsNote(sweep);
}

function spread(cells: readonly CellOutcome[], metric: string): string {
  const means = cells.flatMap(({ metrics }) => {
    const summary = metrics[metric];
    return summary && 'mean' in summary ? [summary.mean] : [];
  });
  if (means.length === 0) return '–';
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const [low, high] = [Math.min(...means), Math.max(...means)].map(showScore);
  return means.length === 1 ? showScore(mean) : `${showScore(mean)} (${low} to ${high})`;
}
