// The moves of words that Tercom considers: runs of the answer that stand elsewhere in the reference.
import { operationsOf, type EditTable } from './beam-distance.ts';

const longestRun = 10;
const farthest = 50;

export interface Shift {
  readonly start: number;
  readonly length: number;
  /** Before which word the run is put. */
  readonly target: number;
}

type Words = readonly string[];

/** In the order of Tercom's search. */
export function* shiftsOf(words: Words, wanted: Words, table: EditTable): Generator<Shift[]> {
  const alignment = alignmentOf(table);
  for (const run of equalRuns(words, wanted)) {
    if (isUseful(run, alignment)) yield targetsOf(run, alignment);
  }
}

interface Run {
  readonly start: number;
  readonly startInWanted: number;
  readonly length: number;
}

function* equalRuns(words: Words, wanted: Words): Generator<Run> {
  for (const start of words.keys()) {
    const from = Math.max(0, start - farthest);
    const to = Math.min(wanted.length - 1, start + farthest);
    for (let startInWanted = from; startInWanted <= to; startInWanted += 1) {
      const most = equalWords(words, start, wanted, startInWanted);
      for (let length = 1; length <= most; length += 1) yield { start, startInWanted, length };
    }
  }
}

function equalWords(words: Words, start: number, wanted: Words, startInWanted: number): number {
  const most = Math.min(longestRun, words.length - start, wanted.length - startInWanted);
  let length = 0;
  while (length < most && words[start + length] === wanted[startInWanted + length]) length += 1;
  return length;
}

interface Alignment {
  /** For each word of the reference the last word of the answer up to there; -1 before the first. */
  readonly places: readonly number[];
  readonly wrong: readonly boolean[];
  readonly missed: readonly boolean[];
}

function alignmentOf(table: EditTable): Alignment {
  const places: number[] = [];
  const wrong: boolean[] = [];
  const missed: boolean[] = [];
  for (const operation of operationsOf(table)) {
    if (operation !== 'add') wrong.push(operation !== 'same');
    if (operation === 'drop') continue;
    places.push(wrong.length - 1);
    missed.push(operation !== 'same');
  }
  return { places, wrong, missed };
}

/** Something in the run stands wrong, something there is missed, and it is not moved into itself. */
function isUseful({ start, startInWanted, length }: Run, alignment: Alignment): boolean {
  const { places, wrong, missed } = alignment;
  if (!wrong.slice(start, start + length).includes(true)) return false;
  if (!missed.slice(startInWanted, startInWanted + length).includes(true)) return false;
  const place = places[startInWanted]!;
  return place < start || place >= start + length;
}

function targetsOf({ start, startInWanted, length }: Run, { places }: Alignment): Shift[] {
  const targets: number[] = [];
  for (let place = startInWanted - 1; place < startInWanted + length; place += 1) {
    const target = place === -1 ? 0 : places[place]! + 1;
    if (target !== targets.at(-1)) targets.push(target);
  }
  return targets.map((target) => ({ start, length, target }));
}

export function moved(words: Words, { start, length, target }: Shift): string[] {
  const run = words.slice(start, start + length);
  const rest = [...words.slice(0, start), ...words.slice(start + length)];
  // A target inside the run counts from its beginning.
  const place = target < start ? target : target > start + length ? target - length : target;
  return rest.toSpliced(place, 0, ...run);
}
