// Several data sets in, their mean and its standard error out, as lm-evaluation-harness reports groups.

/**
 * The mean over data sets, each weighted by its rows, or alike where no sizes are given. @throws RangeError for none, or for
 * sizes that do not fit
 */
export function groupMean(means: readonly number[], sizes?: readonly number[]): number {
  const weights = sizes ?? means.map(() => 1);
  checkSizes(means, weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return means.reduce((sum, one, index) => sum + one * weights[index]!, 0) / total;
}

/**
 * The standard error of the mean over all rows of several data sets, as if all had the same mean: `pooled_sample_stderr` of
 * lm-evaluation-harness. @throws RangeError for none, or for sizes that do not fit
 */
export function pooledStandardError(errors: readonly number[], sizes: readonly number[]): number {
  checkSizes(errors, sizes);
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const squares = errors.reduce((sum, error, index) => {
    const size = sizes[index]!;
    return sum + (size - 1) * size * error * error;
  }, 0);
  return Math.sqrt(squares / (rows - sizes.length) / rows);
}

function checkSizes(values: readonly number[], sizes: readonly number[]): void {
  if (values.length === 0) throw new RangeError('a group of no data sets');
  if (values.length !== sizes.length)
    throw new RangeError(`${values.length} data sets with ${sizes.length} sizes`);
}
