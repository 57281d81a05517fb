// chrF (Popovic 2015) and chrF++ (2017) as sacrebleu computes them, from 0 to 1. Counts of many answers add up.
import type { OptionsOf } from '../task/score-entry.ts';
import { countNgrams, sharedCount } from './ngrams.ts';
import { splitWords } from './normalise.ts';
import { meanOf } from './mean-of.ts';

export type ChrfOptions = OptionsOf<'chrf'>;

/** For each order, characters first: the n-grams of the answer, those of the reference, and those in both. */
export type ChrfCounts = readonly number[];

/** Against the reference that gives the best score. */
export function chrfCounts(
  answer: string,
  references: readonly string[],
  options: ChrfOptions,
): ChrfCounts {
  const left = ngramsOf(answer, options);
  let best: { counts: ChrfCounts; score: number } | undefined;
  for (const reference of references) {
    const counts = overlap(left, ngramsOf(reference, options));
    const score = chrfScore(counts, options);
    if (score > (best?.score ?? -1)) best = { counts, score };
  }
  return best!.counts;
}

type Ngrams = readonly Map<string, number>[];

/** Of characters without the blanks between them, then of words with marks of their own. */
function ngramsOf(text: string, options: ChrfOptions): Ngrams {
  const { char_order: characters, word_order: words, lowercase } = options;
  const folded = splitWords(lowercase ? text.toLowerCase() : text);
  const ngrams = (items: readonly string[], orders: number) =>
    Array.from({ length: orders }, (_, index) => countNgrams(items, index + 1));
  return [
    ...ngrams(Array.from(folded.join('')), characters),
    ...(words > 0 ? ngrams(folded.flatMap(splitMark), words) : []),
  ];
}

const lastIsMark = /^(.+)([!-/:-@[-`{-~])$/su;
const firstIsMark = /^([!-/:-@[-`{-~])(.+)$/su;

/** The ASCII mark at the end is a word, or else that at the beginning. */
function splitMark(word: string): string[] {
  const [, ...parts] = lastIsMark.exec(word) ?? firstIsMark.exec(word) ?? ['', word];
  return parts;
}

function overlap(left: Ngrams, right: Ngrams): ChrfCounts {
  return left.flatMap((answered, order) => {
    const wanted = right[order]!;
    const all = total(wanted);
    // What no reference could hold is not held against the answer.
    return [all === 0 ? 0 : total(answered), all, sharedCount(answered, wanted)];
  });
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

const epsilon = 1e-16;

export function chrfScore(
  counts: ChrfCounts,
  { beta, eps_smoothing: smooth }: Pick<ChrfOptions, 'beta' | 'eps_smoothing'>,
): number {
  const orders = Array.from({ length: counts.length / 3 }, (_, index) => {
    const [answered, wanted, shared] = counts.slice(3 * index, 3 * index + 3);
    return {
      precision: answered! > 0 ? shared! / answered! : epsilon,
      recall: wanted! > 0 ? shared! / wanted! : epsilon,
      known: answered! > 0 && wanted! > 0,
    };
  });
  if (smooth) return meanOf(orders.map(({ precision, recall }) => fScore(precision, recall, beta)));
  const known = orders.filter((order) => order.known);
  if (known.length === 0) return 0;
  const precision = meanOf(known.map((order) => order.precision));
  return fScore(precision, meanOf(known.map((order) => order.recall)), beta);
}

/** Recall counts beta times as much as precision. */
function fScore(precision: number, recall: number, beta: number): number {
  const weighted = beta * beta * precision + recall;
  return weighted > 0 ? Math.min(1, ((1 + beta * beta) * precision * recall) / weighted) : 0;
}
