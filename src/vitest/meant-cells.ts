// What a matcher says of cells in, those that it means out.
import { didYouMean } from '../base/distance.ts';
import { someNames } from '../base/some-names.ts';
import { gateCells } from '../baseline/gate-cells.ts';
import type { Cell } from '../grid/cells.ts';
import { narrowCells } from '../grid/narrow.ts';
import type { Summarised } from '../stats/cell-summary.ts';
import { isRate, rateNames, type Gate } from '../task/gate-schema.ts';
import { EvalFailure } from './eval-failure.ts';
import type { Evaluated } from './evaluate.ts';

export type CellExpectation =
  | 'every'
  | 'best'
  | (string & Record<never, never>)
  | Readonly<Record<string, unknown>>;

interface Meant {
  readonly gate: Gate;
  readonly cells: readonly Summarised<Cell>[];
}

/** Throws an EvalFailure for a metric or a cell that the run does not have, and where it does not say which of several it means. */
export function meantBy(
  limit: Gate,
  wanted: CellExpectation | undefined,
  { cells, outcome }: Evaluated,
): Meant {
  const metrics = [...outcome.metrics.map(({ name }) => name), ...rateNames];
  if (!metrics.includes(limit.metric)) {
    const help = didYouMean(limit.metric, metrics) ?? `there are ${metrics.join(', ')}`;
    throw new EvalFailure(`no metric is named "${limit.metric}"\n  = help: ${help}`);
  }
  const all = cells.map(({ cell }) => cell);
  if (wanted === undefined && cells.length > 1 && !isRate(limit.metric))
    throw new EvalFailure(whichCell(limit.metric, all));
  if (wanted === undefined) return { gate: limit, cells };
  if (typeof wanted === 'string' && wanted !== 'every' && wanted !== 'best') {
    const [named] = narrowCells(all, wanted);
    return { gate: limit, cells: cells.filter(({ cell }) => cell.id === named!.id) };
  }
  const gate: Gate = { ...limit, cells: wanted as NonNullable<Gate['cells']> };
  if (gateCells(gate, all).length === 0)
    throw new EvalFailure(`no cell has ${JSON.stringify(wanted)}\n  = help: ${namesOf(all)}`);
  return { gate, cells };
}

function whichCell(metric: string, cells: readonly Cell[]): string {
  const message = `the run has ${cells.length} cells: say in which one of them ${metric} is meant`;
  const help = `{ cell: 'every' }, { cell: 'best' }, or { cell: '${cells[0]!.name}' }`;
  return `${message}\n  = help: ${help}; ${namesOf(cells)}`;
}

function namesOf(cells: readonly Cell[]): string {
  return `the cells are ${someNames(cells.map(({ name }) => name))}`;
}
