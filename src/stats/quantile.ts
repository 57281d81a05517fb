import type { Values } from './mean.ts';

/**
 * The quantile at `p` from 0 to 1: linear between the two nearest of the sorted values. Type 7 of Hyndman and Fan 1996, the
 * default of R and numpy. @throws RangeError for no values or a `p` outside [0, 1]
 */
export function quantile(values: Values, p: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}

/** As `quantile`, of values in rising order. */
export function quantileOfSorted(sorted: Float64Array | Float32Array, p: number): number {
  if (sorted.length === 0) throw new RangeError('a quantile of no values');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile ${p} is not from 0 to 1`);
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (place - below) * (high - low);
}

/** The smallest of the values that at least a share `p` of them does not exceed: type 1 of Hyndman and Fan 1996. @throws RangeError as `quantile` */
export function lowQuantile(values: Values, p: number): number {
  if (values.length === 0) throw new RangeError('a quantile of no values');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile ${p} is not from 0 to 1`);
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)]!;
}

/** The middle value, of an even number the upper of the two: the median of lm-evaluation-harness. @throws RangeError for no values */
export function upperMedian(values: Values): number {
  if (values.length === 0) throw new RangeError('the median of no values');
  return Float64Array.from(values).sort()[Math.floor(values.length / 2)]!;
}
