// The scores of a cell, row after row and within a row trial after trial, NaN where there is none, in; what they say of rows out.

/** One mean for each row that has a score. Always in the order of the trials: a sum of fractions depends on it. */
export function meansOfRows(values: Float64Array, trials: number): Float64Array {
  const means = new Float64Array(values.length / trials);
  let rows = 0;
  for (let start = 0; start < values.length; start += trials) {
    let sum = 0;
    let scored = 0;
    for (let at = start; at < start + trials; at += 1) {
      const value = values[at]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      scored += 1;
    }
    if (scored === 0) continue;
    means[rows] = sum / scored;
    rows += 1;
  }
  return means.subarray(0, rows);
}

/** How many rows have a score of any metric. */
export function countRows(metrics: readonly Float64Array[], trials: number): number {
  const places = metrics[0]?.length ?? 0;
  let rows = 0;
  for (let start = 0; start < places; start += trials)
    if (metrics.some((values) => isScored(values, start, trials))) rows += 1;
  return rows;
}

function isScored(values: Float64Array, start: number, trials: number): boolean {
  for (let at = start; at < start + trials; at += 1) if (!Number.isNaN(values[at]!)) return true;
  return false;
}
