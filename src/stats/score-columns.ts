// Scores of several metrics one by one in, columns of them out, one number or a few at each place.
import type { Score } from '../score/score.ts';
import type { Pooling } from '../task/common-options.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { corpusColumn } from './corpus-column.ts';
import { poolOf } from './pool-trials.ts';
import { scoreColumn } from './score-column.ts';

export interface ColumnShape {
  /** Of each scorer. */
  readonly kinds: readonly MetricInfo['kind'][];
  /** Of scorers that score answers together: how many numbers they keep of each; else 0. */
  readonly widths?: readonly number[];
  /** What the trials of a row come to; without it their mean. */
  readonly poolings?: readonly (Pooling | undefined)[];
}

/** Every score by itself: sums would depend on the order in which trials came back. */
export function makeColumns({ kinds, widths = [], poolings = [] }: ColumnShape, places: number) {
  const columns = kinds.map((kind) => scoreColumn(kind, places));
  const together = widths.map((width) => (width > 0 ? corpusColumn(width, places) : undefined));
  const pools = columns.map((column, metric) =>
    poolOf(column, poolings[metric], (place) => together[metric]?.at(place) ?? place),
  );
  const keepScores = (place: number, scores: readonly Score[]) => {
    for (const [metric, score] of scores.entries()) {
      if (score.status !== 'scored') continue;
      columns[metric]!.set(place, score.value);
      if (score.counts) together[metric]?.set(place, score.counts);
    }
  };
  return { columns, together, pools, keepScores };
}
