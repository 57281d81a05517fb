// The scores of a row in, its line of a baseline out; and back.
import { corpusOf } from '../score/corpus.ts';
import type { RowCounts } from '../stats/compare-together.ts';
import type { CorpusEntry } from '../task/expand-entry.ts';
import { isTogether, type MetricInfo } from '../task/metric-info.ts';
import type { RunScores } from './run-scores.ts';

interface RowLine {
  readonly row: string;
  /** Where rows come in clusters. */
  readonly cluster?: string;
  /** Of each metric the mean over trials in every cell; null where there is none. */
  readonly scores: Readonly<Record<string, readonly (number | null)[]>>;
  /** Of metrics that score all answers together what adds up, answer after answer. */
  readonly counts?: Readonly<Record<string, readonly (readonly number[] | null)[]>>;
}

export function rowLine(scores: RunScores, row: number): RowLine {
  const { rows, metrics, means, counts, clusters } = scores;
  const ofMetric = (metric: number) => means.map((cell) => numberOrNull(cell[metric]![row]!));
  const countsOf = (metric: number) =>
    (counts ?? []).map((cell) => listOrNull(cell[metric]?.[row]));
  const together = metrics.flatMap((metric, index) =>
    isTogether(metric) ? [[metric.name, countsOf(index)] as const] : [],
  );
  return {
    row: rows[row]!,
    ...(clusters ? { cluster: String(clusters[row]!) } : {}),
    scores: Object.fromEntries(metrics.map(({ name }, metric) => [name, ofMetric(metric)])),
    ...(together.length > 0 ? { counts: Object.fromEntries(together) } : {}),
  };
}

/** JSON has no NaN; null is read as no score. */
function numberOrNull(mean: number): number | null {
  return Number.isNaN(mean) ? null : mean;
}

/** Of the four bytes that a number has only six digits were meant. */
function listOrNull(counts: RowCounts | undefined): number[] | null {
  return counts ? Array.from(counts, (count) => Number(count.toPrecision(6))) : null;
}

interface Shape {
  readonly metrics: readonly MetricInfo[];
  readonly cells: readonly unknown[];
}

/** What the line of a row holds, or why it is none. */
export function rowIn(value: unknown, { metrics, cells }: Shape): RowLine | string {
  const { row, cluster, scores, counts } = (value ?? {}) as Partial<RowLine>;
  if (typeof row !== 'string' || !scores) return 'it is of no row';
  const wrong = metrics.find(({ name, range }) => !areScores(scores[name], cells.length, range));
  if (wrong) return `it does not have ${cells.length} scores of ${wrong.name}`;
  const uncounted = metrics
    .filter(isTogether)
    .find(({ name, corpus }) => !areCounts(counts?.[name], scores[name]!, corpus));
  if (uncounted) return `it does not have the counts of ${uncounted.name} that its scores have`;
  const more = { ...(cluster === undefined ? {} : { cluster }), ...(counts ? { counts } : {}) };
  return { row, scores, ...more };
}

function areScores(values: unknown, count: number, [least, most]: MetricInfo['range']): boolean {
  if (!Array.isArray(values) || values.length !== count) return false;
  return values.every(
    (value) =>
      value === null ||
      (typeof value === 'number' && value >= least && value <= (most ?? Infinity)),
  );
}

/** Whole answers wherever there is a score; labels by their places. */
function areCounts(
  values: unknown,
  scores: readonly (number | null)[],
  corpus: CorpusEntry,
): boolean {
  if (!Array.isArray(values) || values.length !== scores.length) return false;
  const { width } = corpusOf(corpus);
  const most = 'labels' in corpus.options ? corpus.options.labels.length : Infinity;
  const isCount = (one: unknown) => typeof one === 'number' && one >= 0 && one <= most;
  return values.every((counts: unknown, cell) => {
    if (scores[cell] === null) return counts === null;
    if (!Array.isArray(counts) || counts.length === 0) return false;
    return counts.length % width === 0 && counts.every(isCount);
  });
}

/** Of lines in the order of their keys. */
export function scoresIn(
  lines: readonly RowLine[],
  { metrics, cells }: Shape,
): Pick<RunScores, 'rows' | 'means' | 'counts' | 'clusters'> {
  const ofCells = <T>(pick: (metric: MetricInfo, cell: number) => T) =>
    cells.map((_, cell) => metrics.map((metric) => pick(metric, cell)));
  const counts = ofCells((metric, cell) =>
    isTogether(metric) ? lines.map((line) => countsIn(line, metric.name, cell)) : undefined,
  );
  return {
    rows: lines.map(({ row }) => row),
    means: ofCells(({ name }, cell) =>
      Float64Array.from(lines, ({ scores }) => scores[name]![cell] ?? NaN),
    ),
    ...(metrics.some(isTogether) ? { counts } : {}),
    ...(lines.some(({ cluster }) => cluster !== undefined)
      ? { clusters: lines.map(({ cluster }) => cluster ?? '') }
      : {}),
  };
}

function countsIn({ counts }: RowLine, metric: string, cell: number): RowCounts | undefined {
  const found = counts?.[metric]?.[cell];
  return found ? Float32Array.from(found) : undefined;
}
