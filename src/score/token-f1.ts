import type { OptionsOf } from '../task/score-entry.ts';
import type { Compare } from './metric.ts';
import { makeNormaliser, splitWords } from './normalise.ts';
import { bagOverlap } from './overlap.ts';

/**
 * F1 of the words of two texts, after SQuAD's normalisation unless told otherwise (evaluate-v1.1.py); 0 without a shared
 * word, so also where both are empty.
 */
export function tokenF1({ normalize = 'squad', count }: OptionsOf<'f1'>): Compare {
  const normalise = makeNormaliser(normalize);
  const wordsOf = (text: string) => {
    const words = splitWords(normalise(text));
    return count === 'set' ? [...new Set(words)] : words;
  };
  return (answer, reference) => bagOverlap(wordsOf(answer), wordsOf(reference)).fmeasure;
}
