// Gates with max_drop, the scores of the run and those that were accepted in; which drops are real out.
import type { Cell } from '../grid/cells.ts';
import type { Summarised } from '../stats/cell-summary.ts';
import type { PairedComparison } from '../stats/compare-paired.ts';
import { gateVerdict, type ComparisonVerdict, type GateWord } from '../stats/gate-verdict.ts';
import { hasDrop, type DropGate, type Gate } from '../task/gate-schema.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { compareRuns, type CellComparison } from './compare-runs.ts';
import { judgedCells, wantedName } from './judged-cells.ts';
import type { Matched } from './match-runs.ts';
import { pairedFigures, type PairedFigures } from './paired-figures.ts';
import { promptChanges, type PromptChange } from './prompt-changes.ts';
import type { RunScores } from './run-scores.ts';

/** One gate held against one cell; everything in the unit of the scores. */
export interface DropResult {
  readonly metric: string;
  /** The name of the cell in this run. */
  readonly cell: string;
  readonly verdict: GateWord;
  readonly max_drop: number;
  /** Absent where nothing could be compared; then `why` says so. */
  readonly compared?: ComparedDrop;
  readonly why?: string;
  /** The cell was chosen by the same rows. */
  readonly optimistic?: true;
}

/** This run against the baseline; the interval is that of the difference. */
interface ComparedDrop extends PairedFigures {
  readonly n: number;
  readonly baseline: number;
  readonly mean: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** What this run lost; below 0 what it gained. */
  readonly drop: number;
  /** One-sided, corrected for all gated comparisons. */
  readonly p: number;
  readonly non_inferiority: number;
  /** To find a drop of `non_inferiority` in 80 %. */
  readonly rows_needed: number;
}

export interface Drops {
  /** The worst of all: regression, inconclusive, improved where any is, ok. */
  readonly verdict: GateWord;
  readonly results: readonly DropResult[];
  readonly matched: Matched;
  /** Rows that the baseline has a score of and this run has not, in a gated cell. */
  readonly lost: readonly string[];
  /** How the gated cells are asked otherwise. */
  readonly changes: readonly PromptChange[];
}

export interface DropParts {
  readonly gates: readonly Gate[];
  readonly cells: readonly Summarised<Cell>[];
  readonly metrics: readonly MetricInfo[];
  readonly accepted: RunScores;
  readonly now: RunScores;
  /** How many tasks are judged together. */
  readonly tasks: number;
}

interface Wanted {
  readonly gate: DropGate;
  readonly name: string;
  readonly cell?: Summarised<Cell>;
  readonly comparison?: CellComparison | undefined;
}

export function judgeDrops(parts: DropParts): Drops {
  const { gates, cells, metrics, accepted, now, tasks } = parts;
  const places = gates.filter(hasDrop).flatMap((gate): Wanted[] => {
    const judged = judgedCells(gate, cells, metrics);
    if (judged.length === 0) return [{ gate, name: wantedName(gate) }];
    return judged.map((cell) => ({ gate, name: cell.cell.name, cell }));
  });
  const isMeant = (metric: string, id: string) =>
    places.some((place) => place.gate.metric === metric && place.cell?.cell.id === id);
  const { matched, comparisons } = compareRuns(accepted, now, isMeant);
  const wanted = places.map((place) => ({ ...place, comparison: find(place, comparisons) }));
  const paired = wanted.flatMap(({ gate, comparison }) =>
    comparison?.paired
      ? [{ comparison: forTasks(comparison.paired, tasks), ...margins(gate, comparison) }]
      : [],
  );
  const judged = gateVerdict(paired).comparisons.values();
  const results = wanted.map((place) =>
    place.comparison?.paired
      ? comparedResult(place, place.comparison.paired, judged.next().value!)
      : withoutResult(place),
  );
  const lost = [...new Set(comparisons.flatMap(({ onlyScoredInA }) => onlyScoredInA))];
  const isGated = (id: string) => places.some(({ cell }) => cell?.cell.id === id);
  const changes = promptChanges(accepted, now, matched, isGated);
  return { verdict: worst(results), results, matched, lost, changes };
}

/** Each task is judged before the next is run: over tasks by Bonferroni, within a task by Holm. */
function forTasks(paired: PairedComparison, tasks: number): PairedComparison {
  const [pWorse, pBetter] = [paired.pWorse, paired.pBetter].map((p) => Math.min(1, tasks * p));
  return { ...paired, pWorse: pWorse!, pBetter: pBetter! };
}

function find({ gate, cell }: Wanted, comparisons: readonly CellComparison[]) {
  return comparisons.find(({ metric, b }) => metric.name === gate.metric && b.id === cell?.cell.id);
}

/** 5 % of the range, but not less than the gate allows; where scores have no bound, five times that. */
function margins({ max_drop }: DropGate, { metric }: CellComparison) {
  const [least, most] = metric.range;
  const share = 0.05 * ((most ?? Infinity) - least);
  const nonInferiority = Math.max(max_drop, share === Infinity ? 5 * max_drop : share);
  return { maxDrop: max_drop, nonInferiority };
}

function comparedResult(
  { gate, name }: Wanted,
  paired: PairedComparison,
  judged: ComparisonVerdict,
): DropResult {
  const { n, meanA, meanB, difference, low, high } = paired;
  const figures = { n, baseline: meanA, mean: meanB, difference, low, high, drop: judged.drop };
  return {
    ...placeOf(gate, name),
    verdict: judged.verdict,
    compared: {
      ...figures,
      p: judged.pWorse,
      non_inferiority: judged.nonInferiority,
      ...pairedFigures(paired),
      rows_needed: judged.rowsNeeded,
    },
  };
}

/** Where the run scored nothing it must not pass; what the baseline does not have it cannot say anything of. */
function withoutResult({ gate, name, cell, comparison }: Wanted): DropResult {
  const place = placeOf(gate, name);
  if (!cell) return { ...place, verdict: 'inconclusive', why: 'this run does not have the cell' };
  const summary = cell.summary.metrics[gate.metric];
  if (!summary || summary.n === 0)
    return { ...place, verdict: 'regression', why: 'nothing was scored' };
  const why = comparison
    ? 'no row was scored in both'
    : 'the baseline does not have the cell and metric';
  return { ...place, verdict: 'inconclusive', why };
}

function placeOf({ metric, max_drop, cells }: DropGate, cell: string) {
  const chosen = cells === 'best' ? { optimistic: true as const } : {};
  return { metric, cell, max_drop, ...chosen };
}

function worst(results: readonly DropResult[]): GateWord {
  const order: readonly GateWord[] = ['regression', 'inconclusive', 'improved'];
  return order.find((word) => results.some(({ verdict }) => verdict === word)) ?? 'ok';
}
