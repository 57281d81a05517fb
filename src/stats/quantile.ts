/**
 * The quantile at `p` from 0 to 1: linear between the two nearest of the sorted values. Type 7 of Hyndman and Fan 1996, the
 * default of R and numpy. @throws RangeError for no values or a `p` outside [0, 1]
 */
export function quantile(values: Float64Array | readonly number[], p: number): number {
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
