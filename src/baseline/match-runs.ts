// The scores of two runs in; which of their cells, rows and metrics belong together, and which have no counterpart, out.
import { stableJson } from '../base/hash.ts';
import type { RunScores, ScoredCell } from './run-scores.ts';
import type { MetricInfo } from '../task/metric-info.ts';

/** Places in the two runs. */
export type Pair = readonly [a: number, b: number];

/** What only one of two runs has. */
export interface Unmatched {
  readonly cells: readonly string[];
  readonly rows: readonly string[];
  readonly metrics: readonly string[];
}

export interface Matched {
  readonly cells: readonly Pair[];
  readonly rows: readonly Pair[];
  readonly metrics: readonly Pair[];
  readonly onlyInA: Unmatched;
  readonly onlyInB: Unmatched;
}

/**
 * Cells belong together that have the same values on the axes of the grid, whatever their parameters: a change of the temperature
 * must be comparable. Where each run has one cell, these do. Metrics of one name that are not scored alike are two.
 */
export function matchRuns(a: RunScores, b: RunScores): Matched {
  const single = a.cells.length === 1 && b.cells.length === 1;
  const cellKey = ({ axes }: ScoredCell) => (single ? '' : stableJson(axes));
  const cells = match(a.cells, b.cells, cellKey);
  const rows = match(a.rows, b.rows, (row) => row);
  const metrics = match(a.metrics, b.metrics, metricKey);
  const rest = (one: RunScores, side: 0 | 1): Unmatched => ({
    cells: unmatched(one.cells, cells, side).map(({ name }) => name),
    rows: unmatched(one.rows, rows, side),
    metrics: unmatched(one.metrics, metrics, side).map(({ name }) => name),
  });
  return { cells, rows, metrics, onlyInA: rest(a, 0), onlyInB: rest(b, 1) };
}

function metricKey({ name, better, range, corpus, trials, weights, rule }: MetricInfo): string {
  const way = [corpus, trials, weights, rule].map((one) => one ?? null);
  return stableJson([name, better, range, ...way]);
}

/** In the order of b. */
function match<T>(a: readonly T[], b: readonly T[], keyOf: (item: T) => string): Pair[] {
  const places = new Map(a.map((item, index) => [keyOf(item), index]));
  return b.flatMap((item, index): Pair[] => {
    const place = places.get(keyOf(item));
    return place === undefined ? [] : [[place, index]];
  });
}

function unmatched<T>(items: readonly T[], pairs: readonly Pair[], side: 0 | 1): T[] {
  const matched = new Set(pairs.map((pair) => pair[side]));
  return items.filter((_, index) => !matched.has(index));
}
