// The scores of one cell in (one mean a row), their mean and how sure it is out.
import type { Range } from '../task/metric-range.ts';
import { mean } from './mean.ts';
import { tInterval } from './t-interval.ts';
import { wilson } from './wilson.ts';

/** A mean over rows with its 95 % interval, in the unit of the scores. */
export interface Summary {
  readonly mean: number;
  readonly low: number;
  /** Null where nothing bounds it: one row of scores that have no most. */
  readonly high: number | null;
  /** Rows that were scored. */
  readonly n: number;
  readonly method: 'wilson' | 't' | 'bootstrap';
  /** Of labels: for each right one, how often each was given, and last how often none of them. */
  readonly confusion?: readonly (readonly number[])[];
}

const confidence = 0.95;

/** What decides how a mean is summarised. */
export interface ScoreKind {
  readonly kind: 'binary' | 'graded';
  readonly range: Range;
}

/**
 * Wilson for 0/1 scores at one trial, else t over the row means: repeats of a row are no rows of their own. The t interval
 * is cut to the range of the scores, which takes nothing from its coverage; of one row, which says nothing about the
 * spread, it is the whole range. Undefined for no rows.
 */
export function summarise(
  perRowMeans: Float64Array,
  { kind, range }: ScoreKind,
  trials: number,
): Summary | undefined {
  const n = perRowMeans.length;
  if (n === 0) return undefined;
  if (kind === 'binary' && trials === 1) {
    const successes = successesIn(perRowMeans);
    return { mean: successes / n, ...wilson(successes, n, confidence), n, method: 'wilson' };
  }
  const [least, most] = range;
  if (n === 1) return { mean: mean(perRowMeans), low: least, high: most, n, method: 't' };
  const { low, high, ...rest } = tInterval(perRowMeans, confidence);
  return {
    ...rest,
    low: Math.max(least, low),
    high: Math.min(most ?? Infinity, high),
    n,
    method: 't',
  };
}

function successesIn(scores: Float64Array): number {
  const wrong = scores.find((score) => score !== 0 && score !== 1);
  if (wrong !== undefined) throw new RangeError(`a binary score of ${wrong}`);
  return scores.reduce((sum, score) => sum + score, 0);
}
