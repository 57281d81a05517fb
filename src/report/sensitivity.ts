// A run's scores row by row in, how much of a difference each axis of its grid makes out.
import type { RunScores } from '../baseline/run-scores.ts';
import type { Manifest } from '../schedule/manifest.ts';
import { axisSpread } from '../stats/axis-spread.ts';
import { mean, type Values } from '../stats/mean.ts';
import { rankStability, type RankStability } from '../stats/rank-stability.ts';
import { trialSplit } from '../stats/trial-split.ts';
import { varianceShares } from '../stats/variance-shares.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { AxisName } from '../task/grid-schema.ts';
import { gridPoints, type PlacedAxis } from './grid-points.ts';

/** How far an axis moves the mean; its spread, interval and means in the unit of the scores. */
export interface AxisSensitivity {
  readonly axis: AxisName;
  /** With what each value scored, averaged over the cells that have it. */
  readonly values: readonly { readonly value: unknown; readonly mean: number }[];
  readonly spread: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided, allowing for all pairs of values. */
  readonly p: number;
  readonly best: unknown;
  readonly worst: unknown;
  /** Of the variance within rows, 0 to 1. */
  readonly share: number;
}

/** Whether the settings rank alike whichever value this axis has. */
interface AxisStability extends RankStability {
  readonly axis: AxisName;
  readonly settings: number;
}

/** The scatter of one row from trial to trial, averaged over the cells. Variances are in squares of the unit of the scores. */
interface TrialNoise {
  readonly trials: number;
  readonly between: number;
  readonly within: number;
  /** The share of the error bar, 0 to 1, that ever more trials would save: on average, and in the cell where it is most. */
  readonly saves_at_most: number;
  readonly saves_at_most_anywhere: number;
}

export interface Sensitivity {
  readonly version: 1;
  readonly task: string;
  readonly run: string;
  readonly metric: string;
  /** That were scored in every cell. */
  readonly rows: number;
  readonly cells: number;
  /** Outside of the full product of the axes. */
  readonly left_out: readonly string[];
  /** The one with the largest share first. */
  readonly axes: readonly AxisSensitivity[];
  /** Shares of the variance within rows; with those of the axes they add up to 1. */
  readonly interactions: number;
  readonly residual: number;
  /** The share of all variance that lies between rows. */
  readonly between_rows: number;
  readonly stability: readonly AxisStability[];
  readonly trials?: TrialNoise;
}

export interface SensitivityParts {
  readonly run: string;
  readonly manifest: Manifest;
  readonly metric: MetricInfo;
  readonly scores: RunScores;
  /** `trials[cell][row]`, one score a trial; absent where a row has one. */
  readonly trials?: readonly (readonly (readonly number[])[])[];
}

/** Undefined where no axis has two values that compare, or no row was scored in all their cells. */
export function sensitivity(parts: SensitivityParts): Sensitivity | undefined {
  const { run, manifest, metric } = parts;
  const place = parts.scores.metrics.findIndex(({ name }) => name === metric.name);
  const all = manifest.cells.map((cell, index) => ({
    ...cell,
    scores: parts.scores.means[index]?.[place] ?? new Float64Array(),
  }));
  const scored = all.filter(({ scores }) => scores.some((score) => !Number.isNaN(score)));
  const { cells, axes } = gridPoints(scored);
  const { scores, rows } = pairedRows(cells.map((cell) => cell.scores));
  if (axes.length === 0 || rows.length === 0) return undefined;
  const { clusters } = parts.scores;
  const options = {
    ...metric,
    ...(clusters ? { clusters: rows.map((row) => clusters[row]!) } : {}),
  };
  const shares = varianceShares({ axes: axes.map(({ places }) => places), scores });
  const found = axes.map((axis, index) => ofAxis(axis, scores, options, shares?.axes[index] ?? 0));
  const kept = new Set(cells.map(({ id }) => id));
  return {
    version: 1,
    task: manifest.task.name,
    run,
    metric: metric.name,
    rows: rows.length,
    cells: cells.length,
    left_out: all.filter(({ id }) => !kept.has(id)).map(({ name }) => name),
    axes: found.toSorted((a, b) => b.share - a.share || b.spread - a.spread),
    interactions: shares?.interactions ?? 0,
    residual: shares?.residual ?? 0,
    between_rows: shares?.rows ?? 1,
    stability: stabilities(axes, scores),
    ...(parts.trials ? trialNoise(manifest.trials, parts.trials) : {}),
  };
}

/** The scores of the rows that every cell has. */
function pairedRows(cells: readonly Float64Array[]): {
  scores: Float64Array[];
  rows: number[];
} {
  const every = Array.from(cells[0] ?? [], (_, row) => row);
  const rows = every.filter((row) => cells.every((scores) => !Number.isNaN(scores[row])));
  return { rows, scores: cells.map((scores) => Float64Array.from(rows, (row) => scores[row]!)) };
}

function ofAxis(
  { axis, values, places }: PlacedAxis,
  scores: readonly Values[],
  options: Parameters<typeof axisSpread>[2],
  share: number,
): AxisSensitivity {
  const { means, best, worst, ...spread } = axisSpread(places, scores, options);
  const shown = values.map((value, index) => ({ value: value ?? null, mean: means[index]! }));
  const ends = { best: values[best] ?? null, worst: values[worst] ?? null };
  return { axis, values: shown, ...spread, ...ends, share };
}

/** Those whose values a reader takes for interchangeable, or compares rankings over. */
const steadyAxes: readonly AxisName[] = ['model', 'format', 'shots.seed', 'shots.order'];

function stabilities(axes: readonly PlacedAxis[], scores: readonly Values[]): AxisStability[] {
  const means = scores.map(mean);
  return axes.flatMap(({ axis, values, places }) => {
    const settings = means.length / values.length;
    if (!steadyAxes.includes(axis) || settings < 2) return [];
    // Cells of a full product keep the order of their other axes.
    const lists = values.map((_, place) => means.filter((__, cell) => places[cell] === place));
    const found = rankStability(lists);
    return found ? [{ axis, settings, ...found }] : [];
  });
}

function trialNoise(
  trials: number,
  cells: NonNullable<SensitivityParts['trials']>,
): { trials?: TrialNoise } {
  const splits = cells.flatMap((rows) => (rows.length < 2 ? [] : (trialSplit(rows) ?? [])));
  if (splits.length === 0) return {};
  const over = (pick: (split: (typeof splits)[number]) => number) => mean(splits.map(pick));
  return {
    trials: {
      trials,
      between: over(({ between }) => between),
      within: over(({ within }) => within),
      saves_at_most: over(({ savesAtMost }) => savesAtMost),
      saves_at_most_anywhere: Math.max(...splits.map(({ savesAtMost }) => savesAtMost)),
    },
  };
}
