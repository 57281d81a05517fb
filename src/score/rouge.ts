// ROUGE (Lin 2004) as google-research/rouge_score computes it, with its tokeniser.
import { bagOverlap, overlapOf, type Overlap } from './overlap.ts';
import { porterStem } from './porter-stemmer.ts';

/** Runs of a-z and 0-9 after lower-casing; every other character separates. `stem` acts on words of more than 3 letters. */
export function rougeTokens(text: string, stem: boolean): string[] {
  const tokens: string[] = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return stem ? tokens.map((token) => (token.length > 3 ? porterStem(token) : token)) : tokens;
}

/** ROUGE-n over tokens. */
export function rougeN(
  n: number,
  answer: readonly string[],
  reference: readonly string[],
): Overlap {
  return bagOverlap(ngrams(n, answer), ngrams(n, reference));
}

/** ROUGE-L of the whole texts: line breaks are nothing special (rouge_score's rougeL, not rougeLsum). */
export function rougeL(answer: readonly string[], reference: readonly string[]): Overlap {
  return overlapOf(commonLength(answer, reference), answer.length, reference.length);
}

function ngrams(n: number, tokens: readonly string[]): string[] {
  return Array.from({ length: Math.max(0, tokens.length - n + 1) }, (_, start) =>
    tokens.slice(start, start + n).join(' '),
  );
}

/** The length of the longest common subsequence. */
function commonLength(left: readonly string[], right: readonly string[]): number {
  let row = new Uint32Array(right.length + 1);
  for (const token of left) {
    const next = new Uint32Array(row.length);
    for (let j = 0; j < right.length; j += 1)
      next[j + 1] = token === right[j] ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!);
    row = next;
  }
  return row[right.length]!;
}
