import { bm25, type Idf } from '../base/bm25.ts';
import type { Blocks } from './blocks.ts';
import { wordsIn, type Encoded, type Span } from './encoding.ts';

/** Of examples and query together, so that every word of the query is in at least one of them. */
export const blockIdf: Idf = (blocks, frequency) => Math.log((blocks + 1) / frequency);

const sharpness = 0.8;

/** Words that begin alike are mostly forms of one word. */
const stemLength = 5;

/**
 * How much each example counts: a softmax over its BM25 similarity to the query block. The answer is part of what is
 * compared, since the name of a label often occurs in the texts that bear it.
 */
export function exampleWeights(encoded: Encoded, { examples, query }: Blocks): Float64Array {
  // Each stem is one string: a word that is cut anew would be hashed anew.
  const stems = encoded.normTexts.map((norm) => norm.slice(0, stemLength));
  const stemsIn = (span: Span) => wordsIn(encoded, span).map((norm) => stems[norm]!);
  const documents = examples.map(({ block, answer }) => [...stemsIn(block), ...stemsIn(answer)]);
  const asked = stemsIn(query);
  const similarity = bm25([...documents, asked], blockIdf).scores(asked);
  // Long queries have large sums: without the root the softmax would see the nearest example only.
  const beta = sharpness * Math.min(1, Math.sqrt(8 / Math.max(1, new Set(asked).size)));
  return softmax(similarity.subarray(0, examples.length).map((value) => beta * value));
}

function softmax(values: Float64Array): Float64Array {
  const highest = values.reduce((a, b) => Math.max(a, b), 0);
  const weights = values.map((value) => Math.exp(value - highest));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}
