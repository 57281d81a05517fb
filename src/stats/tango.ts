// Paired 0/1 scores in, how far apart the two rates are out: Tango 1998, Statistics in Medicine 17.
import { upperProbability, type Interval } from './interval.ts';
import type { Discordant } from './mcnemar.ts';
import { normalQuantile } from './normal-quantile.ts';
import { normalTail } from './normal-tail.ts';

/** The rows that differ, of n in all. */
export interface PairedCounts extends Discordant {
  readonly n: number;
}

export interface ScoreTest {
  readonly z: number;
  /** One-sided: small where the difference is above the one asked for. */
  readonly pGreater: number;
}

/**
 * Tango's score test that the rate of a less that of b is `difference`, in (-1, 1). At 0 it is McNemar's z without correction;
 * at -margin it tests whether a falls short by less than the margin. @throws RangeError outside, or for counts that are none
 */
export function tangoTest(counts: PairedCounts, difference: number): ScoreTest {
  checkCounts(counts);
  if (!(difference > -1 && difference < 1)) throw new RangeError(`a difference of ${difference}`);
  const z = score(counts, difference);
  return { z, pGreater: normalTail(z) };
}

/**
 * Tango's score interval of the rate of a less that of b, within [-1, 1] and never of width 0: the differences that the test does
 * not reject. Holds where few rows differ, unlike t and bootstrap intervals. @throws RangeError for counts that are none
 */
export function tangoInterval(counts: PairedCounts, confidence: number): Interval {
  checkCounts(counts);
  const z = normalQuantile(upperProbability(confidence));
  const { aOnly, bOnly, n } = counts;
  const low = lowerBound(counts, z);
  const high = -lowerBound({ aOnly: bOnly, bOnly: aOnly, n }, z);
  // Not -0.
  return { low, high: high + 0 };
}

/** The difference at which the score is z, by bisection: the score falls as the difference grows. */
function lowerBound(counts: PairedCounts, z: number): number {
  const { aOnly, bOnly, n } = counts;
  if (bOnly === n) return -1;
  let low = -1;
  let high = (aOnly - bOnly) / n;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high || high - low < 1e-16) return middle;
    if (score(counts, middle) > z) low = middle;
    else high = middle;
  }
}

/** By the likeliest rate of b alone that goes with the difference: a root of Tango's equation 8. */
function score({ aOnly, bOnly, n }: PairedCounts, difference: number): number {
  const distance = aOnly - bOnly - n * difference;
  const spread = difference * (1 - difference);
  const b = (2 * n - aOnly + bOnly) * difference - aOnly - bOnly;
  const root = Math.sqrt(Math.max(0, b * b + 8 * n * bOnly * spread));
  // The form that does not cancel.
  const rate = b > 0 ? (2 * bOnly * spread) / (root + b) : (root - b) / (4 * n);
  const variance = n * (2 * rate + spread);
  if (variance > 0) return distance / Math.sqrt(variance);
  return distance === 0 ? 0 : Math.sign(distance) * Infinity;
}

function checkCounts({ aOnly, bOnly, n }: PairedCounts): void {
  const whole = [aOnly, bOnly, n].every((count) => Number.isInteger(count) && count >= 0);
  if (!whole || n === 0 || aOnly + bOnly > n)
    throw new RangeError(`${aOnly} and ${bOnly} of ${n} rows`);
}
