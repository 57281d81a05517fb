// Comparisons in, what may be claimed of each out, corrected for how many there are.
import { holm } from '../stats/adjust-p.ts';
import type { CellComparison } from './compare-runs.ts';

/**
 * `≈`: the interval holds no difference. `better`, `worse`: chance does not explain it. `unsure`: the interval leaves out
 * 0, but p does not rule out chance: among so many comparisons one such is to be expected.
 */
export type Claim = '≈' | 'better' | 'worse' | 'unsure';

export interface JudgedPair {
  readonly comparison: CellComparison;
  readonly claim?: Claim;
  /** Corrected by Holm for all comparisons that are shown. */
  readonly pHolm?: number;
}

const level = 0.05;

export function judgePairs(comparisons: readonly CellComparison[]): JudgedPair[] {
  const tested = comparisons.filter(({ paired }) => paired);
  const corrected = holm(tested.map(({ paired }) => paired!.p));
  const pHolm = new Map(tested.map((one, index) => [one, corrected[index]!]));
  return comparisons.map((comparison) => {
    const { paired } = comparison;
    const p = pHolm.get(comparison);
    return paired && p !== undefined
      ? { comparison, pHolm: p, claim: claimOf(paired, p) }
      : { comparison };
  });
}

function claimOf(
  { low, high, pWorse, pBetter }: NonNullable<CellComparison['paired']>,
  p: number,
): Claim {
  if (low <= 0 && high >= 0) return '≈';
  if (p >= level) return 'unsure';
  return pWorse < pBetter ? 'worse' : 'better';
}
