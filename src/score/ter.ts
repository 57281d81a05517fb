// TER (Snover et al. 2006) as sacrebleu computes it after Tercom: edits and moves per word of the reference.
import type { OptionsOf } from '../task/score-entry.ts';
import { distanceBeyond, distanceOf, editTable, type EditTable } from './beam-distance.ts';
import { splitMarks, unescapeXml } from './bleu-words.ts';
import { splitWords } from './normalise.ts';
import { moved, shiftsOf, type Shift } from './shifts.ts';

export type TerOptions = OptionsOf<'ter'>;

/** The fewest edits to some reference, and how long references are on average. Those of many answers add up. */
export type TerCounts = readonly [edits: number, length: number];

const mostShiftsTried = 1000;

export function terCounts(
  answer: string,
  references: readonly string[],
  options: TerOptions,
): TerCounts {
  const words = terWords(answer, options);
  const wanted = references.map((reference) => terWords(reference, options));
  const length = wanted.reduce((sum, reference) => sum + reference.length, 0) / wanted.length;
  return [Math.min(...wanted.map((reference) => edits(words, reference))), length];
}

/** Without a reference of any words it is 1, as long as something was said. */
export function terScore([count, length]: TerCounts): number {
  if (length > 0) return count / length;
  return count > 0 ? 1 : 0;
}

function terWords(text: string, options: TerOptions): string[] {
  const { normalized, no_punct: withoutMarks, case_sensitive: cased } = options;
  const folded = cased ? text : text.toLowerCase();
  const spaced = normalized ? normalised(folded) : folded;
  return splitWords(withoutMarks ? spaced.replaceAll(/[.,?:;!"()]/g, '') : spaced);
}

function normalised(text: string): string {
  const line = unescapeXml(text.replaceAll('\n-', '').replaceAll('\n', ' '));
  return splitMarks(` ${line} `, (marked) => marked.replaceAll("'s ", " 's "));
}

/** Moves the run that helps most, as long as one helps; a move is one edit. */
function edits(words: readonly string[], wanted: readonly string[]): number {
  if (wanted.length === 0) return words.length;
  const tried = { count: 0 };
  let [current, table] = [words, editTable(words, wanted)];
  for (let moves = 0; ; moves += 1) {
    const best = bestShift(current, wanted, table, tried);
    if (!best || tried.count >= mostShiftsTried || best.gain <= 0) return moves + distanceOf(table);
    current = moved(current, best.shift);
    table = editTable(current, wanted);
  }
}

interface Candidate {
  readonly shift: Shift;
  /** How many edits it saves, itself not counted. */
  readonly gain: number;
}

function bestShift(
  words: readonly string[],
  wanted: readonly string[],
  table: EditTable,
  tried: { count: number },
): Candidate | undefined {
  let best: Candidate | undefined;
  const before = distanceOf(table);
  for (const shifts of shiftsOf(words, wanted, table)) {
    for (const shift of shifts) {
      const after = distanceBeyond(moved(words, shift), wanted, table, firstMoved(shift));
      const candidate = { shift, gain: before - after };
      if (!best || isBetter(candidate, best)) best = candidate;
    }
    tried.count += shifts.length;
    if (tried.count >= mostShiftsTried) break;
  }
  return best;
}

/** The words before it stay where they are. */
function firstMoved({ start, target }: Shift): number {
  return Math.min(start, target);
}

/** More saved, then longer, then from farther in front, then to farther in front. */
function isBetter(a: Candidate, b: Candidate): boolean {
  const ranks = ({ gain, shift }: Candidate) => [gain, shift.length, -shift.start, -shift.target];
  const [left, right] = [ranks(a), ranks(b)];
  const first = left.findIndex((rank, index) => rank !== right[index]);
  return first !== -1 && left[first]! > right[first]!;
}
