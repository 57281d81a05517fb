import type { Corpus } from '../score/corpus.ts';
import { rowBootstrap } from './bootstrap.ts';
import type { KeptRows } from './corpus-column.ts';
import type { Interval } from './interval.ts';

export function addedUp(corpus: Corpus, data: KeptRows): Float64Array {
  const sums = new Float64Array(corpus.size);
  for (let row = 0; row < data.rows; row += 1) addRow(corpus, sums, data, row);
  return sums;
}

/**
 * What the score of all answers together was in the middle of 2,000 draws of as many rows with replacement, all answers of
 * a row together. Approximate: with few rows it is too narrow. The draws are seeded by the number of rows alone, so that
 * cells of the same rows are drawn alike.
 */
export function bootstrap(corpus: Corpus, data: KeptRows, confidence: number): Interval {
  const sums = new Float64Array(corpus.size);
  const scoreOf = (drawn: Int32Array) => {
    sums.fill(0);
    for (const row of drawn) addRow(corpus, sums, data, row);
    return corpus.score(sums);
  };
  const { low, high } = rowBootstrap(data.rows, scoreOf, { confidence, seed: data.rows });
  return { low, high };
}

function addRow(corpus: Corpus, sums: Float64Array, { kept, starts }: KeptRows, row: number): void {
  const to = starts[row + 1]!;
  for (let answer = starts[row]!; answer < to; answer += 1)
    corpus.add(sums, kept, corpus.width * answer);
}
