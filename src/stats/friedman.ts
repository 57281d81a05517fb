import { chiSquareTail } from './normal-tail.ts';
import { midranks } from './ranks.ts';

/**
 * Friedman's test (1937), with the correction for ties, of whether several prompts differ over several data sets: one list a data
 * set, one score a prompt, as Demsar 2006 recommends. p is 1 where all are equal. @throws RangeError unless at least 2 prompts each
 */
export function friedman(blocks: readonly (readonly number[])[]): {
  chi2: number;
  freedom: number;
  p: number;
} {
  const k = blocks[0]?.length ?? 0;
  if (k < 2 || blocks.some(({ length }) => length !== k))
    throw new RangeError('every data set must have the same prompts, at least 2');
  const n = blocks.length;
  const sums = new Float64Array(k);
  let ties = 0;
  for (const block of blocks) {
    const ranked = midranks(block);
    ties += ranked.ties;
    for (const [index, rank] of ranked.ranks.entries()) sums[index] = sums[index]! + rank;
  }
  const squares = sums.reduce(
    (sum, rank) => sum + (rank - (n * (k + 1)) / 2) * (rank - (n * (k + 1)) / 2),
    0,
  );
  const chi2 = squares === 0 ? 0 : (12 * squares) / (n * k * (k + 1) - ties / (k - 1));
  return { chi2, freedom: k - 1, p: chiSquareTail(chi2, k - 1) };
}
