// Comparisons with what was accepted in, which of them is a real drop out.
import { holm } from './adjust-p.ts';
import type { PairedComparison } from './compare-paired.ts';

/**
 * `regression`: a drop that chance does not explain, and larger than the margin. `improved`: the same upwards. `ok`: whatever the
 * drop may be, it is smaller than the non-inferiority margin. `inconclusive`: too few rows to say either.
 */
export type GateWord = 'regression' | 'improved' | 'ok' | 'inconclusive';

/** Margins in the unit of the scores. */
export interface GateMargins {
  /** A smaller drop is no regression, however sure; 1 % of the range of the scores unless given. */
  readonly maxDrop?: number;
  /** A drop that the interval must exclude to be ok; 5 % of the range unless given. */
  readonly nonInferiority?: number;
}

export interface GatedComparison extends GateMargins {
  readonly comparison: PairedComparison;
}

export interface ComparisonVerdict {
  readonly verdict: GateWord;
  /** What b lost, in the unit of the scores; below 0 what it gained. */
  readonly drop: number;
  /** The largest drop that the interval holds. */
  readonly largestDrop: number;
  readonly maxDrop: number;
  readonly nonInferiority: number;
  /** One-sided p of a drop, corrected for all comparisons. */
  readonly pWorse: number;
  /** One-sided p of a gain, corrected for all comparisons. */
  readonly pBetter: number;
  /** The smallest drop that this data set could have shown (in 80 % of such runs). */
  readonly mde: number;
  /** To find a drop of the non-inferiority margin in 80 %. */
  readonly rowsNeeded: number;
}

export interface GateVerdict {
  /** The worst of all: regression, inconclusive, improved where any is, ok. */
  readonly verdict: GateWord;
  /** In the order given. */
  readonly comparisons: readonly ComparisonVerdict[];
}

/**
 * Whether a change may pass, b the candidate and a what was accepted: a false alarm in at most a share `alpha` (0.05) of unchanged
 * runs, over all comparisons together (Holm). The verdict of no comparisons is ok. @throws RangeError for a margin below 0,
 * or where scores have no bound and none is given
 */
export function gateVerdict(gated: readonly GatedComparison[], alpha = 0.05): GateVerdict {
  const worse = holm(gated.map(({ comparison }) => comparison.pWorse));
  const better = holm(gated.map(({ comparison }) => comparison.pBetter));
  const comparisons = gated.map((one, index) =>
    judge(one, { pWorse: worse[index]!, pBetter: better[index]! }, alpha),
  );
  const words = comparisons.map(({ verdict }) => verdict);
  const order: readonly GateWord[] = ['regression', 'inconclusive', 'improved'];
  return { verdict: order.find((word) => words.includes(word)) ?? 'ok', comparisons };
}

type Corrected = Pick<ComparisonVerdict, 'pWorse' | 'pBetter'>;

function judge(gated: GatedComparison, corrected: Corrected, alpha: number): ComparisonVerdict {
  const { difference, low, high, better, mde, rowsNeeded } = gated.comparison;
  const maxDrop = marginOf(gated, 'maxDrop', 0.01);
  const nonInferiority = marginOf(gated, 'nonInferiority', 0.05);
  const [drop, largestDrop, gainLow] =
    better === 'higher' ? [0 - difference, 0 - low, low] : [difference, high, 0 - high];
  const word = (): GateWord => {
    if (corrected.pWorse < alpha && drop > maxDrop) return 'regression';
    if (corrected.pBetter < alpha && gainLow > 0) return 'improved';
    return largestDrop < nonInferiority ? 'ok' : 'inconclusive';
  };
  return {
    verdict: word(),
    drop,
    largestDrop,
    maxDrop,
    nonInferiority,
    ...corrected,
    mde,
    rowsNeeded: nonInferiority > 0 ? rowsNeeded(nonInferiority) : Infinity,
  };
}

function marginOf(gated: GatedComparison, name: keyof GateMargins, share: number): number {
  const [least, most] = gated.comparison.range;
  const margin = gated[name] ?? share * (most - least);
  if (margin >= 0 && margin < Infinity) return margin;
  throw new RangeError(`a margin of ${margin}: scores without a bound need one of their own`);
}
