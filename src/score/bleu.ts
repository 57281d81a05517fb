// BLEU (Papineni et al. 2002) as sacrebleu computes it, from 0 to 1. Counts are kept apart from the score: those of many answers add up.
import type { OptionsOf } from '../task/score-entry.ts';
import { bleuWords } from './bleu-words.ts';
import { countNgrams, sharedCount } from './ngrams.ts';

export type BleuOptions = OptionsOf<'bleu'>;

/** The words of the answer, those of the nearest reference, then for each order the right n-grams and all of them. */
export type BleuCounts = readonly number[];

export function bleuCounts(
  answer: string,
  references: readonly string[],
  { tokenize, lowercase, max_order: orders }: BleuOptions,
): BleuCounts {
  const wordsOf = (text: string) => bleuWords[tokenize](lowercase ? text.toLowerCase() : text);
  const words = wordsOf(answer);
  const wanted = references.map(wordsOf);
  const counts = Array.from({ length: orders }, (_, index) => {
    const n = index + 1;
    const most = mostOften(wanted.map((reference) => countNgrams(reference, n)));
    return [sharedCount(countNgrams(words, n), most), Math.max(0, words.length - index)];
  });
  const nearest = nearestLength(
    words.length,
    wanted.map((reference) => reference.length),
  );
  return [words.length, nearest, ...counts.flat()];
}

/** Each n-gram as often as in the reference that has it most often. */
function mostOften(counts: readonly Map<string, number>[]): Map<string, number> {
  const [most = new Map<string, number>(), ...others] = counts;
  for (const other of others)
    for (const [ngram, count] of other) most.set(ngram, Math.max(count, most.get(ngram) ?? 0));
  return most;
}

/** Of two equally near the shorter. */
function nearestLength(length: number, wanted: readonly number[]): number {
  return wanted.reduce((best, each) => {
    const [far, near] = [Math.abs(each - length), Math.abs(best - length)];
    return far < near || (far === near && each < best) ? each : best;
  });
}

/** `effective` leaves out the orders for which the answer is too short, as is done for single sentences. */
export function bleuScore(
  [length = 0, wanted = 0, ...counts]: BleuCounts,
  options: Pick<BleuOptions, 'smooth' | 'smooth_value'>,
  effective: boolean,
): number {
  const orders = Array.from({ length: counts.length / 2 }, (_, index) => ({
    right: counts[2 * index]!,
    all: counts[2 * index + 1]!,
  }));
  if (orders.every(({ right }) => right === 0)) return 0;
  const known = orders.filter(({ all }, index) => all + added(index, options) > 0);
  if (!effective && known.length < orders.length) return 0;
  const logs = smoothed(known, options).map((precision) => Math.log(precision));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return Math.min(1, length >= wanted ? 1 : Math.exp(1 - wanted / length)) * Math.exp(mean);
}

interface Order {
  readonly right: number;
  readonly all: number;
}

type Smoothing = Pick<BleuOptions, 'smooth' | 'smooth_value'>;

/** Single words are not added to. */
function added(index: number, { smooth, smooth_value: value = 1 }: Smoothing): number {
  return smooth === 'add-k' && index > 0 ? value : 0;
}

/** Chen and Cherry 2014: exp is their third method, floor the first, add-k the second. */
function smoothed(orders: readonly Order[], options: Smoothing): number[] {
  const { smooth, smooth_value: floor = 0.1 } = options;
  let halved = 1;
  return orders.map(({ right, all }, index) => {
    const more = added(index, options);
    if (right + more > 0) return (right + more) / (all + more);
    halved *= 2;
    if (smooth === 'exp') return 1 / (halved * all);
    return smooth === 'floor' ? floor / all : 0;
  });
}
