// The tally of a cell in, its line of the outcome out.
import type { MetricInfo } from '../task/metric-info.ts';
import { quantileOfSorted } from './quantile.ts';
import { summarise, type Summary } from './summarise.ts';
import type { Tokens } from './cell-totals.ts';
import { summariseTogether } from './summarise-together.ts';
import type { Tally } from './tally.ts';

/** `n` rows could be scored; without any there is nothing else to say. */
export type MetricSummary = Summary | { readonly n: 0 };

export interface CellSummary {
  /** Rows with at least one scored answer. */
  readonly n: number;
  /** Rows × trials answered. */
  readonly answers: number;
  readonly failed: number;
  readonly unscored: number;
  /** Answers that some scorer could not score because a model or program that it asks failed. */
  readonly unjudged?: number;
  /** Answers that max_tokens cut. */
  readonly truncated: number;
  /** Requests whose prompt lost shots because they did not fit the context window. */
  readonly shortened?: number;
  /** Answers that the cache gave. */
  readonly cached?: number;
  readonly tokens: Tokens;
  /** The tokens of answers that were asked for, where the cache gave others. */
  readonly paid?: Tokens;
  /** Prompt tokens that the provider had read before, of those that were paid for. */
  readonly prefix_cached?: number;
  /** Milliseconds. */
  readonly latency?: { readonly p50: number; readonly p95: number };
  readonly metrics: Readonly<Record<string, MetricSummary>>;
}

export interface Summarised<C> {
  readonly cell: C;
  readonly summary: CellSummary;
  /** It was left behind on the way: it is nobody's best. */
  readonly dropped?: true;
}

function summariseCell(tally: Tally, cell: number, metrics: readonly MetricInfo[]): CellSummary {
  const { rows, latencies, shortened, unjudged, cached, paid, prefixCached, ...counts } =
    tally.counts(cell);
  return {
    n: rows,
    ...counts,
    ...(unjudged > 0 ? { unjudged } : {}),
    ...(shortened > 0 ? { shortened } : {}),
    ...(cached > 0 ? { cached, paid } : {}),
    ...(prefixCached > 0 ? { prefix_cached: prefixCached } : {}),
    ...(latencies.length > 0 ? { latency: spread(latencies) } : {}),
    metrics: Object.fromEntries(
      metrics.map((metric, index) => [metric.name, summariseMetric(tally, cell, metric, index)]),
    ),
  };
}

function summariseMetric(
  tally: Tally,
  cell: number,
  metric: MetricInfo,
  index: number,
): MetricSummary {
  // The most frequent answer of a row is one answer.
  const trials = metric.trials === 'majority' ? 1 : tally.shape.trials;
  const clusters = tally.rowClusters(cell, index);
  const summary = summarise(tally.rowMeans(cell, index), metric, trials, clusters);
  if (!summary) return { n: 0 };
  const kept = tally.keptRows(cell, index);
  return kept ? { ...summary, ...summariseTogether(metric, kept, tally.shape.clusters) } : summary;
}

function spread(latencies: Float32Array): { p50: number; p95: number } {
  return {
    p50: rounded(quantileOfSorted(latencies, 0.5)),
    p95: rounded(quantileOfSorted(latencies, 0.95)),
  };
}

/** To the microsecond. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

/** Cells in the order of the tally, each with what it scored. */
export function summariseCells<C>(
  tally: Tally,
  cells: readonly C[],
  metrics: readonly MetricInfo[],
): Summarised<C>[] {
  return cells.map((cell, index) => ({ cell, summary: summariseCell(tally, index, metrics) }));
}

/** The mean of a metric; undefined where nothing was scored. */
export function meanOf({ metrics }: CellSummary, metric: string): number | undefined {
  const summary = metrics[metric];
  return summary && 'mean' in summary ? summary.mean : undefined;
}
