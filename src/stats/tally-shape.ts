import { dataRows, type DataFile } from '../prompt/open-data.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { TallyShape } from './tally.ts';

/** What a tally must know of the rows and the metrics; reads the data once more where rows come in clusters. */
export async function shapeOf(
  data: DataFile,
  metrics: readonly MetricInfo[],
): Promise<Pick<TallyShape, 'rows' | 'kinds' | 'clusters'>> {
  const shape = { rows: data.count, kinds: metrics.map(({ kind }) => kind) };
  return data.source.cluster === undefined ? shape : { ...shape, clusters: await clustersOf(data) };
}

/** The cluster of each row by its number, which is smaller than its name. */
async function clustersOf(data: DataFile): Promise<Uint32Array> {
  const clusters = new Uint32Array(data.count);
  const numbers = new Map<string | undefined, number>();
  for await (const { index, cluster } of dataRows(data)) {
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    clusters[index] = number;
  }
  return clusters;
}
