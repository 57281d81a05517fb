import { compilePattern, type MetricName, type OptionsOf } from '../task/score-entry.ts';
import { similarity } from './levenshtein.ts';
import { bestOf, type Compare, type Measure, type Metric } from './metric.ts';
import { makeNormaliser, type Normalise } from './normalise.ts';
import type { Overlap } from './overlap.ts';
import { rougeL, rougeN, rougeTokens } from './rouge.ts';
import { tokenF1 } from './token-f1.ts';

/** Higher is better, from 0 to 1, against a reference. */
const share = { better: 'higher', range: [0, 1], needsReference: () => true } as const;

/** Every scorer there is. A new one is a file, a line here and its options in task/score-entry.ts. */
export const metrics = {
  exact_match: {
    ...share,
    kind: 'binary',
    measure: ({ normalize }) => bestOf(equalAfter(makeNormaliser(normalize))),
  },
  includes: {
    ...share,
    kind: 'binary',
    needsReference: ({ value }) => value === undefined,
    unusable: (reference) => (reference === '' ? 'the reference is empty' : undefined),
    measure: includes,
  },
  regex: {
    ...share,
    kind: 'binary',
    needsReference: () => false,
    measure: ({ value, flags }) => {
      const pattern = compilePattern(value, flags);
      return (answer) => Number(pattern.test(answer));
    },
  },
  f1: { ...share, kind: 'graded', measure: () => bestOf(tokenF1) },
  rouge_1: rouge((answer, reference) => rougeN(1, answer, reference)),
  rouge_2: rouge((answer, reference) => rougeN(2, answer, reference)),
  rouge_l: rouge(rougeL),
  levenshtein: { ...share, kind: 'graded', measure: () => bestOf(similarity) },
} satisfies { readonly [M in MetricName]: Metric<M> };

function equalAfter(normalise: Normalise): Compare {
  return (answer, reference) => Number(normalise(answer) === normalise(reference));
}

function includes({ value, ignore_case }: OptionsOf<'includes'>): Measure {
  const fold: Normalise = ignore_case ? (text) => text.toLowerCase() : (text) => text;
  const compare: Compare = (answer, wanted) => Number(fold(answer).includes(fold(wanted)));
  return value === undefined ? bestOf(compare) : (answer) => compare(answer, value);
}

function rouge(overlap: (answer: readonly string[], reference: readonly string[]) => Overlap) {
  return {
    ...share,
    kind: 'graded',
    // The reference implementation gives 0 here, to every answer alike.
    unusable: (reference: string) =>
      rougeTokens(reference, false).length === 0
        ? 'the reference has no letters a-z and no digits, and ROUGE sees nothing else'
        : undefined,
    measure: ({ stem }: OptionsOf<'rouge_l'>) =>
      bestOf(
        (answer, reference) =>
          overlap(rougeTokens(answer, stem), rougeTokens(reference, stem)).fmeasure,
      ),
  } as const;
}
