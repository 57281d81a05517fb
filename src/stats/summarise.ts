// The scores of one cell in (one mean a row), their mean and how sure it is out.
import type { Range } from '../task/metric-range.ts';
import type { Interval } from './interval.ts';
import { clusteredInterval, type Clusters } from './clusters.ts';
import { mean } from './mean.ts';
import { tInterval } from './t-interval.ts';
import { unseenInterval } from './unseen-interval.ts';
import { wilson } from './wilson.ts';

/** A mean over rows with its 95 % interval, in the unit of the scores. */
export interface Summary {
  readonly mean: number;
  readonly low: number;
  /** Null where nothing bounds it: one row of scores that have no most. */
  readonly high: number | null;
  /** Rows that were scored. */
  readonly n: number;
  readonly method: 'wilson' | 't' | 'clustered-t' | 'no-spread' | 'bootstrap' | 'cluster-bootstrap';
  /** How many, where rows have clusters. */
  readonly clusters?: number;
  /** Of labels what was taken for what. */
  readonly confusion?: {
    readonly labels: readonly string[];
    /** For each right label, how often each was given, and last how often none of them. */
    readonly counts: readonly (readonly number[])[];
  };
}

const confidence = 0.95;

/** What decides how a mean is summarised. */
export interface ScoreKind {
  readonly kind: 'binary' | 'graded';
  readonly range: Range;
}

/**
 * Wilson for 0/1 scores at one trial, else t over the row means: repeats of a row are no rows of their own; where rows come in
 * clusters, CR1 with t over these, or where all scores are equal what so few clusters can have missed. The t interval is cut to the range of the scores, which takes nothing from its coverage; of one
 * row or cluster, which says nothing about the spread, it is the whole range. Undefined for no rows.
 */
export function summarise(
  perRowMeans: Float64Array,
  { kind, range }: ScoreKind,
  trials: number,
  clusters?: Clusters,
): Summary | undefined {
  const n = perRowMeans.length;
  if (n === 0) return undefined;
  if (clusters) return inClusters(perRowMeans, range, clusters);
  if (kind === 'binary' && trials === 1) {
    const successes = successesIn(perRowMeans);
    return { mean: successes / n, ...wilson(successes, n, confidence), n, method: 'wilson' };
  }
  if (n === 1) return { ...anywhere(perRowMeans, range), n, method: 't' };
  return { ...within(range, tInterval(perRowMeans, confidence)), n, method: 't' };
}

type Bounds = Pick<Summary, 'mean' | 'low' | 'high'>;

function inClusters(values: Float64Array, range: Range, clusters: Clusters): Summary {
  const { n, ...counts } = { n: values.length, clusters: new Set(clusters).size };
  const [first] = values;
  if (values.every((value) => value === first)) {
    const [least, most] = range;
    const bounds = [least, most ?? Infinity] as const;
    const { low, high } = unseenInterval(first!, counts.clusters, bounds, confidence);
    const open = high === Infinity ? null : high;
    return { mean: first!, low, high: open, n, method: 'no-spread', ...counts };
  }
  const bounds =
    counts.clusters === 1
      ? anywhere(values, range)
      : within(range, clusteredInterval(values, clusters, confidence));
  return { ...bounds, n, method: 'clustered-t', ...counts };
}

function anywhere(values: Float64Array, [low, high]: Range): Bounds {
  return { mean: mean(values), low, high };
}

function within([least, most]: Range, bounds: Interval & { readonly mean: number }): Bounds {
  const { mean: centre, low, high } = bounds;
  return { mean: centre, low: Math.max(least, low), high: Math.min(most ?? Infinity, high) };
}

function successesIn(scores: Float64Array): number {
  const wrong = scores.find((score) => score !== 0 && score !== 1);
  if (wrong !== undefined) throw new RangeError(`a binary score of ${wrong}`);
  return scores.reduce((sum, score) => sum + score, 0);
}
