// How the reference cases of ../shared/vectors/metrics.json are put to the scorers.
import { editDistance } from '../../src/base/distance.ts';
import { makeExtractor } from '../../src/score/extract.ts';
import { squadNormalise } from '../../src/score/normalise.ts';
import { porterStem } from '../../src/score/porter-stemmer.ts';
import { rougeL, rougeN, rougeTokens } from '../../src/score/rouge.ts';
import { clusteredError } from '../../src/stats/clusters.ts';
import { mcnemar, mcnemarChiSquare } from '../../src/stats/mcnemar.ts';
import { mean, sampleVariance, standardError } from '../../src/stats/mean.ts';
import { pairedT } from '../../src/stats/paired-t.ts';
import { groupMean, pooledStandardError } from '../../src/stats/pooled.ts';
import { upperMedian } from '../../src/stats/quantile.ts';
import { wilson } from '../../src/stats/wilson.ts';
import { scorerRuns } from './scorer-runs.ts';
import { valueOf } from './scored.ts';

export interface Vector {
  readonly id: string;
  readonly metric: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly input: never;
  readonly expected: unknown;
  readonly tolerance: number;
}

type Run = (input: never, options: never) => unknown;

interface Pair {
  readonly prediction: string;
  readonly reference: string;
}

interface Choice {
  readonly prediction: string;
  readonly references: readonly string[];
}

interface Batch {
  readonly predictions: readonly string[];
  readonly references: readonly string[];
}

interface Alternatives {
  readonly predictions: readonly string[];
  readonly references: readonly (readonly string[])[];
}

interface Texts {
  readonly a: string;
  readonly b: string;
}

type Correct = Record<'only_a_correct' | 'only_b_correct', number>;

interface ExactMatchOptions {
  readonly regexes_to_ignore?: readonly string[];
  readonly ignore_case?: boolean;
  readonly ignore_punctuation?: boolean;
  readonly ignore_numbers?: boolean;
}

/** The metrics built so far. */
export const runs: Readonly<Record<string, Run>> = {
  ...scorerRuns,
  squad_normalize: ({ text }: { text: string }) => squadNormalise(text),
  squad_em: ({ prediction, references }: Choice) =>
    valueOf({ exact_match: { normalize: 'squad' } }, prediction, references),
  squad_f1: ({ prediction, references }: Choice) => valueOf('f1', prediction, references),
  exact_match: async ({ predictions, references }: Batch, options: ExactMatchOptions) => {
    const steps = stepsOf(options);
    const entry = { exact_match: { normalize: steps.length > 0 ? steps : 'none' } };
    return await meanOf(predictions, (text, index) => valueOf(entry, text, [references[index]!]));
  },
  helm_exact_match: ({ prediction, reference }: Pair) =>
    valueOf('exact_match', prediction, [reference]),
  exact_match_indicator: ({ prediction, reference }: Pair) =>
    valueOf({ exact_match: { extract: { regex: '[^ ]*$' } } }, prediction, [reference]),
  rouge1: rougeRun('rouge_1'),
  rouge2: rougeRun('rouge_2'),
  rougeL: rougeRun('rouge_l'),
  rouge1_multi_ref_mean_f: multiReference('rouge_1'),
  rouge2_multi_ref_mean_f: multiReference('rouge_2'),
  rougeL_multi_ref_mean_f: multiReference('rouge_l'),
  porter_stem_nltk: ({ words }: { words: readonly string[] }) => words.map(porterStem),
  levenshtein_similarity: ({ a, b }: Texts) => valueOf('levenshtein', a, [b]),
  levenshtein_distance: ({ a, b }: Texts) => editDistance(a, b),
  regex_filter: (
    { text }: { text: string },
    { regex_pattern, group_select, fallback }: Record<string, string>,
  ) =>
    makeExtractor({ regex: regex_pattern!, last: Number(group_select) === -1 })(text) ?? fallback,
  mean_stderr: ({ values }: { values: readonly number[] }) => ({
    mean: mean(values),
    sample_stddev: Math.sqrt(sampleVariance(values)),
    stderr: standardError(values),
  }),
  wilson_ci: ({ successes, n, alpha }: Record<'successes' | 'n' | 'alpha', number>) => {
    const { low, high } = wilson(successes, n, 1 - alpha);
    return { lower: low, upper: high };
  },
  pooled_stderr: ({ stderrs, sizes }: Record<'stderrs' | 'sizes', readonly number[]>) =>
    pooledStandardError(stderrs, sizes),
  group_mean: (
    { metrics, sizes }: Record<'metrics' | 'sizes', readonly number[]>,
    { weight_by_size: weighted }: { weight_by_size: boolean },
  ) => groupMean(metrics, weighted ? sizes : undefined),
  median_lm_eval: ({ values }: { values: readonly number[] }) => upperMedian(values),
  mcnemar_exact: ({ only_a_correct: aOnly, only_b_correct: bOnly }: Correct) =>
    mcnemar({ aOnly, bOnly }).exact,
  mcnemar_chi2_cc: ({ only_a_correct: aOnly, only_b_correct: bOnly }: Correct) =>
    mcnemarChiSquare({ aOnly, bOnly }, 1),
  paired_diff: ({ a, b }: Record<'a' | 'b', readonly number[]>) => {
    const { difference, standardError: stderr, t, p } = pairedT(a, b);
    return { mean_diff: difference, stderr, t, p_two_sided: p };
  },
  clustered_stderr: ({ clusters }: { clusters: readonly (readonly number[])[] }) =>
    clusteredError(
      clusters.flat(),
      clusters.flatMap((cluster, index) => cluster.map(() => index)),
    ).cr1,
};

/** Reference implementations that do something else than ours, knowingly. */
export const departures: Readonly<Record<string, string>> = {
  'exact_match-009': 'a leading blank makes evaluate say 0; here answers are trimmed',
};

/** Prompts and stop strings: tested with the folders that make them. */
export const elsewhere: readonly string[] = [
  'fewshot_prompt',
  'fewshot_chat',
  'fewshot_prompt_helm',
  'qa_turn',
  'maybe_delimit',
  'stop_truncate',
];

function stepsOf(options: ExactMatchOptions): unknown[] {
  const removed = options.regexes_to_ignore ?? [];
  return [
    // JavaScript has no (?s) on Node 20.
    ...removed.map((regex) => ({ remove: regex.replace('(?s).*', '[^]*') })),
    ...(options.ignore_case ? ['lower'] : []),
    ...(options.ignore_punctuation ? ['punctuation'] : []),
    ...(options.ignore_numbers ? ['digits'] : []),
  ];
}

function rougeRun(metric: 'rouge_1' | 'rouge_2' | 'rouge_l'): Run {
  return async (
    { prediction, reference }: Pair,
    { use_stemmer: stem }: { use_stemmer: boolean },
  ) => {
    const [answer, wanted] = [rougeTokens(prediction, stem), rougeTokens(reference, stem)];
    const overlap =
      metric === 'rouge_l'
        ? rougeL(answer, wanted)
        : rougeN(metric === 'rouge_1' ? 1 : 2, answer, wanted);
    const fmeasure = await valueOf({ [metric]: { stem } }, prediction, [reference]);
    return { ...overlap, fmeasure };
  };
}

function multiReference(metric: string): Run {
  return ({ predictions, references }: Alternatives) =>
    meanOf(predictions, (text, index) => valueOf(metric, text, references[index]!));
}

async function meanOf(
  texts: readonly string[],
  score: (text: string, index: number) => Promise<number>,
): Promise<number> {
  return mean(await Promise.all(texts.map(score)));
}
