import type { Reading } from './reading.ts';
import { endsSentence } from './salience.ts';

/** Continuations, weighted by how well what stands before them matches the end of the context. */
interface Votes {
  readonly mass: Float64Array;
  total: number;
}

const longestMatch = 8;
const gainPerToken = 12;
const backOffShare = 0.01;

const matchGain = powers(gainPerToken, longestMatch);

/** The probability of each token of the vocabulary after the prompt and what was generated since (as norms). */
export function nextToken(reading: Reading, generated: readonly number[]): Float64Array {
  const { examples, copies } = countVotes(reading, generated);
  if (generated.length === 0) startSentences(reading, copies);
  else endAnswer(reading, generated, copies);
  return mix(reading, generated.length === 0 ? reading.gate.first : reading.gate.later, {
    examples,
    copies,
  });
}

function countVotes(reading: Reading, generated: readonly number[]) {
  const { encoded, exampleWeight, copyWeight, previous, latest } = reading;
  const { ids, norms, vocabulary } = encoded;
  const examples: Votes = { mass: new Float64Array(vocabulary.length), total: 0 };
  const copies: Votes = { mass: new Float64Array(vocabulary.length), total: 0 };
  const context = endOfContext(reading, generated);
  let position = context.length === 0 ? -1 : (latest[context[0]!] ?? -1);
  for (; position >= 0; position = previous[position]!) {
    if (position + 1 === ids.length) continue;
    const gain = matchGain[matchLength(norms, position, context)]!;
    vote(examples, ids[position + 1]!, exampleWeight[position]! * gain);
    vote(copies, ids[position + 1]!, copyWeight[position]! * gain);
  }
  return { examples, copies };
}

/** The norms that a match may use, the last first: the cue and what was generated, not more. */
function endOfContext({ encoded, cueLength }: Reading, generated: readonly number[]): number[] {
  const { norms } = encoded;
  const size = Math.min(longestMatch, cueLength + generated.length);
  const all = [...norms.subarray(Math.max(0, norms.length - size)), ...generated.slice(-size)];
  return all.slice(-size).toReversed();
}

function matchLength(norms: Int32Array, position: number, context: readonly number[]): number {
  let length = 1;
  while (length < context.length && norms[position - length] === context[length]) length += 1;
  return length;
}

function vote(votes: Votes, id: number, weight: number): void {
  votes.mass[id]! += weight;
  votes.total += weight;
}

function startSentences({ encoded, sentences, cueLength }: Reading, copies: Votes): void {
  const gain = matchGain[Math.min(longestMatch, cueLength)]!;
  for (const { start, weight } of sentences) vote(copies, encoded.ids[start]!, weight * gain);
}

/** A copied answer ends where answers of its length have ended. */
function endAnswer(reading: Reading, generated: readonly number[], copies: Votes): void {
  const { answerLengths, separator, encoded } = reading;
  const length = generated.length;
  if (separator === undefined || length < 2) return;
  const afterSentence = endsSentence(encoded.normTexts[generated.at(-1)!] ?? '');
  const mean = answerLengths.reduce((a, b) => a + b, 0) / answerLengths.length;
  if (!afterSentence && length <= mean) return;
  const limit = afterSentence ? length + 2 : length - 2;
  const ended = answerLengths.filter((answer) => answer <= limit).length;
  const hazard = ended / (answerLengths.length + 0.5);
  vote(copies, separator, (copies.total * hazard) / (1 - hazard));
}

function mix(
  { backOff }: Reading,
  gate: number,
  { examples, copies }: { examples: Votes; copies: Votes },
): Float64Array {
  if (examples.total === 0 && copies.total === 0) return backOff;
  const copyShare = examples.total === 0 ? 1 : copies.total === 0 ? 0 : gate;
  const ofExample = ((1 - backOffShare) * (1 - copyShare)) / (examples.total || 1);
  const ofCopy = ((1 - backOffShare) * copyShare) / (copies.total || 1);
  return backOff.map(
    (share, id) =>
      backOffShare * share + ofExample * examples.mass[id]! + ofCopy * copies.mass[id]!,
  );
}

/** base^0 to base^last by multiplication: Math.pow is not the same on all versions of Node. */
function powers(base: number, last: number): number[] {
  const result = [1];
  for (let i = 0; i < last; i += 1) result.push(result[i]! * base);
  return result;
}
