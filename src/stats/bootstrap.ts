import { seededRandom } from '../base/random.ts';
import type { Corpus } from '../score/corpus.ts';
import type { KeptRows } from './corpus-column.ts';
import { upperProbability, type Interval } from './interval.ts';
import { quantileOfSorted } from './quantile.ts';

const draws = 2000;

export function addedUp(corpus: Corpus, data: KeptRows): Float64Array {
  const sums = new Float64Array(corpus.size);
  for (let row = 0; row < data.rows; row += 1) addRow(corpus, sums, data, row);
  return sums;
}

/**
 * The percentile interval of the bootstrap (Efron 1979): what the score was in the middle of 2,000 draws of as many rows
 * with replacement, all answers of a row together. Approximate: with few rows it is too narrow. The draws are seeded by
 * the number of rows alone, so that cells of the same rows are drawn alike.
 */
export function bootstrap(corpus: Corpus, data: KeptRows, confidence: number): Interval {
  const { rows } = data;
  const random = seededRandom('bootstrap', rows);
  const sums = new Float64Array(corpus.size);
  const scores = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    sums.fill(0);
    for (let count = 0; count < rows; count += 1)
      addRow(corpus, sums, data, Math.floor(random() * rows));
    scores[draw] = corpus.score(sums);
  }
  scores.sort();
  const upper = upperProbability(confidence);
  return {
    low: quantileOfSorted(scores, 1 - upper),
    high: quantileOfSorted(scores, upper),
  };
}

function addRow(corpus: Corpus, sums: Float64Array, { kept, starts }: KeptRows, row: number): void {
  const to = starts[row + 1]!;
  for (let answer = starts[row]!; answer < to; answer += 1)
    corpus.add(sums, kept, corpus.width * answer);
}
