// Rows that two prompts answered differently in, how likely that is where neither is better out.
import { halfBinomial } from './half-binomial.ts';
import { chiSquareTail } from './normal-tail.ts';

/** How many rows only the first, and only the second, got right. */
export interface Discordant {
  readonly aOnly: number;
  readonly bOnly: number;
}

export interface McNemar {
  /** Two-sided. */
  readonly exact: number;
  /** Two-sided; the one to use: exact is too careful. */
  readonly midP: number;
  /** One-sided, exact: small where the second is worse than the first. */
  readonly worse: number;
  readonly worseMidP: number;
  /** One-sided, mid-p: small where the second is better than the first. */
  readonly betterMidP: number;
}

/**
 * McNemar's test of paired 0/1 scores as a sign test of the rows that differ (McNemar 1947); mid-p counts what was seen by half
 * (Fagerland, Lydersen and Laake 2013). Without such rows two-sided p is 1. @throws RangeError for counts that are none
 */
export function mcnemar({ aOnly, bOnly }: Discordant): McNemar {
  checkCounts({ aOnly, bOnly });
  const n = aOnly + bOnly;
  if (n === 0) return { exact: 1, midP: 1, worse: 1, worseMidP: 0.5, betterMidP: 0.5 };
  const least = halfBinomial(Math.min(aOnly, bOnly), n);
  const worse = bOnly <= aOnly ? least.atMost : 1 - least.atMost + least.exactly;
  const worseMidP = worse - least.exactly / 2;
  return {
    exact: Math.min(1, 2 * least.atMost),
    midP: aOnly === bOnly ? 1 - least.exactly / 2 : 2 * least.atMost - least.exactly,
    worse,
    worseMidP,
    betterMidP: 1 - worseMidP,
  };
}

export interface ChiSquare {
  readonly statistic: number;
  readonly p: number;
}

/**
 * McNemar's chi-square with one degree of freedom, (|b - c| - correction)^2 / (b + c), for comparison with other tools;
 * `correction` is 0, or 1 for Edwards' (1948). @throws RangeError for counts that are none
 */
export function mcnemarChiSquare(counts: Discordant, correction: 0 | 1 = 0): ChiSquare {
  checkCounts(counts);
  const { aOnly, bOnly } = counts;
  const distance = Math.max(0, Math.abs(aOnly - bOnly) - correction);
  const statistic = distance === 0 ? 0 : (distance * distance) / (aOnly + bOnly);
  return { statistic, p: chiSquareTail(statistic, 1) };
}

function checkCounts({ aOnly, bOnly }: Discordant): void {
  for (const count of [aOnly, bOnly])
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`${count} rows`);
}
