import { betaQuantile } from './beta-quantile.ts';
import { upperProbability, type Interval } from './interval.ts';

/**
 * The exact interval of a rate (Clopper and Pearson 1934): never below its confidence, and 5 to 13 % wider than Wilson's.
 * @throws RangeError unless 0 <= successes <= n, both whole, n > 0
 */
export function clopperPearson(successes: number, n: number, confidence: number): Interval {
  if (!(Number.isInteger(n) && n > 0 && Number.isInteger(successes)))
    throw new RangeError(`a rate of ${successes} in ${n}`);
  if (successes < 0 || successes > n) throw new RangeError(`a rate of ${successes} in ${n}`);
  const upper = upperProbability(confidence);
  const failures = n - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(1 - upper, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(upper, successes + 1, failures),
  };
}
