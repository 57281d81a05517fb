import { logGamma } from './log-gamma.ts';

const precision = 1e-16;
const smallest = 1e-300;

/**
 * The regularised upper incomplete gamma function Q(a, x): by its series (DLMF 8.7.1) below a + 1, else by its continued
 * fraction (DLMF 8.9.2, Lentz's method). @throws RangeError unless a > 0 and x >= 0
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) throw new RangeError(`Q(${a}, ${x})`);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * continuedFraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * precision; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / smallest;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 100_000; i += 1) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) <= 2 * Number.EPSILON) return value;
  }
  throw new Error(`Q(${a}, ${x}) did not converge`);
}

function awayFromZero(value: number): number {
  return Math.abs(value) < smallest ? smallest : value;
}
