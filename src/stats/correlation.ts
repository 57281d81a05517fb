// Two lists of values in the same order in, how far they go together out: from -1 to 1, undefined where one is all equal.
import { mean, type Values } from './mean.ts';
import { midranks } from './ranks.ts';

/** Pearson's correlation. @throws RangeError for lists of different lengths or no values */
export function pearson(a: Values, b: Values): number | undefined {
  checkLengths(a, b);
  const [centreA, centreB] = [mean(a), mean(b)];
  let [squaresA, squaresB, products] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    const [x, y] = [a[index]! - centreA, b[index]! - centreB];
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  return ratio(products, squaresA, squaresB);
}

/** Spearman's rank correlation (1904): Pearson's of the ranks, equal values sharing theirs. @throws RangeError as `pearson` */
export function spearman(a: Values, b: Values): number | undefined {
  return pearson(midranks(a).ranks, midranks(b).ranks);
}

/** Kendall's tau-b, which allows for equal values (Kendall 1945), by all pairs. @throws RangeError as `pearson` */
export function kendall(a: Values, b: Values): number | undefined {
  checkLengths(a, b);
  let [orderedA, orderedB, agreement] = [0, 0, 0];
  for (let first = 1; first < a.length; first += 1)
    for (let second = 0; second < first; second += 1) {
      const x = Math.sign(a[first]! - a[second]!);
      const y = Math.sign(b[first]! - b[second]!);
      orderedA += x * x;
      orderedB += y * y;
      agreement += x * y;
    }
  return ratio(agreement, orderedA, orderedB);
}

function ratio(products: number, a: number, b: number): number | undefined {
  const scale = Math.sqrt(a) * Math.sqrt(b);
  // Rounding must not give 1.0000000000000002.
  return scale === 0 ? undefined : Math.max(-1, Math.min(1, products / scale));
}

function checkLengths(a: Values, b: Values): void {
  if (a.length !== b.length) throw new RangeError(`${a.length} values beside ${b.length}`);
  if (a.length === 0) throw new RangeError('the correlation of no values');
}
