// Rows that belong together (the same document, the same author) in, what they are worth out.
import { upperProbability, type Interval } from './interval.ts';
import { mean, type Values } from './mean.ts';
import { studentQuantile } from './student-t.ts';

/** The cluster of each row. */
export type Clusters = Uint32Array | readonly (string | number)[];

/** Below it the interval is known to be too narrow. */
const enoughClusters = 20;

export interface ClusteredError {
  readonly mean: number;
  /** Standard error, as of equation 4 of Miller 2024. */
  readonly cr0: number;
  /** The same times sqrt(G / (G - 1)); the one to use. */
  readonly cr1: number;
  readonly clusters: number;
}

/**
 * The standard error of a mean whose rows come in G clusters: the root of the summed squared deviations of the clusters, over n
 * (Liang and Zeger 1986; Miller 2024, arXiv:2411.00640, eq. 4), with the CR1 correction. With one row in each cluster it is the usual
 * one. @throws RangeError unless every row has a cluster and there are 2
 */
export function clusteredError(values: Values, clusters: Clusters): ClusteredError {
  const centre = mean(values);
  const deviations = Array.from(values, (value) => value - centre);
  const sums = clusterSums(deviations, clusters);
  const count = sums.length;
  if (count < 2) throw new RangeError(`the standard error of ${count} cluster`);
  const cr0 = Math.sqrt(sums.reduce((sum, one) => sum + one * one, 0)) / values.length;
  return { mean: centre, cr0, cr1: cr0 * Math.sqrt(count / (count - 1)), clusters: count };
}

/** The interval of a mean over clustered rows: CR1 with t of G - 1 degrees of freedom. @throws RangeError as `clusteredError` */
export function clusteredInterval(
  values: Values,
  clusters: Clusters,
  confidence: number,
): Interval & { readonly mean: number; readonly clusters: number } {
  const { mean: centre, cr1, clusters: count } = clusteredError(values, clusters);
  const half = studentQuantile(upperProbability(confidence), count - 1) * cr1;
  return { mean: centre, low: centre - half, high: centre + half, clusters: count };
}

/** The sum of the values of each cluster, in the order in which the clusters come. @throws RangeError unless every row has a cluster */
export function clusterSums(values: Values, clusters: Clusters): Float64Array {
  if (values.length !== clusters.length)
    throw new RangeError(`${values.length} values in ${clusters.length} rows of clusters`);
  const sums = new Map<string | number, number>();
  for (const [index, cluster] of clusters.entries() as Iterable<[number, string | number]>)
    sums.set(cluster, (sums.get(cluster) ?? 0) + values[index]!);
  return Float64Array.from(sums.values());
}

/** The rows of each cluster, in the order in which the clusters come. */
export function clusterRows(clusters: Clusters): number[][] {
  const rows = new Map<string | number, number[]>();
  for (const [index, cluster] of clusters.entries() as Iterable<[number, string | number]>) {
    const known = rows.get(cluster);
    if (known) known.push(index);
    else rows.set(cluster, [index]);
  }
  return [...rows.values()];
}

/** What to say where there are too few clusters for the interval to hold; undefined where there are 20 or more. */
export function clusterWarning(clusters: number): string | undefined {
  if (clusters >= enoughClusters) return undefined;
  const count = `${clusters} ${clusters === 1 ? 'cluster' : 'clusters'}`;
  return `only ${count}: with fewer than ${enoughClusters} the interval is too narrow`;
}
