// What statistics found in pairs of rows in, the part of it that gates and comparisons print alike out.
import type { PairedComparison } from '../stats/compare-paired.ts';

export interface PairedFigures {
  readonly method: PairedComparison['intervalMethod'];
  readonly test: PairedComparison['testMethod'];
  readonly improved: number;
  readonly regressed: number;
  readonly unchanged: number;
  /** How many, where rows have clusters. */
  readonly clusters?: number;
  /** The smallest difference that such rows show in 80 % of comparisons. */
  readonly mde: number;
}

export function pairedFigures(paired: PairedComparison): PairedFigures {
  const { intervalMethod: method, testMethod: test, improved, regressed, unchanged, mde } = paired;
  const { clusters } = paired;
  const counts = { improved, regressed, unchanged, ...(clusters ? { clusters } : {}) };
  return { method, test, ...counts, mde };
}
