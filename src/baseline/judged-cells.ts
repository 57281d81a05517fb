// A gate and what the cells scored in, the cells that it is held against out.
import { shortName, showValue } from '../grid/cell-name.ts';
import type { Cell } from '../grid/cells.ts';
import { meanOf, type Summarised } from '../stats/cell-summary.ts';
import { isRate, type Gate } from '../task/gate-schema.ts';
import type { AxisName } from '../task/grid-schema.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { gateCells } from './gate-cells.ts';

/** None where `--cell` has narrowed the run to others. */
export function judgedCells(
  gate: Gate,
  cells: readonly Summarised<Cell>[],
  metrics: readonly MetricInfo[],
): Summarised<Cell>[] {
  const all = cells.map(({ cell }) => cell);
  const meant = new Set(gateCells(gate, all));
  const candidates = cells.filter(({ cell }) => meant.has(cell));
  const lower =
    metrics.find(({ name }) => name === gate.metric)?.better === 'lower' || isRate(gate.metric);
  const left = candidates.filter(({ dropped }) => !dropped);
  return gate.cells === 'best' ? best(left, gate.metric, lower) : candidates;
}

/** Of a gate whose cells the run does not have. */
export function wantedName({ cells }: Gate): string {
  const wanted = typeof cells === 'object' ? Object.entries(cells) : [];
  return wanted
    .map(([axis, value]) => `${shortName(axis as AxisName)}=${showValue(value)}`)
    .join(' ');
}

function best(
  cells: readonly Summarised<Cell>[],
  metric: string,
  lower: boolean,
): Summarised<Cell>[] {
  const sign = lower ? -1 : 1;
  const worth = (cell: Summarised<Cell>) => sign * (valueOf(cell, metric) ?? -sign * Infinity);
  return cells.toSorted((a, b) => worth(b) - worth(a)).slice(0, 1);
}

/** What a cell has of a metric, or of a rate that every run has. */
export function valueOf({ summary }: Summarised<Cell>, metric: string): number | undefined {
  const { answers, failed, truncated } = summary;
  if (metric === 'error_rate') return share(failed, answers + failed);
  if (metric === 'truncated_rate') return share(truncated, answers);
  return meanOf(summary, metric);
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
