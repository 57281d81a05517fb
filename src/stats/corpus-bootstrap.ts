import type { Corpus } from '../score/corpus.ts';
import { rowBootstrap } from './bootstrap.ts';
import type { KeptRows } from './corpus-column.ts';
import type { Interval } from './interval.ts';

export function addedUp(corpus: Corpus, { kept, rows }: KeptRows): Float64Array {
  const sums = new Float64Array(corpus.size);
  for (const row of rows) addRow(corpus, sums, kept, row);
  return sums;
}

/**
 * What the score of all answers together was in the middle of 2,000 draws of as many rows with replacement, all answers of
 * a row together. Approximate: with few rows it is too narrow. The draws are seeded by the number of rows alone, so that
 * cells of the same rows are drawn alike.
 */
export function bootstrap(corpus: Corpus, { kept, rows }: KeptRows, confidence: number): Interval {
  const sums = new Float64Array(corpus.size);
  const scoreOf = (drawn: Int32Array) => {
    sums.fill(0);
    for (const row of drawn) addRow(corpus, sums, kept, rows[row]!);
    return corpus.score(sums);
  };
  const { low, high } = rowBootstrap(rows.length, scoreOf, { confidence, seed: rows.length });
  return { low, high };
}

function addRow(
  corpus: Corpus,
  sums: Float64Array,
  kept: Float32Array,
  [from, to]: readonly [from: number, to: number],
): void {
  for (let answer = from; answer < to; answer += 1) corpus.add(sums, kept, corpus.width * answer);
}
