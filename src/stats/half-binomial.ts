import { incompleteBeta } from './incomplete-beta.ts';
import { logBeta } from './log-gamma.ts';

/** 2^-n is a normal number, so that sums of exact terms do. */
const mostSummed = 1_000;

/**
 * The chances of heads in n tosses of a fair coin: at most k, and exactly k. By summing up to 1,000 tosses, above by
 * I_{1/2}(n - k, k + 1), DLMF 8.17.5. Whole 0 <= k <= n.
 */
export function halfBinomial(k: number, n: number): { atMost: number; exactly: number } {
  if (n <= mostSummed) return summed(k, n);
  return {
    atMost: k === n ? 1 : incompleteBeta(0.5, n - k, k + 1),
    exactly: Math.exp(-Math.log1p(n) - logBeta(k + 1, n - k + 1) - n * Math.LN2),
  };
}

function summed(k: number, n: number): { atMost: number; exactly: number } {
  // The shorter tail keeps its digits.
  if (2 * k > n) {
    const { atMost, exactly } = summed(n - k, n);
    return { atMost: 1 - atMost + exactly, exactly };
  }
  let exactly = 1;
  for (let toss = 0; toss < n; toss += 1) exactly /= 2;
  let atMost = exactly;
  for (let heads = 1; heads <= k; heads += 1) {
    exactly *= (n - heads + 1) / heads;
    atMost += exactly;
  }
  return { atMost, exactly };
}
