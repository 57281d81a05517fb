import { splitWords, squadNormalise } from './normalise.ts';
import { bagOverlap } from './overlap.ts';

/** F1 of the bags of words after SQuAD normalisation (evaluate-v1.1.py); 0 without a shared word, so also where both are empty. */
export function tokenF1(answer: string, reference: string): number {
  const [left, right] = [answer, reference].map((text) => splitWords(squadNormalise(text)));
  return bagOverlap(left!, right!).fmeasure;
}
