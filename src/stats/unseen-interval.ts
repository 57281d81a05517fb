import { upperProbability, type Interval } from './interval.ts';

/**
 * The interval of a mean where all n values seen are equal, for which t has no width however few they are: so large a share of others
 * may have stayed unseen (the bound of Clopper and Pearson 1934 at none in n: 1 - (alpha/2)^(1/n)), and they may lie anywhere in
 * the range. Where that has no bound, nothing is known. @throws RangeError for a confidence outside (0, 1)
 */
export function unseenInterval(
  value: number,
  n: number,
  [least, most]: readonly [number, number],
  confidence: number,
): Interval {
  const share = -Math.expm1(Math.log(1 - upperProbability(confidence)) / n);
  return {
    low: least === -Infinity ? least : value - share * (value - least),
    high: most === Infinity ? most : value + share * (most - value),
  };
}
