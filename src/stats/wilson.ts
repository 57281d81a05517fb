import { upperProbability, type Interval } from './interval.ts';
import { normalQuantile } from './normal-quantile.ts';

/**
 * Wilson's score interval of a rate (Wilson 1927), without continuity correction; inside [0, 1] and never of width 0.
 * @throws RangeError unless 0 <= successes <= n, both whole, n > 0
 */
export function wilson(successes: number, n: number, confidence: number): Interval {
  if (!(Number.isInteger(n) && n > 0 && Number.isInteger(successes)))
    throw new RangeError(`a rate of ${successes} in ${n}`);
  if (successes < 0 || successes > n) throw new RangeError(`a rate of ${successes} in ${n}`);
  const z = normalQuantile(upperProbability(confidence));
  const rate = successes / n;
  const shrink = 1 + (z * z) / n;
  const centre = (rate + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n));
  return {
    // Exact at the ends, where rounding would leave a dust of 1e-17.
    low: successes === 0 ? 0 : centre - half,
    high: successes === n ? 1 : centre + half,
  };
}
