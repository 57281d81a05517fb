// The reference cases of ../shared/vectors/metrics.json that speak of translations, numbers and loose comparisons.
import { bleuCounts, bleuScore, type BleuOptions } from '../../src/score/bleu.ts';
import { chrfCounts, chrfScore, type ChrfOptions } from '../../src/score/chrf.ts';
import { numericCloseness } from '../../src/score/number-in-text.ts';
import { rougeLsum } from '../../src/score/rouge-lines.ts';
import { terCounts, terScore } from '../../src/score/ter.ts';
import { valueOf } from './scored.ts';

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

export const scorerRuns = {
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
