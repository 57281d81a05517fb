// Gates and what the cells scored in, which gates hold and with which code the run ends out.
import { exitCode, type ExitCode } from './exit-code.ts';
import type { Cell } from '../grid/cells.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { Summarised } from '../stats/cell-summary.ts';
import type { HaltReason } from '../schedule/halt.ts';
import { hasDrop, type Gate } from '../task/gate-schema.ts';
import type { DropResult, Drops } from './judge-drops.ts';
import { judgedCells, valueOf, wantedName } from './judged-cells.ts';

/** One limit of one gate held against one cell. */
export interface GateResult {
  readonly metric: string;
  /** The name of the cell. */
  readonly cell: string;
  readonly rule: 'min' | 'max' | 'max_drop';
  readonly limit: number;
  /** Of max_drop what was lost against the baseline. Absent where nothing was scored: then it has not passed. */
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

export interface RunParts {
  readonly gates: readonly Gate[];
  readonly cells: readonly Summarised<Cell>[];
  readonly metrics: readonly MetricInfo[];
  readonly halted: HaltReason | undefined;
  /** What max_drop came to, where there is a baseline. */
  readonly drops?: Drops | undefined;
  /** A drop that cannot be told from none does not pass. */
  readonly strict?: boolean | undefined;
}

export function judgeRun({ gates, cells, metrics, halted, drops, strict }: RunParts): Verdict {
  const results = [...judgeGates(gates, cells, metrics), ...(drops?.results ?? []).map(dropResult)];
  const open = gates.some((gate) => gate.max_drop !== undefined && !(drops && hasDrop(gate)));
  const unsure = strict === true && (open || drops?.verdict === 'inconclusive');
  return { gates: results, exit: exitCode({ halted, cells, gates, results, unsure }) };
}

function dropResult({
  metric,
  cell,
  max_drop,
  verdict,
  compared,
  optimistic,
}: DropResult): GateResult {
  return {
    metric,
    cell,
    rule: 'max_drop',
    limit: max_drop,
    ...(compared ? { value: compared.drop } : {}),
    passed: verdict !== 'regression',
    ...(optimistic ? { optimistic } : {}),
  };
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
    const judged = judgedCells(gate, cells, metrics);
    if (judged.length === 0) return judge(gate, wantedName(gate), undefined);
    const timed = metrics.find(({ name }) => name === gate.metric)?.timed ?? false;
    return judged.flatMap((each) =>
      timed && isUntimed(each)
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
