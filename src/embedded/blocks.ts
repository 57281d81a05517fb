import type { Cue } from './cue.ts';
import { newline, type Encoded, type Span } from './encoding.ts';
import { isBlankLine } from './tokens.ts';

/** A solved example: what stands before the cue, and the answer after it. */
export interface Example {
  readonly block: Span;
  readonly answer: Span;
}

/** The prompt cut at the repetitions of its cue: no field name needs to be known. */
export interface Blocks {
  readonly preamble: Span;
  readonly examples: readonly Example[];
  /** What the answer is asked about. */
  readonly query: Span;
}

export function cutBlocks(encoded: Encoded, { length, slots }: Cue): Blocks {
  const queryEnd = encoded.ids.length - length;
  const cueStarts = [...slots.slice(1).map((slot) => slot - length), queryEnd];
  const answers = slots.map((slot, i) => answerAt(encoded, slot, Math.max(slot, cueStarts[i]!)));
  const last = answers.at(-1);
  const query = { start: last ? last.end : lastParagraph(encoded, queryEnd), end: queryEnd };
  const firstStart = last ? firstBlock(encoded, slots[0]! - length, query) : query.start;
  const examples = answers.map((answer, i) => ({
    block: { start: answers[i - 1]?.end ?? firstStart, end: slots[i]! - length },
    answer,
  }));
  return { preamble: { start: 0, end: firstStart }, examples, query };
}

/** Up to the first blank line, else the first newline, else one token. A newline at the very start belongs to the answer. */
function answerAt({ ids, norms, vocabulary }: Encoded, slot: number, limit: number): Span {
  let firstNewline: number | undefined;
  for (let i = slot + 1; i < limit; i += 1) {
    if (norms[i] !== newline) continue;
    if (isBlankLine(vocabulary[ids[i]!]!)) return { start: slot, end: i };
    firstNewline ??= i;
  }
  return { start: slot, end: firstNewline ?? Math.min(slot + 1, limit) };
}

/** The line of the preamble that begins most like the query: above it stands the instruction. Of equals, the last. */
function firstBlock({ norms }: Encoded, end: number, query: Span): number {
  let opening = query.start;
  while (opening < query.end && norms[opening] === newline) opening += 1;
  let best = { start: 0, shared: 0 };
  for (let start = 0; start < end; start += 1) {
    if (start > 0 && norms[start - 1] !== newline) continue;
    let shared = 0;
    while (
      start + shared < end &&
      opening + shared < query.end &&
      norms[start + shared] === norms[opening + shared] &&
      norms[start + shared] !== newline
    )
      shared += 1;
    if (shared >= best.shared) best = { start, shared };
  }
  return best.start;
}

/** Without examples, what follows the last blank line that has something between it and the cue. */
function lastParagraph({ ids, norms, vocabulary }: Encoded, end: number): number {
  for (let i = end - 2; i >= 0; i -= 1)
    if (norms[i] === newline && isBlankLine(vocabulary[ids[i]!]!)) return i + 1;
  return 0;
}
