// An outcome and two axes in, a heat map out: one axis down, one across, the mean of a metric in each field.
import { printable } from '../base/printable.ts';
import { shortName, showValue, varyingAxes } from '../grid/cell-name.ts';
import type { AxisName } from '../task/grid-schema.ts';
import { drawLongTable } from './grid-table.ts';
import { plural, showScore } from './numbers.ts';
import type { CellOutcome, Outcome } from './outcome.ts';
import { fewRowsNote } from './race-lines.ts';

export interface PivotOptions {
  readonly down: AxisName;
  readonly across: AxisName;
  /** Default: the primary one. */
  readonly metric?: string;
}

/** Cells that differ in other axes alone are averaged. */
export function pivotTable({ cells, metrics, sweep }: Outcome, options: PivotOptions): string {
  const metric = options.metric ?? metrics[0]!.name;
  const { down, across } = options;
  const rows = valuesOf(cells, down);
  const columns = valuesOf(cells, across);
  const shown = columns.slice(0, mostColumns);
  const groups = groupByField(cells, options);
  const mean = (row: string, column: string) => average(groups.get(row)?.get(column) ?? [], metric);
  const fields = rows.map((row) => shown.map((column) => mean(row, column)));
  const head = `${shortName(down)} \\ ${shortName(across)}`;
  const shade = shader(fields.flat());
  const lines = fields.map((line, index) => [rows[index]!, ...line.map(shade)]);
  const hidden = columns.length - shown.length;
  const note = hidden > 0 ? `\n… and ${plural(hidden, 'column')} more` : '';
  const table = drawLongTable([head, ...shown], lines);
  return `${title(cells, metric, options)}\n${table}${note}${fewRowsNote(sweep)}`;
}

/** Wider tables fit no terminal. */
const mostColumns = 30;

function title(cells: readonly CellOutcome[], metric: string, { down, across }: PivotOptions) {
  const axes = varyingAxes(cells.map((cell) => ({ coordinates: cell.axes })));
  const others = axes.filter((axis) => axis !== down && axis !== across).map(shortName);
  return printable(others.length === 0 ? metric : `${metric}, averaged over ${others.join(', ')}`);
}

type Fields = Map<string, Map<string, CellOutcome[]>>;

function groupByField(cells: readonly CellOutcome[], { down, across }: PivotOptions): Fields {
  const groups: Fields = new Map();
  for (const cell of cells) {
    const line = groups.get(valueOn(cell, down)) ?? new Map<string, CellOutcome[]>();
    groups.set(valueOn(cell, down), line);
    const field = line.get(valueOn(cell, across));
    if (field) field.push(cell);
    else line.set(valueOn(cell, across), [cell]);
  }
  return groups;
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
