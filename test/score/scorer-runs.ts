// The reference cases of ../shared/vectors/metrics.json that speak of translations, numbers and loose comparisons.
import { bleuCounts, bleuScore, type BleuOptions } from '../../src/score/bleu.ts';
import { chrfCounts, chrfScore, type ChrfOptions } from '../../src/score/chrf.ts';
import {
  accuracy,
  labelF1,
  labelPrecision,
  labelRecall,
  macroF1,
  matthews,
  microF1,
  weightedF1,
  type Confusion,
} from '../../src/score/label-scores.ts';
import { numericCloseness } from '../../src/score/number-in-text.ts';
import { rougeLsum } from '../../src/score/rouge-lines.ts';
import { terCounts, terScore } from '../../src/score/ter.ts';
import { passAtK } from '../../src/stats/pool-trials.ts';
import { rightChoice, type LabelChoice } from './right-choice.ts';
import { pooled, valueOf } from './scored.ts';

interface Pair {
  readonly prediction: string;
  readonly reference: string;
}

interface Choice {
  readonly prediction: string;
  readonly references: readonly string[];
}

/** Each list of references is a stream: one for every prediction. */
interface Streams {
  readonly predictions: readonly string[];
  readonly references: readonly (readonly string[])[];
}

interface SacrebleuOptions {
  readonly smooth_method?: BleuOptions['smooth'];
  readonly smooth_value?: number | null;
  readonly lowercase?: boolean;
  readonly tokenize?: BleuOptions['tokenize'];
  readonly max_ngram_order?: number;
}

/** Labels as numbers or names. */
interface Labelled {
  readonly predictions: readonly (string | number)[];
  readonly references: readonly (string | number)[];
}

interface MutualChoice extends Omit<LabelChoice, 'loglikelihoods'> {
  readonly conditional: readonly number[];
  readonly unconditional: readonly number[];
}

export const scorerRuns = {
  mc_acc: (input: LabelChoice) => rightChoice(input, 'acc'),
  mc_acc_norm: async (input: LabelChoice) => ({
    acc: await rightChoice(input, 'acc'),
    acc_norm: await rightChoice(input, 'acc_norm'),
    acc_bytes: await rightChoice(input, 'acc_bytes'),
  }),
  mc_acc_mutual_info: async ({ conditional, unconditional, ...rest }: MutualChoice) => {
    const input = { ...rest, loglikelihoods: conditional };
    return {
      acc: await rightChoice(input, 'acc'),
      acc_mutual_info: await rightChoice(input, 'mutual_info', unconditional),
    };
  },
  pass_at_k: ({ n, c, k }: Record<'n' | 'c' | 'k', number>) => passAtK(n, c, k),
  majority_vote: ({ samples, gold }: { samples: readonly string[]; gold: string }) =>
    pooled({ exact_match: { trials: 'majority' } }, samples, gold),
  f1_macro: (input: Labelled) => macroF1(confusionOf(input)),
  f1_micro: (input: Labelled) => microF1(confusionOf(input)),
  f1_weighted: (input: Labelled) => weightedF1(confusionOf(input)),
  f1_per_class: (input: Labelled) => {
    const confusion = confusionOf(input);
    return labelsOf(input).map((_, code) => labelF1(confusion, code));
  },
  classification_report: (input: Labelled) => {
    const confusion = confusionOf(input);
    const named = (score: (confusion: Confusion, code: number) => number) =>
      Object.fromEntries(labelsOf(input).map((label, code) => [label, score(confusion, code)]));
    return {
      accuracy: accuracy(confusion),
      macro_f1: macroF1(confusion),
      weighted_f1: weightedF1(confusion),
      micro_f1: microF1(confusion),
      mcc: matthews(confusion),
      per_class_f1: named(labelF1),
      per_class_precision: named(labelPrecision),
      per_class_recall: named(labelRecall),
    };
  },
  bleu_corpus: bleuOfAll,
  bleu_raw: bleuOfAll,
  bleu_sentence: async ({ prediction, references }: Choice, written: SacrebleuOptions) =>
    100 * (await valueOf({ bleu: bleuOptions(written) }, prediction, references)),
  chrf: (input: Streams, written: Partial<ChrfOptions>) => {
    const options = { ...chrfDefaults, ...written };
    const sums = sumOf(input, (text, wanted) => chrfCounts(text, wanted, options));
    return 100 * chrfScore(sums, options);
  },
  ter: (input: Streams) => {
    const options = { normalized: false, no_punct: false, case_sensitive: false };
    const [edits, length] = sumOf(input, (text, wanted) => terCounts(text, wanted, options));
    return 100 * terScore([edits!, length!]);
  },
  cer: ({ prediction, reference }: Pair) => valueOf('cer', prediction, [reference]),
  rougeLsum: ({ prediction, reference }: Pair, { use_stemmer: stem }: { use_stemmer: boolean }) =>
    rougeLsum(prediction, reference, stem),
  numeric_diff: ({ a, b }: { a: number; b: number }) => numericCloseness(a, b),
  final_number_match: ({ prediction, reference }: Pair) =>
    valueOf('numeric', prediction, [reference]),
  helm_set_f1: ({ prediction, reference }: Pair) =>
    valueOf({ f1: { count: 'set' } }, prediction, [reference]),
  word_f1_lighteval: ({ prediction, references }: Choice) =>
    valueOf({ f1: { count: 'set', normalize: 'none' } }, prediction, references),
  fuzzy_match: async ({ a, b }: { a: string; b: string }) =>
    (await valueOf({ includes: { either: true, normalize: 'squad' } }, a, [b])) === 1,
};

const chrfDefaults: ChrfOptions = {
  char_order: 6,
  word_order: 0,
  beta: 2,
  lowercase: false,
  eps_smoothing: false,
};

function bleuOfAll(input: Streams, written: SacrebleuOptions): number {
  const options = bleuOptions(written);
  const sums = sumOf(input, (text, wanted) => bleuCounts(text, wanted, options));
  return 100 * bleuScore(sums, options, false);
}

function bleuOptions(written: SacrebleuOptions): BleuOptions {
  const { smooth_method: smooth = 'exp', smooth_value: value, ...rest } = written;
  return {
    smooth,
    tokenize: rest.tokenize ?? '13a',
    lowercase: rest.lowercase ?? false,
    max_order: rest.max_ngram_order ?? 4,
    ...(typeof value === 'number' ? { smooth_value: value } : {}),
  };
}

function sumOf(
  { predictions, references }: Streams,
  countsOf: (text: string, wanted: readonly string[]) => readonly number[],
): number[] {
  const all = predictions.map((text, index) =>
    countsOf(
      text,
      references.map((stream) => stream[index]!),
    ),
  );
  return all.reduce<number[]>(
    (sums, counts) => counts.map((count, index) => count + (sums[index] ?? 0)),
    [],
  );
}

function labelsOf({ references }: Labelled): (string | number)[] {
  return [...new Set(references)].toSorted((a, b) => (a < b ? -1 : 1));
}

function confusionOf(input: Labelled): Confusion {
  const labels = labelsOf(input);
  const counts = new Float64Array(labels.length * (labels.length + 1));
  for (const [index, given] of input.predictions.entries()) {
    const code = labels.indexOf(given);
    const column = code === -1 ? labels.length : code;
    counts[labels.indexOf(input.references[index]!) * (labels.length + 1) + column]! += 1;
  }
  return { labels: labels.length, counts };
}
