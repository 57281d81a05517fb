// The pool of shots in; out come answers without a model, to be scored beside every model's.
import { bm25 } from '../base/bm25.ts';
import { words } from '../base/words.ts';
import { firstSentence } from './first-sentence.ts';

/** A shot as it is rendered. */
export interface PoolItem {
  readonly input: string;
  readonly output: string;
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
export function referenceLines(pool: readonly PoolItem[], rows: number): readonly ReferenceLine[] {
  if (pool.length === 0) return [];
  const outputs = pool.map(({ output }) => output.trim());
  const twins = placesOf(pool.map(({ input }) => input));
  const labels = new Set(outputs).size <= pool.length / 2;
  const other = labels ? majority(outputs) : leading();
  return isTooMany(pool.length, rows) ? [other] : [other, nearest(pool, outputs, twins)];
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
function nearest(
  pool: readonly PoolItem[],
  outputs: readonly string[],
  twins: Places,
): ReferenceLine {
  const index = bm25(pool.map(({ input }) => words(input)));
  return {
    name: 'nearest copy',
    answer({ input }) {
      const scores = index.scores(words(input));
      for (const twin of twins.get(input) ?? []) scores[twin] = -Infinity;
      const best = placeOfHighest(scores);
      return scores[best] === -Infinity ? undefined : outputs[best];
    },
  };
}

/** The first of the highest. A plain loop, since it passes the whole pool for every row. */
function placeOfHighest(scores: Float64Array): number {
  let best = 0;
  for (let place = 1; place < scores.length; place += 1)
    if (scores[place]! > scores[best]!) best = place;
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
