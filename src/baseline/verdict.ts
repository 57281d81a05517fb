// Gates and what the cells scored in, which gates hold and with which code the run ends out.
import { exitCode, type ExitCode } from './exit-code.ts';
import { shortName, showValue } from '../grid/cell-name.ts';
import type { Cell } from '../grid/cells.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { meanOf, type Summarised } from '../stats/cell-summary.ts';
import type { HaltReason } from '../schedule/halt.ts';
import { isRate, type Gate } from '../task/gate-schema.ts';
import type { AxisName } from '../task/grid-schema.ts';
import { gateCells } from './gate-cells.ts';

/** One limit of one gate held against one cell. */
export interface GateResult {
  readonly metric: string;
  /** The name of the cell. */
  readonly cell: string;
  readonly rule: 'min' | 'max';
  readonly limit: number;
  /** Absent where nothing was scored: then it has not passed. */
  readonly value?: number;
  readonly passed: boolean;
  /** It holds for want of anything to judge: the cache gave every answer, so none was timed. */
  readonly skipped?: true;
  /** The cell was chosen by the same rows: its score is too good on average. */
  readonly optimistic?: true;
}

export interface Verdict {
  readonly gates: readonly GateResult[];
  readonly exit: ExitCode;
}

export function judgeRun(
  gates: readonly Gate[],
  cells: readonly Summarised<Cell>[],
  metrics: readonly MetricInfo[],
  halted: HaltReason | undefined,
): Verdict {
  const results = judgeGates(gates, cells, metrics);
  return { gates: results, exit: exitCode({ halted, cells, gates, results }) };
}

/** A part of a run says nothing of the gates, and may have nothing to ask. */
export function judgePart(
  gates: readonly Gate[],
  cells: readonly Summarised<Cell>[],
  halted: HaltReason | undefined,
): Verdict {
  const isEmpty = cells.every(({ summary }) => summary.answers + summary.failed === 0);
  const exit = isEmpty && !halted ? 0 : exitCode({ halted, cells, gates, results: [] });
  return { gates: [], exit };
}

function judgeGates(
  gates: readonly Gate[],
  cells: readonly Summarised<Cell>[],
  metrics: readonly MetricInfo[],
): GateResult[] {
  return gates.flatMap((gate) => {
    const all = cells.map(({ cell }) => cell);
    const meant = new Set(gateCells(gate, all));
    const candidates = cells.filter(({ cell }) => meant.has(cell));
    if (candidates.length === 0) return judge(gate, wantedName(gate), undefined);
    const metric = metrics.find(({ name }) => name === gate.metric);
    const lower = metric?.better === 'lower' || isRate(gate.metric);
    const judged = gate.cells === 'best' ? best(candidates, gate.metric, lower) : candidates;
    return judged.flatMap((each) =>
      metric?.timed && isUntimed(each)
        ? judge(gate, each.cell.name, undefined).map(skip)
        : judge(gate, each.cell.name, valueOf(each, gate.metric)),
    );
  });
}

function isUntimed({ summary: { answers, cached } }: Summarised<Cell>): boolean {
  return answers > 0 && answers === cached;
}

function skip(result: GateResult): GateResult {
  return { ...result, passed: true, skipped: true };
}

/** Where `--cell` has narrowed the run to others. */
function wantedName({ cells }: Gate): string {
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

/** A mean of 0.7 that comes out as 0.6999999999999998 holds `min: 0.7`. */
const rounding = 1e-9;

function judge(gate: Gate, cell: string, value: number | undefined): GateResult[] {
  return (['min', 'max'] as const).flatMap((rule) => {
    const limit = gate[rule];
    if (limit === undefined) return [];
    const excess = value === undefined ? NaN : rule === 'min' ? value - limit : limit - value;
    return [
      {
        metric: gate.metric,
        cell,
        rule,
        limit,
        ...(value === undefined ? {} : { value }),
        passed: excess >= -rounding,
        ...(gate.cells === 'best' ? { optimistic: true as const } : {}),
      },
    ];
  });
}

function valueOf({ summary }: Summarised<Cell>, metric: string): number | undefined {
  const { answers, failed, truncated } = summary;
  if (metric === 'error_rate') return share(failed, answers + failed);
  if (metric === 'truncated_rate') return share(truncated, answers);
  return meanOf(summary, metric);
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
