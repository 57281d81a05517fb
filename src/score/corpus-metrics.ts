// Scorers whose answers are scored together: each gives the score of the single answer, and its counts.
import type { OptionsOf } from '../task/score-entry.ts';
import { bleuCounts, bleuScore } from './bleu.ts';
import { chrfCounts, chrfScore } from './chrf.ts';
import { compared, noEmptyReference, type Measure } from './metric.ts';
import { makeNormaliser } from './normalise.ts';
import { terCounts, terScore } from './ter.ts';

type LabelOptions = OptionsOf<'accuracy'>;

const labelled = {
  ...compared,
  kind: 'binary',
  unusable: (reference: string, options: LabelOptions) =>
    labelCoder(options)(reference) === options.labels.length
      ? 'the reference is none of the labels'
      : undefined,
  measure: (options: LabelOptions): Measure => {
    const codeOf = labelCoder(options);
    return (answer, references) => {
      const given = codeOf(answer);
      const wanted = references.map(codeOf);
      const right = wanted.includes(given) ? given : wanted[0]!;
      return { value: Number(given === right), counts: [right, given] };
    };
  },
} as const;

const graded = { ...compared, kind: 'graded' } as const;

export const corpusMetrics = {
  accuracy: labelled,
  f1_macro: labelled,
  f1_micro: labelled,
  f1_weighted: labelled,
  mcc: labelled,
  corpus_bleu: {
    ...graded,
    unusable: noEmptyReference,
    measure:
      (options: OptionsOf<'corpus_bleu'>): Measure =>
      (answer, references) => {
        const counts = bleuCounts(answer, references, options);
        return { value: bleuScore(counts, options, true), counts };
      },
  },
  corpus_chrf: {
    ...graded,
    unusable: noEmptyReference,
    measure:
      (options: OptionsOf<'corpus_chrf'>): Measure =>
      (answer, references) => {
        const counts = chrfCounts(answer, references, options);
        return { value: chrfScore(counts, options), counts };
      },
  },
  corpus_ter: {
    ...graded,
    better: 'lower',
    measure:
      (options: OptionsOf<'corpus_ter'>): Measure =>
      (answer, references) => {
        const counts = terCounts(answer, references, options);
        return { value: terScore(counts), counts };
      },
  },
} as const;

/** The place of a text among the labels; behind the last where it is none. */
function labelCoder({ labels, normalize }: LabelOptions): (text: string) => number {
  const normalise = makeNormaliser(normalize);
  const codes = new Map(labels.map((label, code) => [normalise(label.trim()), code]));
  return (text) => codes.get(normalise(text)) ?? labels.length;
}
