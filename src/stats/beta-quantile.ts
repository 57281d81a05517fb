import { incompleteBeta } from './incomplete-beta.ts';
import { upperProbability, type Interval } from './interval.ts';

/** The value below which a beta variable falls with probability `p`, by bisection. @throws RangeError unless p is in [0, 1] and a, b > 0 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`probability ${p} is not from 0 to 1`);
  if (!(a > 0 && b > 0)) throw new RangeError(`a beta variable with ${a} and ${b}`);
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
}

/** What was thought of the rate before: Beta(1, 1) is uniform, Beta(0.5, 0.5) Jeffreys'. */
export interface BetaPrior {
  readonly a: number;
  readonly b: number;
}

/**
 * The equal-tailed credible interval of a rate: quantiles of Beta(successes + a, failures + b); Brown, Cai and DasGupta 2001.
 * @throws RangeError unless 0 <= successes <= n and a, b > 0
 */
export function betaInterval(
  successes: number,
  n: number,
  { a, b }: BetaPrior,
  confidence: number,
): Interval {
  if (!(successes >= 0 && successes <= n)) throw new RangeError(`a rate of ${successes} in ${n}`);
  const upper = upperProbability(confidence);
  const bound = (p: number) => betaQuantile(p, successes + a, n - successes + b);
  return { low: bound(1 - upper), high: bound(upper) };
}
