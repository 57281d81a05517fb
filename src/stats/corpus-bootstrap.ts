import type { Corpus } from '../score/corpus.ts';
import { rowBootstrap } from './bootstrap.ts';
import { clusterRows, type Clusters } from './clusters.ts';
import type { KeptRows } from './corpus-column.ts';
import type { Interval } from './interval.ts';
import { unitSums } from './unit-sums.ts';

export function addedUp(corpus: Corpus, data: KeptRows): Float64Array {
  const sums = new Float64Array(corpus.size);
  for (let row = 0; row < data.rows; row += 1) addRow(corpus, sums, data, row);
  return sums;
}

export interface CorpusBootstrap {
  readonly confidence: number;
  /** Of the rows that are kept: drawn are whole clusters. */
  readonly clusters?: Clusters | undefined;
}

/**
 * What the score of all answers together was in the middle of 2,000 draws of as many rows with replacement, all answers of
 * a row together; of as many clusters where rows come in clusters (Field and Welsh 2007, J. R. Statist. Soc. B 69). Approximate:
 * with few of them it is too narrow. The draws are seeded by their number alone, so that cells of the same rows are drawn alike.
 */
export function bootstrap(
  corpus: Corpus,
  data: KeptRows,
  { confidence, clusters }: CorpusBootstrap,
): Interval {
  const sums = new Float64Array(corpus.size);
  const units = clusters
    ? clusterRows(clusters)
    : Array.from({ length: data.rows }, (_, row) => [row]);
  const add = unitSums(corpus, units, (total, row) => addRow(corpus, total, data, row));
  const scoreOf = (drawn: Int32Array) => {
    sums.fill(0);
    for (const unit of drawn) add(sums, unit);
    return corpus.score(sums);
  };
  const { length: count } = units;
  const { low, high } = rowBootstrap(count, scoreOf, { confidence, seed: count });
  return { low, high };
}

function addRow(corpus: Corpus, sums: Float64Array, { kept, starts }: KeptRows, row: number): void {
  const to = starts[row + 1]!;
  for (let answer = starts[row]!; answer < to; answer += 1)
    corpus.add(sums, kept, corpus.width * answer);
}
