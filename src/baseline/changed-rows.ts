// Comparisons in, the rows that changed most out.
import type { CellComparison } from './compare-runs.ts';

export interface ChangedRow {
  readonly metric: string;
  /** The ids of the cell in both runs, and its name in the second. */
  readonly cells: readonly [a: string, b: string];
  readonly cell: string;
  readonly row: string;
  readonly a: number;
  readonly b: number;
}

/** Of one metric over all its cells; what got worse before what got better by as much. */
export function changedRows(comparisons: readonly CellComparison[], most: number): ChangedRow[] {
  const changes = comparisons.flatMap(({ metric, a, b, rows, scoresA, scoresB }) =>
    rows.flatMap((row, index) => {
      const change = { a: scoresA[index]!, b: scoresB[index]! };
      if (change.a === change.b) return [];
      const sign = metric.better === 'higher' ? 1 : -1;
      const gain = sign * (change.b - change.a);
      const place = { metric: metric.name, cells: [a.id, b.id] as const, cell: b.name, row };
      return [{ ...place, ...change, gain }];
    }),
  );
  return changes
    .toSorted((x, y) => Math.abs(y.gain) - Math.abs(x.gain) || x.gain - y.gain)
    .slice(0, most)
    .map(({ gain: _gain, ...change }) => change);
}
