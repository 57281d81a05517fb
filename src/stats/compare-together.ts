// What two runs keep of the same rows for a score of all answers together in, how the second compares with the first out.
import { seededRandom } from '../base/random.ts';
import { corpusOf, type Corpus } from '../score/corpus.ts';
import type { CorpusEntry } from '../task/expand-entry.ts';
import { rowBootstrap } from './bootstrap.ts';
import { clusterRows } from './clusters.ts';
import {
  comparisonOf,
  widthOf,
  type CompareOptions,
  type PairedComparison,
} from './compare-paired.ts';
import type { Values } from './mean.ts';
import { normalTail } from './normal-tail.ts';
import type { PairJudgement } from './pair-judgement.ts';
import { unitSums, type AddUnit } from './unit-sums.ts';
import { unseenInterval } from './unseen-interval.ts';

/** The numbers of one row, answer after answer. */
export type RowCounts = Float32Array;

/** The same rows of one run. */
export interface TogetherSide {
  readonly counts: readonly RowCounts[];
  /** What each row scored by itself: for how many got better or worse, and nothing else. */
  readonly singles: Values;
}

export interface TogetherOptions extends CompareOptions {
  readonly corpus: CorpusEntry;
}

const draws = 2_000;

/**
 * Approximate. The interval is the percentile bootstrap of the difference, both scores from the same drawn rows (Efron 1979; Koehn
 * 2004 for BLEU); p is that of paired approximate randomisation: how often the difference comes as far out when each row swaps
 * its two answers by a coin (Noreen 1989; Riezler and Maxwell 2005). Rows in clusters are drawn and swapped by whole clusters.
 * Where no draw differs, the interval is what so few rows can have missed. @throws RangeError for no rows
 */
export function compareTogether(
  a: TogetherSide,
  b: TogetherSide,
  options: TogetherOptions,
): PairedComparison {
  const corpus = corpusOf(options.corpus);
  const rows = a.counts.map((_, row) => [row]);
  const units = options.clusters ? clusterRows(options.clusters) : rows;
  const ofSide = ({ counts }: TogetherSide) =>
    unitSums(corpus, units, (sums, row) => addRow(corpus, sums, counts[row]!));
  const pairs = { corpus, addA: ofSide(a), addB: ofSide(b), units: units.length };
  const [meanA, meanB] = [a.counts, b.counts].map((counts) => corpus.score(total(corpus, counts)));
  const means = { meanA: meanA!, meanB: meanB!, difference: meanB! - meanA! };
  const judgement = judge(pairs, options);
  return comparisonOf({ ...means, a: a.singles, b: b.singles, judgement }, options);
}

interface Pairs {
  readonly corpus: Corpus;
  readonly addA: AddUnit;
  readonly addB: AddUnit;
  /** How many there are. */
  readonly units: number;
}

function judge(pairs: Pairs, options: TogetherOptions): PairJudgement {
  const { better = 'higher', clusters, confidence = 0.95, seed } = options;
  const sign = better === 'higher' ? 1 : -1;
  const drawn = drawDifferences(pairs, sign, { confidence, seed });
  const most = widthOf(options.range);
  const { estimate: gain, standardError } = drawn;
  const hasSpread = standardError > 1e-12;
  const bounds = hasSpread
    ? { low: drawn.low, high: drawn.high }
    : unseenInterval(gain, pairs.units, [-most, most], confidence);
  const method = clusters ? 'cluster-bootstrap' : 'bootstrap';
  return {
    ...bounds,
    ...swapped(pairs, sign, seed),
    standardError: hasSpread ? standardError : 0,
    intervalMethod: hasSpread ? method : 'no-spread',
    testMethod: clusters ? 'cluster-swap' : 'swap',
    pShortBy: (margin) => (hasSpread ? normalTail((gain + margin) / standardError) : 1),
  };
}

function drawDifferences(
  { corpus, addA, addB, units }: Pairs,
  sign: 1 | -1,
  options: { readonly confidence: number; readonly seed: number | string },
) {
  const [ofA, ofB] = [new Float64Array(corpus.size), new Float64Array(corpus.size)];
  const gainOf = (drawn: Int32Array) => {
    ofA.fill(0);
    ofB.fill(0);
    for (const unit of drawn) {
      addA(ofA, unit);
      addB(ofB, unit);
    }
    return sign * (corpus.score(ofB) - corpus.score(ofA));
  };
  return rowBootstrap(units, gainOf, options);
}

type Chances = Pick<PairJudgement, 'p' | 'pWorse' | 'pBetter'>;

/** As of Phipson and Smyth 2010 what was seen counts as a draw. */
function swapped(
  { corpus, addA, addB, units }: Pairs,
  sign: 1 | -1,
  seed: number | string,
): Chances {
  const random = seededRandom('swap', seed);
  const [ofA, ofB] = [new Float64Array(corpus.size), new Float64Array(corpus.size)];
  const gainOf = (isSwapped: () => boolean) => {
    ofA.fill(0);
    ofB.fill(0);
    for (let unit = 0; unit < units; unit += 1) {
      const turned = isSwapped();
      addA(turned ? ofB : ofA, unit);
      addB(turned ? ofA : ofB, unit);
    }
    return sign * (corpus.score(ofB) - corpus.score(ofA));
  };
  const seen = gainOf(() => false);
  // Sums that are equal are so but for rounding.
  const near = 1e-12;
  let [far, low, high] = [1, 1, 1];
  for (let draw = 0; draw < draws; draw += 1) {
    const gain = gainOf(() => random() < 0.5);
    if (Math.abs(gain) >= Math.abs(seen) - near) far += 1;
    if (gain <= seen + near) low += 1;
    if (gain >= seen - near) high += 1;
  }
  return { p: far / (draws + 1), pWorse: low / (draws + 1), pBetter: high / (draws + 1) };
}

function total(corpus: Corpus, counts: readonly RowCounts[]): Float64Array {
  const sums = new Float64Array(corpus.size);
  for (const row of counts) addRow(corpus, sums, row);
  return sums;
}

function addRow(corpus: Corpus, sums: Float64Array, row: RowCounts): void {
  for (let from = 0; from < row.length; from += corpus.width) corpus.add(sums, row, from);
}
