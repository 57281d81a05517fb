import { incompleteBeta } from './incomplete-beta.ts';
import { logGamma } from './log-gamma.ts';
import { normalTail } from './normal-tail.ts';

/**
 * The probability that Student's t with `freedom` degrees is above t >= 0 when its mean is shifted by `shift` >= 0 standard
 * errors: the series of Lenth 1989 (algorithm AS 243). Where the shift is above 40, by a normal (Abramowitz and Stegun
 * 26.7.10). @throws RangeError for t or a shift below 0
 */
export function shiftedUpperTail(t: number, freedom: number, shift: number): number {
  if (!(t >= 0 && shift >= 0)) throw new RangeError(`t above ${t} with a shift of ${shift}`);
  if (shift > 40) return normalTail(nearlyNormal(t, freedom, shift));
  const x = (t * t) / (freedom + t * t);
  const rest = freedom / (freedom + t * t);
  const half = (shift * shift) / 2;
  const last = half + 12 * Math.sqrt(half) + 40;
  let below = normalTail(shift);
  for (let j = 0; j <= last; j += 1) {
    const power = j === 0 ? -half : j * Math.log(half) - half;
    const even = Math.exp(power - logGamma(j + 1));
    const odd = (shift / Math.SQRT2) * Math.exp(power - logGamma(j + 1.5));
    below += (even * incompleteBeta(x, j + 0.5, freedom / 2, rest)) / 2;
    below += (odd * incompleteBeta(x, j + 1, freedom / 2, rest)) / 2;
  }
  return Math.max(0, Math.min(1, 1 - below));
}

function nearlyNormal(t: number, freedom: number, shift: number): number {
  return (t * (1 - 1 / (4 * freedom)) - shift) / Math.sqrt(1 + (t * t) / (2 * freedom));
}
