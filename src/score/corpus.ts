// The counts of single answers in, the score of all of them together out.
import type { CorpusEntry } from '../task/expand-entry.ts';
import { bleuScore } from './bleu.ts';
import { chrfScore } from './chrf.ts';
import {
  accuracy,
  cohenKappa,
  macroF1,
  matthews,
  microF1,
  weightedF1,
  type Confusion,
} from './label-scores.ts';
import { terScore } from './ter.ts';

export interface Corpus {
  /** How many numbers are kept of each answer. */
  readonly width: number;
  /** How many numbers they come to together. */
  readonly size: number;
  /** Adds the answer whose numbers begin at `from`. */
  add(sums: Float64Array, kept: Float32Array, from: number): void;
  score(sums: Float64Array): number;
}

const labelScores = {
  accuracy,
  f1_macro: macroF1,
  f1_micro: microF1,
  f1_weighted: weightedF1,
  mcc: matthews,
  kappa: cohenKappa,
};

export function corpusOf(entry: CorpusEntry): Corpus {
  switch (entry.metric) {
    case 'corpus_bleu': {
      const { options } = entry;
      const score = (sums: Float64Array) => bleuScore([...sums], options, false);
      return sumOfCounts(2 + 2 * options.max_order, score);
    }
    case 'corpus_chrf': {
      const { options } = entry;
      const orders = options.char_order + options.word_order;
      return sumOfCounts(3 * orders, (sums) => chrfScore([...sums], options));
    }
    case 'corpus_ter':
      return sumOfCounts(2, ([edits, length]) => terScore([edits!, length!]));
    default:
      return labelPairs(entry.options.labels.length, labelScores[entry.metric]);
  }
}

function sumOfCounts(width: number, score: (sums: Float64Array) => number): Corpus {
  return {
    width,
    size: width,
    add(sums, kept, from) {
      for (let index = 0; index < width; index += 1) sums[index]! += kept[from + index]!;
    },
    score,
  };
}

/** Of each answer the right label and the given one; together the confusion matrix. */
function labelPairs(labels: number, score: (confusion: Confusion) => number): Corpus {
  return {
    width: 2,
    size: labels * (labels + 1),
    add(sums, kept, from) {
      sums[kept[from]! * (labels + 1) + kept[from + 1]!]! += 1;
    },
    score: (counts) => score({ labels, counts }),
  };
}
