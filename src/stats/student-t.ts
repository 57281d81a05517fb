import { incompleteBeta } from './incomplete-beta.ts';

/** The probability that Student's t with `freedom` degrees is above t >= 0: I_{v/(v+t^2)}(v/2, 1/2) / 2, Abramowitz and Stegun 26.7.1. */
export function upperTail(t: number, freedom: number): number {
  const sum = freedom + t * t;
  return incompleteBeta(freedom / sum, freedom / 2, 0.5, (t * t) / sum) / 2;
}

/** The value below which Student's t falls with probability `p`, by bisection. @throws RangeError unless p is in (0, 1) and freedom > 0 */
export function studentQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`probability ${p} is not between 0 and 1`);
  if (!(freedom > 0)) throw new RangeError(`${freedom} degrees of freedom`);
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  let low = 0;
  let high = 1;
  while (upperTail(high, freedom) > 1 - p) [low, high] = [high, high * 2];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (upperTail(middle, freedom) > 1 - p) low = middle;
    else high = middle;
  }
}
