// Two lists of scores of the same rows in, how the second compares with the first out.
import type { Clusters } from './clusters.ts';
import type { Interval } from './interval.ts';
import { judgeBinaryPairs } from './judge-binary-pairs.ts';
import { judgeGradedPairs } from './judge-graded-pairs.ts';
import { mean, type Values } from './mean.ts';
import type { IntervalMethod, PairJudgement, TestMethod } from './pair-judgement.ts';
import { differencesOf } from './paired-t.ts';
import { pearson } from './correlation.ts';
import { detectableDifference } from './power.ts';
import type { ScoreKind } from './summarise.ts';

export interface CompareOptions extends ScoreKind {
  /** `higher` unless given. */
  readonly better?: 'higher' | 'lower';
  /** The cluster of each row, where rows belong together. */
  readonly clusters?: Clusters;
  /** In the unit of the scores: adds `pShort`. */
  readonly margin?: number;
  /** 0.95 unless given. */
  readonly confidence?: number;
  /** Of the random signs, where there are too many to try all. */
  readonly seed: number | string;
}

/** Everything in the unit of the scores; the interval is that of the difference. */
export interface PairedComparison extends Interval, Pick<CompareOptions, 'range'> {
  /** Rows. */
  readonly n: number;
  readonly meanA: number;
  readonly meanB: number;
  /** meanB - meanA. */
  readonly difference: number;
  /** Two-sided: how often chance alone comes as far out. */
  readonly p: number;
  /** One-sided: small where b is worse than a. */
  readonly pWorse: number;
  /** One-sided: small where b is better than a. */
  readonly pBetter: number;
  /** One-sided: small where b is no worse than a by the margin; only where a margin was given. */
  readonly pShort?: number;
  readonly better: 'higher' | 'lower';
  readonly intervalMethod: IntervalMethod;
  readonly testMethod: TestMethod;
  /** Rows where b is better, worse, or the same. */
  readonly improved: number;
  readonly regressed: number;
  readonly unchanged: number;
  /** Of the scores; absent where all of one list are equal. */
  readonly correlation?: number;
  /** How many, where rows have clusters. */
  readonly clusters?: number;
  /** The smallest true difference that would be found in 80 % of such comparisons; infinite where none is seen and scores have no bound. */
  readonly mde: number;
  /** How many such rows it takes to find a true difference of the margin in 80 %. */
  readonly rowsNeeded: (margin: number) => number;
}

/**
 * Compares scores row by row; of several trials give the mean of each row. Scores of 0 and 1: Tango's interval with McNemar's mid-p;
 * any others: Student's t interval with the sign-flip test; rows in clusters: the CR1 interval with signs of whole clusters. Where all
 * differences are equal, the interval holds what so few rows can have missed. @throws RangeError for no rows, lists of
 * different lengths, or a score that is none or out of range
 */
export function comparePaired(a: Values, b: Values, options: CompareOptions): PairedComparison {
  const { range, clusters, better = 'higher' } = options;
  const differences = differencesOf(b, a);
  checkScores(a, range);
  checkScores(b, range);
  const gains = better === 'higher' ? differences : differences.map((one) => 0 - one);
  const isBinary = options.kind === 'binary' && !clusters && areBits(a) && areBits(b);
  const judgement = judge(gains, isBinary, options);
  const means = { meanA: mean(a), meanB: mean(b), difference: mean(differences) };
  return comparisonOf({ ...means, a, b, judgement }, options);
}

interface JudgedPairs extends Pick<PairedComparison, 'meanA' | 'meanB' | 'difference'> {
  /** What each row scored by itself. */
  readonly a: Values;
  readonly b: Values;
  /** Of the gains: above 0 b is better. */
  readonly judgement: PairJudgement;
}

/** The same account of pairs, whatever the two scores are and however they were judged. */
export function comparisonOf(
  { a, b, judgement, ...means }: JudgedPairs,
  { range, clusters, margin, better = 'higher' }: CompareOptions,
): PairedComparison {
  const { p, pWorse, pBetter, intervalMethod, testMethod } = judgement;
  const count = clusters && new Set(clusters).size;
  const mde = detectable(judgement, count ?? a.length, range);
  return {
    n: a.length,
    ...means,
    ...boundsOf(judgement, better),
    p,
    pWorse,
    pBetter,
    ...(margin === undefined ? {} : { pShort: judgement.pShortBy(margin) }),
    better,
    range,
    intervalMethod,
    testMethod,
    ...countsOf(better === 'higher' ? differencesOf(b, a) : differencesOf(a, b)),
    ...correlationOf(a, b),
    ...(count === undefined ? {} : { clusters: count }),
    mde,
    rowsNeeded: (wanted) => rowsFor(wanted, mde, a.length),
  };
}

function judge(
  gains: Float64Array,
  isBinary: boolean,
  { range, clusters, confidence = 0.95, seed }: CompareOptions,
): PairJudgement {
  if (isBinary) return judgeBinaryPairs(gains, confidence);
  return judgeGradedPairs(gains, clusters, { confidence, seed, most: widthOf(range) });
}

function correlationOf(a: Values, b: Values): Pick<PairedComparison, 'correlation'> {
  const correlation = pearson(a, b);
  return correlation === undefined ? {} : { correlation };
}

type Counts = Pick<PairedComparison, 'improved' | 'regressed' | 'unchanged'>;

function countsOf(gains: Float64Array): Counts {
  const improved = gains.filter((gain) => gain > 0).length;
  const regressed = gains.filter((gain) => gain < 0).length;
  return { improved, regressed, unchanged: gains.length - improved - regressed };
}

export function widthOf([least, most]: CompareOptions['range']): number {
  return (most ?? Infinity) - least;
}

function checkScores(scores: Values, [least, bound]: CompareOptions['range']): void {
  const most = bound ?? Infinity;
  if (scores.length === 0) throw new RangeError('a comparison of no rows');
  const wrong = scores.find(
    (score) => !(score >= least && score <= most && Number.isFinite(score)),
  );
  if (wrong !== undefined)
    throw new RangeError(`a score of ${wrong} is not from ${least} to ${most}`);
}

function areBits(scores: Values): boolean {
  return scores.every((score) => score === 0 || score === 1);
}

function boundsOf({ low, high }: Interval, better: 'higher' | 'lower'): Interval {
  return better === 'higher' ? { low, high } : { low: 0 - high, high: 0 - low };
}

/** Where no rows differ from each other, as if one did by all that it can. */
function detectable(
  { standardError }: PairJudgement,
  n: number,
  range: CompareOptions['range'],
): number {
  const error = standardError > 0 ? standardError : widthOf(range) / (n + 2);
  return detectableDifference(error, 1);
}

function rowsFor(margin: number, mde: number, n: number): number {
  if (!(margin > 0)) throw new RangeError(`a margin of ${margin}`);
  const ratio = mde / margin;
  return Math.ceil(n * ratio * ratio);
}
