// Scorers that say how much an answer is like the reference.
import { editDistance } from '../base/distance.ts';
import type { OptionsOf } from '../task/score-entry.ts';
import { bleuCounts, bleuScore } from './bleu.ts';
import { chrfCounts, chrfScore } from './chrf.ts';
import { similarity } from './levenshtein.ts';
import { bestOf, compared, leastOf, noEmptyReference } from './metric.ts';
import { lastNumber, numericCloseness } from './number-in-text.ts';
import type { Overlap } from './overlap.ts';
import { rougeLsum } from './rouge-lines.ts';
import { rougeL, rougeN, rougeTokens } from './rouge.ts';
import { terCounts, terScore } from './ter.ts';
import { tokenF1 } from './token-f1.ts';
import { noNumber } from './verdict-metrics.ts';

const graded = { ...compared, kind: 'graded' } as const;
const lower = { ...graded, better: 'lower' } as const;

export const measureMetrics = {
  numeric_diff: {
    ...graded,
    unusable: noNumber,
    measure: () =>
      bestOf((answer, reference) => {
        const found = lastNumber(answer);
        return found === undefined ? 0 : numericCloseness(found, lastNumber(reference)!);
      }),
  },
  f1: { ...graded, measure: (options: OptionsOf<'f1'>) => bestOf(tokenF1(options)) },
  rouge_1: rouge((answer, reference) => rougeN(1, answer, reference)),
  rouge_2: rouge((answer, reference) => rougeN(2, answer, reference)),
  rouge_l: rouge(rougeL),
  rouge_lsum: {
    ...graded,
    unusable: unseen,
    measure: ({ stem }: OptionsOf<'rouge_lsum'>) =>
      bestOf((answer, reference) => rougeLsum(answer, reference, stem).fmeasure),
  },
  bleu: {
    ...graded,
    unusable: noEmptyReference,
    measure: (options: OptionsOf<'bleu'>) => (answer: string, references: readonly string[]) =>
      bleuScore(bleuCounts(answer, references, options), options, true),
  },
  chrf: {
    ...graded,
    unusable: noEmptyReference,
    measure: (options: OptionsOf<'chrf'>) => (answer: string, references: readonly string[]) =>
      chrfScore(chrfCounts(answer, references, options), options),
  },
  ter: {
    ...lower,
    measure: (options: OptionsOf<'ter'>) => (answer: string, references: readonly string[]) =>
      terScore(terCounts(answer, references, options)),
  },
  levenshtein: { ...graded, measure: () => bestOf(similarity) },
  cer: {
    ...lower,
    unusable: noEmptyReference,
    measure: () =>
      leastOf(
        (answer, reference) => editDistance(answer, reference) / Array.from(reference).length,
      ),
  },
};

/** The reference implementation gives 0 here, to every answer alike. */
function unseen(reference: string): string | undefined {
  return rougeTokens(reference, false).length === 0
    ? 'the reference has no letters a-z and no digits, and ROUGE sees nothing else'
    : undefined;
}

function rouge(overlap: (answer: readonly string[], reference: readonly string[]) => Overlap) {
  return {
    ...graded,
    unusable: unseen,
    measure: ({ stem }: OptionsOf<'rouge_l'>) =>
      bestOf(
        (answer, reference) =>
          overlap(rougeTokens(answer, stem), rougeTokens(reference, stem)).fmeasure,
      ),
  };
}
