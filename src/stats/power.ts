// How many rows a difference takes, and which difference so many rows can show.
import { normalQuantile } from './normal-quantile.ts';
import { shiftedUpperTail } from './noncentral-t.ts';
import { studentQuantile } from './student-t.ts';

/** Two-sided level and power; 0.05 and 0.8 unless given. */
export interface Demand {
  readonly alpha?: number;
  readonly power?: number;
}

/** Variances as of Miller 2024: squares of the unit of the scores. */
export interface PairedVariances {
  /** Of the rows' true differences. */
  readonly difference: number;
  /** Of one answer of a row, on average, for each of the two prompts. */
  readonly noise: readonly [number, number];
  /** Answers a row of each. */
  readonly trials: readonly [number, number];
}

/** z of the level plus z of the power: 2.80. @throws RangeError for either outside (0, 1) */
function reach({ alpha = 0.05, power = 0.8 }: Demand): number {
  return normalQuantile(1 - alpha / 2) + normalQuantile(power);
}

/**
 * The difference of two means that n paired rows show with the power asked for: 2.80 * sd / sqrt(n), where `sd` is that of the rows'
 * differences (Miller 2024, arXiv:2411.00640, eq. 10). In the unit of the scores. @throws RangeError unless n > 0 and sd >= 0
 */
export function detectableDifference(sd: number, n: number, demand: Demand = {}): number {
  if (!(n > 0 && sd >= 0)) throw new RangeError(`a spread of ${sd} over ${n} rows`);
  return (reach(demand) * sd) / Math.sqrt(n);
}

/** How many paired rows show the difference: the inverse of `detectableDifference` (eq. 9), not rounded. @throws RangeError unless difference > 0 and sd >= 0 */
export function rowsForDifference(sd: number, difference: number, demand: Demand = {}): number {
  if (!(difference > 0 && sd >= 0)) throw new RangeError(`a difference of ${difference}`);
  const root = (reach(demand) * sd) / difference;
  return root * root;
}

/** The spread of the differences of the rows' means over trials: sqrt(w^2 + s_A^2 / K_A + s_B^2 / K_B) of Miller's equations 9 and 10. */
export function spreadOfDifferences({ difference, noise, trials }: PairedVariances): number {
  return Math.sqrt(difference + noise[0] / trials[0] + noise[1] / trials[1]);
}

/**
 * The chance that a paired t test of n rows finds a difference of `difference` > 0 when the rows' differences spread by `sd`; as R's
 * power.t.test(type = "paired"), which counts findings in the right direction only. @throws RangeError unless n >= 2 and sd > 0
 */
export function pairedPower(difference: number, sd: number, n: number, alpha = 0.05): number {
  if (!(n >= 2 && sd > 0)) throw new RangeError(`a spread of ${sd} over ${n} rows`);
  const shift = (Math.abs(difference) * Math.sqrt(n)) / sd;
  return shiftedUpperTail(studentQuantile(1 - alpha / 2, n - 1), n - 1, shift);
}
