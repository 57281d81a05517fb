import type { PairJudgement } from './pair-judgement.ts';
import { mcnemar } from './mcnemar.ts';
import { standardError } from './mean.ts';
import { tangoInterval, tangoTest } from './tango.ts';

/** Gains of -1, 0 and 1: Tango's interval with McNemar's mid-p, which holds where few rows differ. */
export function judgeBinaryPairs(gains: Float64Array, confidence: number): PairJudgement {
  const n = gains.length;
  // What the second gets right alone counts for it.
  const aOnly = gains.filter((gain) => gain > 0).length;
  const bOnly = gains.filter((gain) => gain < 0).length;
  const { midP, worseMidP, betterMidP } = mcnemar({ aOnly: bOnly, bOnly: aOnly });
  return {
    ...tangoInterval({ aOnly, bOnly, n }, confidence),
    p: midP,
    pWorse: worseMidP,
    pBetter: betterMidP,
    standardError: n > 1 ? standardError(gains) : 0,
    intervalMethod: 'tango',
    testMethod: 'mcnemar-mid-p',
    pShortBy: (margin) => tangoTest({ aOnly, bOnly, n }, -margin).pGreater,
  };
}
