// The scores of two runs in, how they differ row by row out.
import type { Clusters } from '../stats/clusters.ts';
import { comparePaired, type PairedComparison } from '../stats/compare-paired.ts';
import { compareTogether } from '../stats/compare-together.ts';
import { isTogether, type MetricInfo } from '../task/metric-info.ts';
import { matchRuns, type Matched, type Pair } from './match-runs.ts';
import type { CountsOfRows, RunScores, ScoredCell } from './run-scores.ts';

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
        a: scoresIn(a, cellA, metricA),
        b: scoresIn(b, cellB, metricB),
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

/** Of one metric in one cell, by rows. */
interface Scores {
  readonly means: Float64Array;
  /** Where answers are scored together. */
  readonly counts: CountsOfRows | undefined;
}

function scoresIn({ means, counts }: RunScores, cell: number, metric: number): Scores {
  return { means: means[cell]![metric]!, counts: counts?.[cell]?.[metric] };
}

interface Compared {
  readonly a: Scores;
  readonly b: Scores;
  readonly metric: MetricInfo;
}

function compareRows(
  { a, b, metric }: Compared,
  { matched, keys, clusters }: Rows,
): Omit<CellComparison, 'a' | 'b'> {
  const scoredA = ([row]: Pair) => !Number.isNaN(a.means[row]);
  const scoredB = ([, row]: Pair) => !Number.isNaN(b.means[row]);
  const both = matched.rows.filter((pair) => scoredA(pair) && scoredB(pair));
  const oneSided = matched.rows.filter((pair) => scoredA(pair) !== scoredB(pair));
  const keyOf = ([, row]: Pair) => keys[row]!;
  return {
    metric,
    rows: both.map(keyOf),
    scoresA: Float64Array.from(both, ([row]) => a.means[row]!),
    scoresB: Float64Array.from(both, ([, row]) => b.means[row]!),
    onlyScoredInA: oneSided.filter(scoredA).map(keyOf),
    onlyScoredInB: oneSided.filter(scoredB).map(keyOf),
    ...(both.length > 0 ? { paired: pairedOf({ a, b, metric }, both, clusters) } : {}),
  };
}

function pairedOf(
  { a, b, metric }: Compared,
  both: readonly Pair[],
  clusters: Clusters | undefined,
): PairedComparison {
  const { name, kind, better, range } = metric;
  // The same rows give the same figures, on whichever machine.
  const seed = `compare ${name}`;
  const own = clusters ? { clusters: both.map(([, row]) => clusters[row]!) } : {};
  const options = { kind, better, range, seed, ...own };
  const scoresA = Float64Array.from(both, ([row]) => a.means[row]!);
  const scoresB = Float64Array.from(both, ([, row]) => b.means[row]!);
  if (!isTogether(metric)) return comparePaired(scoresA, scoresB, options);
  // What has a score has counts.
  const countsA = both.map(([row]) => a.counts![row]!);
  const countsB = both.map(([, row]) => b.counts![row]!);
  return compareTogether(
    { counts: countsA, singles: scoresA },
    { counts: countsB, singles: scoresB },
    { ...options, corpus: metric.corpus },
  );
}
