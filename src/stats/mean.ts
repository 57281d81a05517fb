/** Scores, one a row. */
export type Values = Float64Array | readonly number[];

/** The arithmetic mean. @throws RangeError for no values */
export function mean(values: Values): number {
  if (values.length === 0) throw new RangeError('the mean of no values');
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Sum of squared deviations / (n - 1), in two passes. @throws RangeError for fewer than 2 values */
export function sampleVariance(values: Values): number {
  if (values.length < 2) throw new RangeError('the variance of fewer than 2 values');
  const centre = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - centre) * (value - centre);
  return squares / (values.length - 1);
}

/** sqrt(variance / n): equation 1 of Miller 2024 (arXiv:2411.00640). @throws RangeError for fewer than 2 values */
export function standardError(values: Values): number {
  return Math.sqrt(sampleVariance(values) / values.length);
}
