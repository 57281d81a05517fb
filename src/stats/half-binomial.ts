import { incompleteBeta } from './incomplete-beta.ts';
import { logBeta } from './log-gamma.ts';

/** The chances of heads in n tosses of a fair coin: at most k by I_{1/2}(n - k, k + 1), DLMF 8.17.5, and exactly k. Whole 0 <= k <= n. */
export function halfBinomial(k: number, n: number): { atMost: number; exactly: number } {
  return {
    atMost: k === n ? 1 : incompleteBeta(0.5, n - k, k + 1),
    exactly: Math.exp(-Math.log1p(n) - logBeta(k + 1, n - k + 1) - n * Math.LN2),
  };
}
