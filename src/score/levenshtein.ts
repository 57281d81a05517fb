import { editDistance } from '../base/distance.ts';

/** 1 - edit distance / length of the longer text, in code points; 1 for two empty texts. */
export function similarity(answer: string, reference: string): number {
  const longer = Math.max(Array.from(answer).length, Array.from(reference).length);
  return longer === 0 ? 1 : 1 - editDistance(answer, reference) / longer;
}
