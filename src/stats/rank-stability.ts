// What the same settings scored under several models (or shots) in, how far they rank alike out.
import { kendall, spearman } from './correlation.ts';
import { mean, type Values } from './mean.ts';

/** From -1 (reversed) over 0 (nothing in common) to 1 (the same ranks). */
export interface RankStability {
  /** Kendall's tau-b, averaged over all pairs of lists. */
  readonly kendall: number;
  /** The same of Spearman's rank correlation. */
  readonly spearman: number;
  /** Kendall's tau-b of the pair that agrees least. */
  readonly least: number;
  /** Pairs of lists that could be compared: in none of both are all settings equal. */
  readonly pairs: number;
}

/**
 * The mean rank correlation of settings between every two lists, as Sclar et al. 2024 (arXiv:2310.11324) and Voronov et al. 2024 (arXiv:2401.06766) ask it of formats and
 * models. One list a model, each with the settings in the same order. Undefined where no two lists can be compared. @throws RangeError for lists of
 * different lengths
 */
export function rankStability(lists: readonly Values[]): RankStability | undefined {
  const pairs = lists.flatMap((a, index) => lists.slice(index + 1).map((b) => [a, b] as const));
  const found = pairs.flatMap(([a, b]) => {
    const [tau, rho] = [kendall(a, b), spearman(a, b)];
    return tau === undefined || rho === undefined ? [] : [{ tau, rho }];
  });
  if (found.length === 0) return undefined;
  const taus = found.map(({ tau }) => tau);
  return {
    kendall: mean(taus),
    spearman: mean(found.map(({ rho }) => rho)),
    least: Math.min(...taus),
    pairs: found.length,
  };
}
