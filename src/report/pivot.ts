// An outcome and two axes in, a heat map out: one axis down, one across, the mean of a metric in each field.
import { shortName, showValue } from '../grid/cell-name.ts';
import type { AxisName } from '../task/grid-schema.ts';
import { drawTable } from './grid-table.ts';
import { showScore } from './numbers.ts';
import type { CellOutcome, Outcome } from './outcome.ts';

export interface PivotOptions {
  readonly down: AxisName;
  readonly across: AxisName;
  /** Default: the primary one. */
  readonly metric?: string;
}

/** Cells that differ in other axes alone are averaged. */
export function pivotTable({ cells, metrics }: Outcome, options: PivotOptions): string {
  const metric = options.metric ?? metrics[0]!.name;
  const rows = valuesOf(cells, options.down);
  const columns = valuesOf(cells, options.across);
  const fields = rows.map((row) =>
    columns.map((column) =>
      average(
        cells.filter(
          (cell) => valueOn(cell, options.down) === row && valueOn(cell, options.across) === column,
        ),
        metric,
      ),
    ),
  );
  const head = `${shortName(options.down)} \\ ${shortName(options.across)}`;
  const shade = shader(fields.flat());
  const lines = fields.map((line, index) => [rows[index]!, ...line.map(shade)]);
  return `${metric}\n${drawTable([head, ...columns], lines, [head])}`;
}

/** Numbers by size, other values in the order of the grid. */
function valuesOf(cells: readonly CellOutcome[], axis: AxisName): string[] {
  const values = [...new Set(cells.map((cell) => valueOn(cell, axis)))];
  const numeric = values.every((value) => Number.isFinite(Number(value)));
  return numeric ? values.toSorted((a, b) => Number(a) - Number(b)) : values;
}

function valueOn({ axes }: CellOutcome, axis: AxisName): string {
  return showValue(axes[axis]);
}

function average(cells: readonly CellOutcome[], metric: string): number | undefined {
  const means = cells.flatMap(({ metrics }) => {
    const summary = metrics[metric];
    return summary && 'mean' in summary ? [summary.mean] : [];
  });
  return means.length === 0 ? undefined : means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

/** Each number with a block of one of four shades, from the lowest to the highest. */
function shader(fields: readonly (number | undefined)[]) {
  const known = fields.filter((value) => value !== undefined);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const blocks = ['░', '▒', '▓', '█'];
  return (value: number | undefined): string => {
    if (value === undefined) return '–';
    const share = high === low ? 1 : (value - low) / (high - low);
    const block = blocks[Math.min(3, Math.floor(share * 4))]!;
    return `${showScore(value)} ${block}`;
  };
}
