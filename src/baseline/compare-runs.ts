// The scores of two runs in, how they differ row by row out.
import type { Clusters } from '../stats/clusters.ts';
import { comparePaired, type PairedComparison } from '../stats/compare-paired.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { matchRuns, type Matched } from './match-runs.ts';
import type { RunScores, ScoredCell } from './run-scores.ts';

/** One metric in one pair of cells. */
export interface CellComparison {
  readonly metric: MetricInfo;
  readonly a: ScoredCell;
  readonly b: ScoredCell;
  /** Rows of both runs that both could score, by their keys, and what each scored. */
  readonly rows: readonly string[];
  readonly scoresA: Float64Array;
  readonly scoresB: Float64Array;
  /** Rows of both runs that only one could score. */
  readonly onlyScoredInA: readonly string[];
  readonly onlyScoredInB: readonly string[];
  /** Absent where no row was scored in both. */
  readonly paired?: PairedComparison;
}

export interface RunComparison {
  readonly matched: Matched;
  /** Metric by metric, in each the cells in the order of b. */
  readonly comparisons: readonly CellComparison[];
}

/** `isMeant` takes the name of a metric and the id of a cell of b: the others are matched, but not compared. */
export function compareRuns(
  a: RunScores,
  b: RunScores,
  isMeant: (metric: string, cell: string) => boolean = () => true,
): RunComparison {
  const matched = matchRuns(a, b);
  const clusters = clustersOf(a, b, matched);
  const comparisons = matched.metrics.flatMap(([metricA, metricB]) =>
    matched.cells.flatMap(([cellA, cellB]) => {
      if (!isMeant(b.metrics[metricB]!.name, b.cells[cellB]!.id)) return [];
      const scores = {
        a: a.means[cellA]![metricA]!,
        b: b.means[cellB]![metricB]!,
        metric: b.metrics[metricB]!,
      };
      const cells = { a: a.cells[cellA]!, b: b.cells[cellB]! };
      return [{ ...cells, ...compareRows(scores, { matched, keys: b.rows, clusters }) }];
    }),
  );
  return { matched, comparisons };
}

/** Of each row of b; those of a where only they are known. */
function clustersOf(a: RunScores, b: RunScores, { rows }: Matched): Clusters | undefined {
  const { clusters } = a;
  if (b.clusters || !clusters) return b.clusters;
  const ofB: (string | number)[] = [];
  for (const [rowA, rowB] of rows) ofB[rowB] = clusters[rowA]!;
  return ofB;
}

interface Rows {
  readonly matched: Matched;
  /** Of b. */
  readonly keys: readonly string[];
  readonly clusters: Clusters | undefined;
}

interface Scores {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly metric: MetricInfo;
}

function compareRows(
  { a, b, metric }: Scores,
  { matched, keys, clusters }: Rows,
): Omit<CellComparison, 'a' | 'b'> {
  const scored = (value: number | undefined) => !Number.isNaN(value);
  const both = matched.rows.filter(([rowA, rowB]) => scored(a[rowA]) && scored(b[rowB]));
  const oneSided = matched.rows.filter(([rowA, rowB]) => scored(a[rowA]) !== scored(b[rowB]));
  const scoresA = Float64Array.from(both, ([row]) => a[row]!);
  const scoresB = Float64Array.from(both, ([, row]) => b[row]!);
  const { name, kind, better, range } = metric;
  // The same rows give the same figures, on whichever machine.
  const options = {
    kind,
    better,
    range,
    seed: `compare ${name}`,
    ...(clusters ? { clusters: both.map(([, row]) => clusters[row]!) } : {}),
  };
  return {
    metric,
    rows: both.map(([, row]) => keys[row]!),
    scoresA,
    scoresB,
    onlyScoredInA: oneSided.filter(([row]) => scored(a[row])).map(([, row]) => keys[row]!),
    onlyScoredInB: oneSided.filter(([, row]) => scored(b[row])).map(([, row]) => keys[row]!),
    ...(both.length > 0 ? { paired: comparePaired(scoresA, scoresB, options) } : {}),
  };
}
