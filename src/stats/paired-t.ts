import { mean, standardError, type Values } from './mean.ts';
import { upperTail } from './student-t.ts';

export interface PairedT {
  /** The mean of a less that of b. */
  readonly difference: number;
  readonly standardError: number;
  /** 0 where all pairs are equal, infinite where all differ by the same. */
  readonly t: number;
  /** Two-sided. */
  readonly p: number;
}

/** Student's test (1908) of the differences of pairs, with n - 1 degrees of freedom. @throws RangeError for lists of different lengths or fewer than 2 pairs */
export function pairedT(a: Values, b: Values): PairedT {
  const differences = differencesOf(a, b);
  const difference = mean(differences);
  const error = standardError(differences);
  const t = difference === 0 ? 0 : difference / error;
  const p = Number.isFinite(t) ? 2 * upperTail(Math.abs(t), a.length - 1) : 0;
  return { difference, standardError: error, t, p };
}

/** Each of a less that of b. @throws RangeError for lists of different lengths */
export function differencesOf(a: Values, b: Values): Float64Array {
  if (a.length !== b.length) throw new RangeError(`${a.length} values beside ${b.length}`);
  return Float64Array.from(a, (value, index) => value - b[index]!);
}
