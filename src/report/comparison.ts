// A comparison of two runs in, the document of it out: `kshot compare --json`, and what its table is made of.
import type { ChangedRow } from '../baseline/changed-rows.ts';
import type { CellComparison } from '../baseline/compare-runs.ts';
import type { Claim, JudgedPair } from '../baseline/judged-pairs.ts';
import type { Unmatched } from '../baseline/match-runs.ts';
import { pairedFigures, type PairedFigures } from '../baseline/paired-figures.ts';
import type { ShownChange } from './prompt-diff.ts';

/** A run, or a baseline. */
interface Side {
  readonly name: string;
  readonly task: string;
  readonly unmatched: Unmatched;
}

/** One metric in one pair of cells: b against a. */
export interface ComparedCell {
  readonly metric: string;
  /** The names of the cell in both. */
  readonly cell: string;
  readonly cell_a: string;
  /** Rows that both could score. */
  readonly n: number;
  /** Absent where there is no such row. */
  readonly paired?: ComparedRows;
  /** Rows of both that only one could score. */
  readonly only_scored_in_a: readonly string[];
  readonly only_scored_in_b: readonly string[];
}

/** In the unit of the scores; the interval is that of the difference b - a. */
export interface ComparedRows extends PairedFigures {
  readonly claim: Claim;
  readonly mean_a: number;
  readonly mean_b: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided. */
  readonly p: number;
  /** Corrected by Holm for all comparisons shown. */
  readonly p_holm: number;
}

export interface ChangedAnswer extends Omit<ChangedRow, 'cells'> {
  /** Absent where a side is a baseline, which keeps no answers. */
  readonly answer_a?: string;
  readonly answer_b?: string;
}

export interface Comparison {
  readonly version: 1;
  readonly a: Side;
  readonly b: Side;
  readonly comparisons: readonly ComparedCell[];
  /** The rows that changed most in the first metric that is compared. */
  readonly changed: readonly ChangedAnswer[];
  /** How B asks otherwise than A. */
  readonly changes: readonly ShownChange[];
  readonly warnings: readonly string[];
}

export function comparedCell({ comparison, claim, pHolm }: JudgedPair): ComparedCell {
  const { metric, a, b, rows, paired, onlyScoredInA, onlyScoredInB } = comparison;
  return {
    metric: metric.name,
    cell: b.name,
    cell_a: a.name,
    n: rows.length,
    ...(paired && claim && pHolm !== undefined
      ? { paired: comparedRows(paired, claim, pHolm) }
      : {}),
    only_scored_in_a: onlyScoredInA,
    only_scored_in_b: onlyScoredInB,
  };
}

function comparedRows(
  paired: NonNullable<CellComparison['paired']>,
  claim: Claim,
  pHolm: number,
): ComparedRows {
  const { meanA, meanB, difference, low, high, p } = paired;
  return {
    claim,
    mean_a: meanA,
    mean_b: meanB,
    difference,
    low,
    high,
    p,
    p_holm: pHolm,
    ...pairedFigures(paired),
  };
}
