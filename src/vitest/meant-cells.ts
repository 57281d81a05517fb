// What a matcher says of cells in, those that it means out.
import { didYouMean } from '../base/distance.ts';
import { errorOf, UserError } from '../base/problem.ts';
import type { ProblemCode } from '../base/problem-code.ts';
import { someNames } from '../base/some-names.ts';
import { gateCells } from '../baseline/gate-cells.ts';
import type { Cell } from '../grid/cells.ts';
import { narrowCells } from '../grid/narrow.ts';
import type { Summarised } from '../stats/cell-summary.ts';
import { isRate, rateNames, type Gate } from '../task/gate-schema.ts';
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

/** Throws a UserError for a metric or a cell that the run does not have, and where it does not say which of several it means. */
export function meantBy(
  limit: Gate,
  wanted: CellExpectation | undefined,
  { cells, outcome }: Evaluated,
): Meant {
  const metrics = [...outcome.metrics.map(({ name }) => name), ...rateNames];
  if (!metrics.includes(limit.metric)) {
    const help = didYouMean(limit.metric, metrics) ?? `there are ${metrics.join(', ')}`;
    throw mistake('unknown-metric', `no metric is named "${limit.metric}"`, help);
  }
  const all = cells.map(({ cell }) => cell);
  if (wanted === undefined && cells.length > 1 && !isRate(limit.metric))
    throw ambiguous(limit.metric, all);
  if (wanted === undefined) return { gate: limit, cells };
  if (typeof wanted === 'string' && wanted !== 'every' && wanted !== 'best') {
    const [named] = narrowCells(all, wanted);
    return { gate: limit, cells: cells.filter(({ cell }) => cell.id === named!.id) };
  }
  const gate: Gate = { ...limit, cells: wanted as NonNullable<Gate['cells']> };
  if (gateCells(gate, all).length === 0)
    throw mistake('unknown-cell', `no cell has ${JSON.stringify(wanted)}`, namesOf(all));
  return { gate, cells };
}

function ambiguous(metric: string, cells: readonly Cell[]): UserError {
  const message = `it must be said in which of the ${cells.length} cells ${metric} is meant`;
  const help = `{ cell: 'every' }, { cell: 'best' }, or { cell: '${cells[0]!.name}' }; ${namesOf(cells)}`;
  return mistake('ambiguous-gate', message, help);
}

function mistake(code: ProblemCode, message: string, help: string): UserError {
  return new UserError([errorOf(code, message, undefined, help)]);
}

function namesOf(cells: readonly Cell[]): string {
  return `the cells are ${someNames(cells.map(({ name }) => name))}`;
}
