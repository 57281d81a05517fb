// The tally of the run in hand, or the folder of an earlier one, in; its scores row by row, ready to be compared, out.
import type { Cell } from '../grid/cells.ts';
import { describeCell, type Manifest, type ManifestCell } from '../schedule/manifest.ts';
import type { Pair } from '../schedule/read-journal.ts';
import { corpusOf } from '../score/corpus.ts';
import { scoresOf } from '../score/score-fields.ts';
import type { Clusters } from '../stats/clusters.ts';
import type { RowCounts } from '../stats/compare-together.ts';
import type { KeptRows } from '../stats/corpus-column.ts';
import { scoreOfEveryRow } from '../stats/row-means.ts';
import { makeColumns } from '../stats/score-columns.ts';
import { scoreShapeOf } from '../stats/tally-shape.ts';
import type { Example } from '../plan/example.ts';
import type { Tally } from '../stats/tally.ts';
import { isTogether, type MetricInfo } from '../task/metric-info.ts';
import type { Template } from '../task/template-schema.ts';

/** What is known of a cell without its answers. Cells are matched by their axes, not by their parameters. */
export type ScoredCell = Pick<ManifestCell, 'id' | 'name' | 'axes'> & Partial<ManifestCell>;

/** What was asked, so that a change of it can be shown. */
export interface Asked {
  /** By the names that the cells give them. */
  readonly templates: Readonly<Record<string, Template>>;
  /** The prompts of one row. */
  readonly example?: Example;
}

export function askedOf({ task, example }: Pick<Manifest, 'task' | 'example'>): Asked {
  return { templates: task.templates, ...(example ? { example } : {}) };
}

/** Of each row, where it was scored, answer after answer. */
export type CountsOfRows = readonly (RowCounts | undefined)[];

/** What a run scored on each row, trials averaged. */
export interface RunScores {
  readonly task: string;
  readonly cells: readonly ScoredCell[];
  readonly metrics: readonly MetricInfo[];
  /** The keys of the rows, sorted by code units. */
  readonly rows: readonly string[];
  /** `means[cell][metric][row]` to six digits, as a baseline keeps them; NaN where there is no score. */
  readonly means: readonly (readonly Float64Array[])[];
  /** The same of what adds up to a score of all answers together; absent where no metric is one. */
  readonly counts?: readonly (readonly (CountsOfRows | undefined)[])[];
  /** The cluster of each row, where rows come in clusters and it is known: journals and baselines of older runs do not tell it. */
  readonly clusters?: Clusters;
  /** Absent where it was not kept. */
  readonly asked?: Asked;
}

export interface TallyParts {
  readonly task: string;
  readonly cells: readonly Cell[];
  readonly metrics: readonly MetricInfo[];
  readonly tally: Tally;
  /** The keys of the rows in the order of the data, as they stand in the journal. */
  readonly keys: readonly string[];
}

export function scoresOfTally({ task, cells, metrics, tally, keys }: TallyParts): RunScores {
  const means = cells.map(({ index }) =>
    metrics.map((_, metric) => tally.everyRowMean(index, metric)),
  );
  const kept = cells.map(({ index }) => metrics.map((_, metric) => tally.keptRows(index, metric)));
  const described = { task, cells: cells.map(describeCell), metrics };
  const ordered = inOrder({ keys, means, clusters: tally.shape.clusters });
  return { ...described, ...ordered, ...countsInOrder(keys, metrics, kept) };
}

/** Every answer of the run once, as `readResults` yields them. */
export async function scoresOfRun(
  manifest: Manifest,
  results: AsyncIterable<Pair>,
): Promise<RunScores> {
  const { task, cells, rows, trials, metrics } = manifest;
  const places = new Map(cells.map(({ id }, index) => [id, index]));
  const found = new Map<string, number>();
  const clusters: string[] = [];
  const columns = cells.map(() => makeColumns(scoreShapeOf(metrics), rows * trials));
  for await (const { answer, score } of results) {
    const cell = places.get(answer.cell);
    if (cell === undefined || answer.trial >= trials) continue;
    const row = found.get(answer.row) ?? found.size;
    if (row >= rows) continue;
    found.set(answer.row, row);
    if (answer.cluster !== undefined) clusters[row] = answer.cluster;
    if (score) columns[cell]!.keepScores(row * trials + answer.trial, scoresOf(metrics, score));
  }
  const keys = [...found.keys()];
  const all = { start: 0, rows: keys.length, trials };
  const means = columns.map(({ pools }) => pools.map((pool) => scoreOfEveryRow(pool, all)));
  const kept = columns.map(({ together }) => together.map((column) => column?.of(all)));
  const described = cells.map(({ id, name, axes, params }) => ({ id, name, axes, params }));
  const ordered = inOrder({ keys, means, clusters: clusters.length > 0 ? clusters : undefined });
  const counts = countsInOrder(keys, metrics, kept);
  return { task: task.name, cells: described, metrics, ...ordered, ...counts };
}

interface Unordered extends Pick<RunScores, 'means'> {
  readonly keys: readonly string[];
  readonly clusters: Clusters | undefined;
}

/** Rows that name no cluster are of one. */
function inOrder({ keys, means, clusters }: Unordered) {
  const order = orderOf(keys);
  const sorted = (ofRows: Float64Array) =>
    Float64Array.from(order, (row) => sixDigits(ofRows[row]!));
  return {
    rows: order.map((row) => keys[row]!),
    means: means.map((ofCell) => ofCell.map(sorted)),
    ...(clusters ? { clusters: order.map((row) => clusters[row] ?? '') } : {}),
  };
}

/** Nothing where no metric is of all answers together. */
function countsInOrder(
  keys: readonly string[],
  metrics: readonly MetricInfo[],
  kept: readonly (readonly (KeptRows | undefined)[])[],
): Pick<RunScores, 'counts'> {
  if (!metrics.some(isTogether)) return {};
  const order = orderOf(keys);
  const ofMetric = (data: KeptRows | undefined, metric: MetricInfo) => {
    if (!data || !isTogether(metric)) return undefined;
    const found = countsOfRows(data, corpusOf(metric.corpus).width);
    return order.map((row) => found.get(row)?.map(sixDigits));
  };
  const counts = kept.map((ofCell) => ofCell.map((data, index) => ofMetric(data, metrics[index]!)));
  return { counts };
}

function countsOfRows({ kept, starts, places }: KeptRows, width: number) {
  return new Map(
    Array.from(places, (row, index) => {
      const [from, to] = [width * starts[index]!, width * starts[index + 1]!];
      return [row, kept.slice(from, to)];
    }),
  );
}

function orderOf(keys: readonly string[]): number[] {
  return keys.map((_, row) => row).toSorted((a, b) => (keys[a]! < keys[b]! ? -1 : 1));
}

/** What is compared with a baseline must be as exact as that, or every third of a row would have changed. */
function sixDigits(mean: number): number {
  return Number(mean.toPrecision(6));
}
