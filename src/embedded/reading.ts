import { cutBlocks, type Blocks, type Example } from './blocks.ts';
import { copyGate, type CopyGate } from './copy-gate.ts';
import { findCue } from './cue.ts';
import { encode, newline, type Encoded } from './encoding.ts';
import { exampleWeights } from './relevance.ts';
import { weighSentences, type Sentence } from './salience.ts';

/** Everything that the next-token distribution needs to know of a prompt, computed once a completion. */
export interface Reading {
  readonly encoded: Encoded;
  readonly cueLength: number;
  readonly gate: CopyGate;
  /** By position: what a continuation found there counts as, in the examples and the preamble. */
  readonly exampleWeight: Float64Array;
  /** The same in the query block; a position has at most one of the two. */
  readonly copyWeight: Float64Array;
  readonly sentences: readonly Sentence[];
  /** The lengths of the examples' answers, in tokens. */
  readonly answerLengths: readonly number[];
  /** The newlines that ended the last example's answer, if newlines did. */
  readonly separator: number | undefined;
  /** By token id: half the unigram distribution of the prompt, half uniform. */
  readonly backOff: Float64Array;
  /** By position: the nearest earlier position with the same norm, or -1. */
  readonly previous: Int32Array;
  /** By norm: its last position, or -1. */
  readonly latest: Int32Array;
}

const preambleWeight = 0.02;

export function readPrompt(prompt: string): Reading {
  const encoded = encode(prompt);
  const cue = findCue(encoded);
  const blocks = cutBlocks(encoded, cue);
  const sentences = weighSentences(encoded, blocks);
  return {
    encoded,
    cueLength: cue.length,
    gate: copyGate(encoded, blocks),
    exampleWeight: sourceWeights(encoded, blocks),
    copyWeight: copyWeights(encoded, sentences),
    sentences,
    answerLengths: blocks.examples.map(({ answer }) => answer.end - answer.start),
    separator: separatorAfter(encoded, blocks.examples.at(-1)),
    backOff: backOffDistribution(encoded),
    ...indexPositions(encoded),
  };
}

function separatorAfter({ ids, norms }: Encoded, example?: Example): number | undefined {
  return example && norms[example.answer.end] === newline ? ids[example.answer.end] : undefined;
}

function sourceWeights(encoded: Encoded, { preamble, examples, query }: Blocks): Float64Array {
  const weights = new Float64Array(encoded.ids.length);
  if (examples.length === 0) return weights.fill(1, preamble.start, query.start);
  const relevance = exampleWeights(encoded, { preamble, examples, query });
  weights.fill(preambleWeight, preamble.start, preamble.end);
  for (const [i, { block, answer }] of examples.entries())
    weights.fill(relevance[i]!, block.start, answer.end);
  return weights;
}

function copyWeights({ ids }: Encoded, sentences: readonly Sentence[]): Float64Array {
  const weights = new Float64Array(ids.length);
  for (const { start, end, weight } of sentences) weights.fill(weight, start, end);
  return weights;
}

function backOffDistribution({ ids, vocabulary }: Encoded): Float64Array {
  const size = vocabulary.length;
  const unigram = ids.length === 0 ? 0 : 0.5 / ids.length;
  const distribution = new Float64Array(size).fill(ids.length === 0 ? 1 / size : 0.5 / size);
  for (const id of ids) distribution[id]! += unigram;
  return distribution;
}

function indexPositions({ norms, normTexts }: Encoded): Pick<Reading, 'previous' | 'latest'> {
  const latest = new Int32Array(normTexts.length).fill(-1);
  const previous = norms.map((norm, position) => {
    const before = latest[norm]!;
    latest[norm] = position;
    return before;
  });
  return { previous, latest };
}
