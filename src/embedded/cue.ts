import { newline, type Encoded } from './encoding.ts';

/** The end of the prompt, by which the model knows what kind of answer is asked for. */
export interface Cue {
  /** In tokens. */
  readonly length: number;
  /** Positions after earlier occurrences of the cue: there an answer begins. */
  readonly slots: readonly number[];
}

const longestSuffix = 12;

/** The last line with a word in it, if it occurs earlier; else the suffix that best tells its occurrences apart from chance. */
export function findCue(encoded: Encoded): Cue {
  const length = lastLineLength(encoded);
  const slots = slotsAfterLine(encoded.norms, length);
  return slots.length > 0 ? { length, slots } : suffixCue(encoded.norms);
}

/** From the newline that opens the line to the end of the prompt; 0 when no newline has a word after it. */
function lastLineLength({ norms, isWord }: Encoded): number {
  let wordSeen = false;
  for (let i = norms.length - 1; i >= 0; i -= 1) {
    const norm = norms[i]!;
    if (wordSeen && norm === newline) return norms.length - i;
    wordSeen ||= isWord[norm]!;
  }
  return 0;
}

function slotsAfterLine(norms: Int32Array, length: number): number[] {
  if (length === 0) return [];
  const cue = norms.subarray(norms.length - length);
  const slots: number[] = [];
  for (let start = 0; start + 2 * length <= norms.length; start += 1)
    if (cue.every((norm, i) => norms[start + i] === norm)) slots.push(start + length);
  return slots;
}

/** For templates whose cue stands inside a line. Longer suffixes are surer, frequent ones better: count * length^2 weighs the two. */
function suffixCue(norms: Int32Array): Cue {
  const lengths = suffixMatches(norms);
  const counts = new Float64Array(longestSuffix + 2);
  for (const length of lengths) counts[length]! += 1;
  for (let length = longestSuffix; length >= 1; length -= 1) counts[length]! += counts[length + 1]!;
  let best = 1;
  for (let length = 2; length <= longestSuffix; length += 1)
    if (counts[length]! * length * length > counts[best]! * best * best) best = length;
  while (best > 1 && counts[best - 1]! <= 1.5 * counts[best]!) best -= 1;
  const slots: number[] = [];
  for (const [slot, length] of lengths.entries()) if (length >= best) slots.push(slot);
  return { length: Math.min(best, norms.length), slots };
}

/** For each position, how many tokens before it are those at the end of the prompt; the two may not overlap. */
function suffixMatches(norms: Int32Array): Uint8Array {
  const size = norms.length;
  return Uint8Array.from(norms, (_, slot) => {
    const limit = Math.min(longestSuffix, slot, size - slot);
    let length = 0;
    while (length < limit && norms[slot - 1 - length] === norms[size - 1 - length]) length += 1;
    return length;
  });
}
