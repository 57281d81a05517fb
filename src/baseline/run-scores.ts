// The tally of the run in hand, or the folder of an earlier one, in; its scores row by row, ready to be compared, out.
import type { Cell } from '../grid/cells.ts';
import { describeCell, type Manifest, type ManifestCell } from '../schedule/manifest.ts';
import type { Pair } from '../schedule/read-journal.ts';
import type { Clusters } from '../stats/clusters.ts';
import { poolOf } from '../stats/pool-trials.ts';
import { scoreOfEveryRow } from '../stats/row-means.ts';
import { scoreColumn, type ScoreColumn } from '../stats/score-column.ts';
import type { Example } from '../plan/example.ts';
import type { Tally } from '../stats/tally.ts';
import type { MetricInfo } from '../task/metric-info.ts';
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

/** What a run scored on each row, trials averaged. */
export interface RunScores {
  readonly task: string;
  readonly cells: readonly ScoredCell[];
  readonly metrics: readonly MetricInfo[];
  /** The keys of the rows, sorted by code units. */
  readonly rows: readonly string[];
  /** `means[cell][metric][row]` to six digits, as a baseline keeps them; NaN where there is no score. */
  readonly means: readonly (readonly Float64Array[])[];
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
  const kept = metrics.filter(isOfRows);
  const means = cells.map(({ index }) =>
    kept.map((metric) => tally.everyRowMean(index, metrics.indexOf(metric))),
  );
  const { clusters } = tally.shape;
  const scores = { task, cells: cells.map(describeCell), metrics: kept, ...inOrder(keys, means) };
  return { ...scores, ...clustersInOrder(keys, clusters) };
}

/** What answers score together, or only with the texts of all trials, is no score of a row in the journal. */
function isOfRows({ corpus, trials }: MetricInfo): boolean {
  return corpus === undefined && trials !== 'majority';
}

/** Every answer of the run once, as `readResults` yields them. */
export async function scoresOfRun(
  manifest: Manifest,
  results: AsyncIterable<Pair>,
): Promise<RunScores> {
  const { task, cells, rows, trials } = manifest;
  const metrics = manifest.metrics.filter(isOfRows);
  const places = new Map(cells.map(({ id }, index) => [id, index]));
  const keys = new Map<string, number>();
  const clusters: string[] = [];
  const column = ({ kind }: MetricInfo) => scoreColumn(kind, rows * trials);
  const columns = cells.map(() => metrics.map(column));
  for await (const { answer, score } of results) {
    const cell = places.get(answer.cell);
    if (cell === undefined || answer.trial >= trials) continue;
    const row = keys.get(answer.row) ?? keys.size;
    if (row >= rows) continue;
    keys.set(answer.row, row);
    if (answer.cluster !== undefined) clusters[row] = answer.cluster;
    for (const [index, { name }] of metrics.entries())
      keepScore(columns[cell]![index]!, row * trials + answer.trial, score?.scores[name]);
  }
  const all = { start: 0, rows: keys.size, trials };
  const means = columns.map((ofCell) =>
    ofCell.map((each, index) =>
      scoreOfEveryRow(
        poolOf(each, metrics[index]!.trials, (place) => place),
        all,
      ),
    ),
  );
  const described = cells.map(({ id, name, axes, params }) => ({ id, name, axes, params }));
  const names = [...keys.keys()];
  const scores = { task: task.name, cells: described, metrics, ...inOrder(names, means) };
  return { ...scores, ...clustersInOrder(names, clusters.length > 0 ? clusters : undefined) };
}

/** Rows that name none are of one cluster. */
function clustersInOrder(
  keys: readonly string[],
  clusters: Clusters | undefined,
): Pick<RunScores, 'clusters'> {
  return clusters ? { clusters: orderOf(keys).map((row) => clusters[row] ?? '') } : {};
}

function keepScore(column: ScoreColumn, place: number, value: unknown): void {
  if (typeof value === 'number') column.set(place, value);
}

type Rows = Pick<RunScores, 'rows' | 'means'>;

function inOrder(keys: readonly string[], means: RunScores['means']): Rows {
  const order = orderOf(keys);
  const sorted = (ofRows: Float64Array) =>
    Float64Array.from(order, (row) => sixDigits(ofRows[row]!));
  return {
    rows: order.map((row) => keys[row]!),
    means: means.map((ofCell) => ofCell.map(sorted)),
  };
}

function orderOf(keys: readonly string[]): number[] {
  return keys.map((_, row) => row).toSorted((a, b) => (keys[a]! < keys[b]! ? -1 : 1));
}

/** What is compared with a baseline must be as exact as that, or every third of a row would have changed. */
function sixDigits(mean: number): number {
  return Number(mean.toPrecision(6));
}
