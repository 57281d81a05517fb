import { logBeta } from './log-gamma.ts';

const precision = 1e-15;
const smallest = 1e-300;

/**
 * The regularised incomplete beta function I_x(a, b): the probability that a beta variable is below x. By the continued
 * fraction of DLMF 8.17.22, evaluated by Lentz's method. Give `y` = 1 - x where it is known better than by subtraction.
 * @throws RangeError unless a, b > 0 and x is in [0, 1]
 */
export function incompleteBeta(x: number, a: number, b: number, y = 1 - x): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) throw new RangeError(`I_${x}(${a}, ${b})`);
  if (x === 0 || y === 0) return x;
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, b, a, x);
  const front = Math.exp(a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b));
  return (front * continuedFraction(x, a, b)) / a;
}

/** ln x, from 1 - x where that is the smaller one. */
function logOf(x: number, rest: number): number {
  return x < rest ? Math.log(x) : Math.log1p(-rest);
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const before = value;
    for (const term of [even, odd]) {
      d = 1 / awayFromZero(1 + term * d);
      c = awayFromZero(1 + term / c);
      value *= c * d;
    }
    if (Math.abs(value - before) <= precision * Math.abs(value)) return value;
  }
  throw new Error(`I_${x}(${a}, ${b}) did not converge`);
}

function awayFromZero(value: number): number {
  return Math.abs(value) < smallest ? smallest : value;
}
