import type { Blocks } from './blocks.ts';
import { wordsIn, type Encoded, type Span } from './encoding.ts';
import { blockIdf } from './relevance.ts';

/** A sentence of the query block, and how likely an answer is to be taken from it. */
export interface Sentence extends Span {
  readonly weight: number;
}

const sentenceEnd = /^[.!?\u2026\u3002\uff01\uff1f]$/u;

export function endsSentence(norm: string): boolean {
  return sentenceEnd.test(norm);
}

/** Sentences speak for themselves by words that answers like to use, and by words that the query repeats. */
export function weighSentences(encoded: Encoded, blocks: Blocks): Sentence[] {
  const salience = wordSalience(encoded, blocks);
  return sentencesIn(encoded, blocks.query).map((span) => {
    const words = wordsIn(encoded, span);
    const sum = words.reduce((total, word) => total + salience.get(word)!, 0);
    const weight = words.length <= 2 ? 0.02 : Math.exp((2 * sum) / Math.sqrt(words.length + 3));
    return { ...span, weight };
  });
}

/** For each word of the query: the share of answers with it, and its rarity if the query repeats it. */
function wordSalience(encoded: Encoded, { examples, query }: Blocks): Map<number, number> {
  const inAnswers = documentFrequency(examples.map(({ answer }) => wordsIn(encoded, answer)));
  const queryWords = wordsIn(encoded, query);
  const inBlocks = documentFrequency([
    ...examples.map(({ block }) => wordsIn(encoded, block)),
    queryWords,
  ]);
  const salience = new Map<number, number>();
  const blocks = examples.length + 1;
  for (const word of queryWords) {
    const share = (inAnswers.get(word) ?? 0) / Math.max(1, examples.length);
    const repeated = salience.has(word) ? blockIdf(blocks, inBlocks.get(word)!) / 6 : 0;
    salience.set(word, share + repeated);
  }
  return salience;
}

function documentFrequency(documents: readonly (readonly number[])[]): Map<number, number> {
  const frequency = new Map<number, number>();
  for (const document of documents)
    for (const word of new Set(document)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  return frequency;
}

function sentencesIn(encoded: Encoded, { start, end }: Span): Span[] {
  const sentences: Span[] = [];
  let from = start;
  for (let i = start; i < end; i += 1)
    if (i + 1 === end || isBoundary(encoded, i)) {
      sentences.push({ start: from, end: i + 1 });
      from = i + 1;
    }
  return sentences;
}

/** Newlines and the colon after a field's name part what may be copied from what may not. */
function isBoundary({ norms, normTexts, ids, vocabulary }: Encoded, i: number): boolean {
  const norm = normTexts[norms[i]!]!;
  if (norm === '\n') return true;
  if (!endsSentence(norm) && norm !== ':') return false;
  return /^\s/.test(vocabulary[ids[i + 1]!]!);
}
