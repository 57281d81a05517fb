import { seededRandom } from '../base/random.ts';
import { upperProbability, type Interval } from './interval.ts';
import { mean, type Values } from './mean.ts';
import { quantileOfSorted } from './quantile.ts';

const draws = 2_000;
/** 7^7 resamples. */
const mostEnumerated = 7;

export interface BootstrapOptions {
  readonly confidence: number;
  readonly seed: number | string;
}

/**
 * An approximate interval for what is no mean over rows (macro F1, corpus BLEU, quantiles, and differences of them): percentiles of
 * the statistic over 2,000 seeded draws of n rows with replacement (Efron 1979). The statistic gets the indices of the drawn
 * rows; compute both systems from the same ones. Draws without a value (NaN) are left out. @throws RangeError for no rows, or no value at all
 */
export function rowBootstrap(
  n: number,
  statistic: (rows: Int32Array) => number,
  { confidence, seed }: BootstrapOptions,
): Interval & { readonly estimate: number; readonly standardError: number } {
  if (!(Number.isInteger(n) && n > 0)) throw new RangeError(`draws from ${n} rows`);
  const upper = upperProbability(confidence);
  const random = seededRandom('bootstrap', seed);
  const rows = Int32Array.from({ length: n }, (_, index) => index);
  const estimate = statistic(rows);
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    for (let place = 0; place < n; place += 1) rows[place] = Math.floor(random() * n);
    const value = statistic(rows);
    if (!Number.isNaN(value)) values.push(value);
  }
  const sorted = Float64Array.from(values).sort();
  return {
    estimate,
    low: quantileOfSorted(sorted, 1 - upper),
    high: quantileOfSorted(sorted, upper),
    standardError: spreadOf(sorted),
  };
}

/** The statistic of all n^n draws of n values with replacement, sorted: what a bootstrap comes to with ever more draws. @throws RangeError unless 1 to 7 values */
export function bootstrapExact(
  values: Values,
  statistic: (drawn: Float64Array) => number = mean,
): { sorted: Float64Array; standardError: number } {
  const n = values.length;
  if (n === 0 || n > mostEnumerated) throw new RangeError(`all draws from ${n} values`);
  const drawn = new Float64Array(n);
  const sorted = Float64Array.from({ length: n ** n }, (_, index) => {
    let rest = index;
    for (let place = 0; place < n; place += 1) {
      drawn[place] = values[rest % n]!;
      rest = Math.floor(rest / n);
    }
    return statistic(drawn);
  }).sort();
  return { sorted, standardError: spreadOf(sorted) };
}

/** The root of the mean squared deviation. */
function spreadOf(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) * (value - centre))));
}
