import type { Values } from './mean.ts';
import { normalTail } from './normal-tail.ts';
import { midranks } from './ranks.ts';

export interface SignedRank {
  /** The sum of the ranks of the positive differences. */
  readonly v: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Wilcoxon's signed-rank test (1945) over all signs: differences of 0 are left out (Wilcoxon), equal sizes share ranks. p is 1
 * where all are 0. @throws RangeError for more than 200 differences that are not 0: take the normal one
 */
export function wilcoxonExact(differences: Values): SignedRank {
  const { ranks, v } = signedRanks(differences);
  if (ranks.length > 200) throw new RangeError(`all signs of ${ranks.length} ranks`);
  const chances = chancesOf(Array.from(ranks, (rank) => 2 * rank));
  let [below, above] = [0, 0];
  for (const [sum, chance] of chances.entries()) {
    if (sum <= 2 * v) below += chance;
    if (sum >= 2 * v) above += chance;
  }
  return { v, p: Math.min(1, 2 * Math.min(below, above)) };
}

/** The chance of each sum of some of the whole numbers, each in or out by a fair coin. */
function chancesOf(sizes: readonly number[]): Float64Array {
  const chances = new Float64Array(sizes.reduce((sum, size) => sum + size, 1));
  chances[0] = 1;
  let most = 0;
  for (const size of sizes) {
    most += size;
    for (let sum = most; sum >= 0; sum -= 1)
      chances[sum] = (chances[sum]! + (sum >= size ? chances[sum - size]! : 0)) / 2;
  }
  return chances;
}

/** As `wilcoxonExact`, by the normal approximation with correction for ties, and for continuity unless `continuity` is false. */
export function wilcoxonNormal(differences: Values, continuity = true): SignedRank {
  const { ranks, ties, v } = signedRanks(differences);
  const n = ranks.length;
  const distance = v - (n * (n + 1)) / 4;
  if (distance === 0) return { v, p: 1 };
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  const reach = Math.abs(distance) - (continuity ? 0.5 : 0);
  return { v, p: Math.min(1, 2 * normalTail(reach / Math.sqrt(variance))) };
}

function signedRanks(differences: Values): { ranks: Float64Array; ties: number; v: number } {
  const kept = Array.from(differences).filter((difference) => difference !== 0);
  const { ranks, ties } = midranks(kept.map(Math.abs));
  const v = ranks.reduce((sum, rank, index) => sum + (kept[index]! > 0 ? rank : 0), 0);
  return { ranks, ties, v };
}
