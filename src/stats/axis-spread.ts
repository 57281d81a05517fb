// The scores of the same rows in every cell of a full product in, how far one axis moves their mean out.
import type { Clusters } from './clusters.ts';
import { comparePaired } from './compare-paired.ts';
import type { Interval } from './interval.ts';
import { mean, type Values } from './mean.ts';
import type { ScoreKind } from './summarise.ts';
import { marginalMeans } from './variance-shares.ts';

export interface SpreadOptions extends ScoreKind {
  readonly better: 'higher' | 'lower';
  readonly clusters?: Clusters;
}

/** In the unit of the scores; the interval is that of the spread, row by row. */
export interface AxisSpread extends Interval {
  /** Of each value, averaged over all cells that have it. */
  readonly means: readonly number[];
  /** The largest less the smallest of them. */
  readonly spread: number;
  /** The places of these two values. */
  readonly best: number;
  readonly worst: number;
  /** Two-sided: how often chance alone puts any two values so far apart. */
  readonly p: number;
}

/**
 * The best value of an axis against the worst, each row by its mean over the cells that have the value. Since the two were chosen by the
 * same rows, interval and p allow for all pairs of values (Bonferroni; Dunn 1961). `places` tells the value of each cell. @throws RangeError
 * for fewer than 2 values, or as `comparePaired`
 */
export function axisSpread(
  places: readonly number[],
  scores: readonly Values[],
  options: SpreadOptions,
): AxisSpread {
  const means = marginalMeans(places, scores.map(mean));
  const pairs = (means.length * (means.length - 1)) / 2;
  if (pairs === 0) throw new RangeError('the spread of one value');
  const [low, high] = [Math.min(...means), Math.max(...means)].map((one) => means.indexOf(one));
  const [worst, best] = options.better === 'higher' ? [low!, high!] : [high!, low!];
  const rowMeans = (place: number) => rowsOf(places, scores, place);
  const { p, ...found } = comparePaired(rowMeans(low!), rowMeans(high!), {
    ...options,
    better: 'higher',
    confidence: 1 - 0.05 / pairs,
    seed: 'spread',
  });
  const interval = { low: found.low, high: found.high };
  return { means, spread: found.difference, ...interval, best, worst, p: Math.min(1, pairs * p) };
}

/** Of each row the mean over the cells at this place of the axis. */
function rowsOf(places: readonly number[], scores: readonly Values[], place: number): Float64Array {
  const chosen = scores.filter((_, cell) => places[cell] === place);
  return Float64Array.from(chosen[0]!, (_, row) => mean(chosen.map((ofCell) => ofCell[row]!)));
}
