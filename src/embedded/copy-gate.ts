import type { Blocks, Example } from './blocks.ts';
import { newline, wordsIn, type Encoded, type Span } from './encoding.ts';

/** How much of the next token comes from copying the query block, learned from what the examples' answers do. */
export interface CopyGate {
  readonly first: number;
  readonly later: number;
}

/**
 * Answers made of words of their own block open the gate; answers that are repeated or listed in the instruction are
 * labels and close it.
 */
export function copyGate(encoded: Encoded, { preamble, examples }: Blocks): CopyGate {
  if (examples.some(({ answer }) => hasInnerNewline(encoded, answer)))
    return { first: 0, later: 0 };
  const share = novelShare(encoded, preamble, examples);
  if (share === 0) return { first: 0, later: 0 };
  let copied = 0;
  let total = 0;
  let openings = 0;
  for (const { block, answer } of examples) {
    const own = new Set(wordsIn(encoded, block));
    const words = wordsIn(encoded, answer);
    copied += words.filter((word) => own.has(word)).length;
    total += words.length;
    if (opensWithCopy(encoded, block, answer)) openings += 1;
  }
  const later = (share * copied) / (total + 4);
  return { first: Math.min(later, (share * openings) / (examples.length + 1)), later };
}

function hasInnerNewline({ norms }: Encoded, { start, end }: Span): boolean {
  return norms.subarray(start + 1, end).includes(newline);
}

/** The share of examples whose answer is nobody else's and does not stand in the preamble. */
function novelShare(encoded: Encoded, preamble: Span, examples: readonly Example[]): number {
  const answers = examples.map(({ answer }) => joined(encoded, answer));
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const listed = joined(encoded, preamble);
  const novel = answers.filter((answer) => counts.get(answer) === 1 && !listed.includes(answer));
  return novel.length / Math.max(1, examples.length);
}

/** Norms as a text in which only whole tokens can be found. */
function joined({ norms }: Encoded, { start, end }: Span): string {
  return ` ${norms.subarray(start, end).join(' ')} `;
}

function opensWithCopy({ norms }: Encoded, block: Span, { start, end }: Span): boolean {
  if (end - start < 2) return false;
  for (let i = block.start; i + 1 < block.end; i += 1)
    if (norms[i] === norms[start] && norms[i + 1] === norms[start + 1]) return true;
  return false;
}
