import { upperProbability, type Interval } from './interval.ts';
import { normalQuantile } from './normal-quantile.ts';
import { wilson } from './wilson.ts';

/** How many rows both, only the first, only the second, and neither got right. */
export interface PairedTable {
  readonly both: number;
  readonly aOnly: number;
  readonly bOnly: number;
  readonly neither: number;
}

/**
 * The paired difference of two rates from their Wilson intervals and their correlation: method 10 of Newcombe 1998 (Statistics in
 * Medicine 17). For comparison with other tools: `tangoInterval` is the one to use. @throws RangeError for no rows
 */
export function newcombe(
  { both, aOnly, bOnly, neither }: PairedTable,
  confidence: number,
): Interval {
  const n = both + aOnly + bOnly + neither;
  const [a, b] = [both + aOnly, both + bOnly];
  const [first, second] = [wilson(a, n, confidence), wilson(b, n, confidence)];
  const product = both * neither - aOnly * bOnly;
  // Continuity correction of the numerator, where it is positive.
  const corrected = product > 0 ? Math.max(0, product - n / 2) : product;
  const scale = Math.sqrt(a * (n - a) * b * (n - b));
  const phi = scale === 0 ? 0 : corrected / scale;
  const reach = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));
  const difference = (aOnly - bOnly) / n;
  return {
    low: difference - reach(a / n - first.low, second.high - b / n),
    high: difference + reach(first.high - a / n, b / n - second.low),
  };
}

/**
 * Wald's interval with half a row added to each of the four cells (Agresti and Min 2005, Statistics in Medicine 24). For comparison
 * with other tools. @throws RangeError for a confidence outside (0, 1)
 */
export function agrestiMin(
  { both, aOnly, bOnly, neither }: PairedTable,
  confidence: number,
): Interval {
  const n = both + aOnly + bOnly + neither + 2;
  const difference = aOnly - bOnly;
  const variance = aOnly + bOnly + 1 - (difference * difference) / n;
  const half = (normalQuantile(upperProbability(confidence)) * Math.sqrt(variance)) / n;
  return { low: difference / n - half, high: difference / n + half };
}
