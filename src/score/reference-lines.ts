// The pool of shots in; out come answers without a model, to be scored beside every model's.
import { firstSentence } from './first-sentence.ts';

/** A shot as it is rendered. */
export interface PoolItem {
  readonly input: string;
  readonly output: string;
}

/** The shots, and how alike each is to a text. */
export interface Shots {
  readonly examples: readonly PoolItem[];
  similarities(text: string): Float64Array;
}

interface Query {
  /** As it is rendered: pool rows with an equal input have no say. */
  readonly input: string;
  /** What the first sentence is taken from. */
  readonly text: string;
}

export interface ReferenceLine {
  readonly name: 'majority label' | 'nearest copy' | 'first sentence';
  /** Undefined where the pool has nothing but the query itself. */
  answer(query: Query): string | undefined;
}

/** Where outputs repeat (at most half as many as rows): majority and nearest. In free text: first sentence and nearest. */
export function referenceLines(shots: Shots, rows: number): readonly ReferenceLine[] {
  const pool = shots.examples;
  if (pool.length === 0) return [];
  const outputs = pool.map(({ output }) => output.trim());
  const twins = placesOf(pool.map(({ input }) => input));
  const labels = new Set(outputs).size <= pool.length / 2;
  const other = labels ? majority(outputs) : leading();
  return isTooMany(pool.length, rows) ? [other] : [other, nearest(shots, outputs, twins)];
}

/** The nearest copy compares every row with every shot of the pool; beyond so many pairs it would take longer than the run. */
export function isTooMany(pool: number, rows: number): boolean {
  return pool * rows > 200_000_000;
}

type Places = ReturnType<typeof placesOf>;

/** Of the whole pool: leaving out the query itself would make every label of a balanced set lose by one vote. */
function majority(outputs: readonly string[]): ReferenceLine {
  const places = [...placesOf(outputs)];
  const [text] = places.reduce((best, each) => (each[1].length > best[1].length ? each : best));
  return { name: 'majority label', answer: () => text };
}

function leading(): ReferenceLine {
  return { name: 'first sentence', answer: ({ text }) => firstSentence(text) };
}

/** The output of the pool input most similar by BM25; ties go to the first in the pool. */
function nearest(shots: Shots, outputs: readonly string[], twins: Places): ReferenceLine {
  return {
    name: 'nearest copy',
    answer({ input }) {
      const best = placeOfHighest(shots.similarities(input), new Set(twins.get(input)));
      return best === undefined ? undefined : outputs[best];
    },
  };
}

/** The first of the highest, without some. A plain loop, since it passes the whole pool for every row. */
function placeOfHighest(scores: Float64Array, without: ReadonlySet<number>): number | undefined {
  let best: number | undefined;
  let highest = -Infinity;
  for (let place = 0; place < scores.length; place += 1) {
    if (scores[place]! <= highest || without.has(place)) continue;
    best = place;
    highest = scores[place]!;
  }
  return best;
}

/** Where each text occurs, in order. */
function placesOf(texts: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, text] of texts.entries()) {
    const found = places.get(text);
    if (found) found.push(index);
    else places.set(text, [index]);
  }
  return places;
}
