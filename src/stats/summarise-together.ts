// What is kept of the answers of a cell in, the score of all of them together and how sure it is out.
import { corpusOf } from '../score/corpus.ts';
import { isTogether, type MetricInfo } from '../task/metric-info.ts';
import { addedUp, bootstrap } from './corpus-bootstrap.ts';
import type { KeptRows } from './corpus-column.ts';
import type { Summary } from './summarise.ts';

const confidence = 0.95;

/** What takes the place of the mean over rows, or stands beside it; nothing where nothing was scored. `clusters` are those of all rows. */
export function summariseTogether(
  metric: MetricInfo,
  data: KeptRows,
  clusters?: Uint32Array,
): Partial<Summary> {
  const { corpus: entry, range } = metric;
  const [least, most] = range;
  const n = data.rows;
  if (!entry || n === 0) return {};
  const corpus = corpusOf(entry);
  const sums = addedUp(corpus, data);
  const confusion =
    'labels' in entry.options ? { confusion: confusionOf(sums, entry.options.labels) } : {};
  // The share of right labels is a mean over rows, and has the interval of one.
  if (!isTogether(metric)) return confusion;
  const own = clusters && Array.from(data.places, (row) => clusters[row]!);
  const count = own && new Set(own).size;
  const interval =
    (count ?? n) === 1
      ? { low: least, high: most }
      : bootstrap(corpus, data, { confidence, clusters: own });
  const method = own
    ? ({ method: 'cluster-bootstrap', clusters: count! } as const)
    : ({ method: 'bootstrap' } as const);
  return { mean: corpus.score(sums), ...interval, n, ...method, ...confusion };
}

function confusionOf(
  sums: Float64Array,
  labels: readonly string[],
): NonNullable<Summary['confusion']> {
  const width = labels.length + 1;
  const counts = labels.map((_, row) => [...sums.subarray(row * width, (row + 1) * width)]);
  return { labels, counts };
}
