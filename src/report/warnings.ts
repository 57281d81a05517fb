// An outcome in, what its reader should know before believing it out.
import { clusterWarning } from '../stats/clusters.ts';
import type { MetricSummary } from '../stats/cell-summary.ts';
import type { CellOutcome, Outcome } from './outcome.ts';
import { noiseWarnings } from './noise.ts';
import { plural, showCount } from './numbers.ts';

const fewRows = 30;
const muchTruncated = 0.1;

type Doubted = Pick<Outcome, 'cells' | 'metrics' | 'shard' | 'sweep'> &
  Partial<Pick<Outcome, 'gates' | 'baseline'>>;

/** A part of a run has other rows in every cell, and few of them: that is no news. Nor is it in a race. */
export function doubts(outcome: Doubted): string[] {
  const { cells, metrics, shard, sweep } = outcome;
  return [
    ...(shard ? [] : [...tooFewRows(cells), ...(sweep ? [] : unlikeRows(cells))]),
    ...(shard ? [] : fewClusters(cells, metrics[0]!.name)),
    ...unjudged(cells),
    ...truncated(cells),
    ...equalScores(cells, metrics[0]!.name),
    ...drawn(cells, metrics),
    ...(shard || sweep ? [] : noiseWarnings(outcome)),
  ];
}

function tooFewRows(cells: readonly CellOutcome[]): string[] {
  const { most } = scoredRows(cells);
  if (most === 0 || most >= fewRows) return [];
  return [
    `${plural(most, 'row')} only: the intervals are wide, and small differences mean nothing`,
  ];
}

function unlikeRows(cells: readonly CellOutcome[]): string[] {
  const { least, most } = scoredRows(cells);
  if (least >= most) return [];
  return [
    `some cells were scored on fewer rows than others (${showCount(least)} to ${showCount(most)}): they do not compare like with like`,
  ];
}

/** Of the cells that have a score at all. */
function scoredRows(cells: readonly CellOutcome[]): { least: number; most: number } {
  const counts = cells.map(({ n }) => n).filter((n) => n > 0);
  return { least: Math.min(...counts), most: Math.max(0, ...counts) };
}

/** No formula has the interval of a score that is no mean. */
function drawn(cells: readonly CellOutcome[], metrics: Doubted['metrics']): string[] {
  const names = metrics.map(({ name }) => name);
  const found = names.filter((name) => cells.some(({ metrics: all }) => drawnUnit(all[name])));
  if (found.length === 0) return [];
  const unit = cells.flatMap(({ metrics: all }) => drawnUnit(all[found[0]!]) ?? [])[0]!;
  return [
    `the intervals of ${found.join(', ')} are approximate: 2,000 draws of the ${unit} (bootstrap)`,
  ];
}

function drawnUnit(summary: MetricSummary | undefined): 'rows' | 'clusters' | undefined {
  if (!summary || !('method' in summary)) return undefined;
  if (summary.method === 'cluster-bootstrap') return 'clusters';
  return summary.method === 'bootstrap' ? 'rows' : undefined;
}

function unjudged(cells: readonly CellOutcome[]): string[] {
  const count = cells.reduce((sum, cell) => sum + (cell.unjudged ?? 0), 0);
  if (count === 0) return [];
  return [`${plural(count, 'answer')} could not be scored: whom a scorer asks failed`];
}

function truncated(cells: readonly CellOutcome[]): string[] {
  const many = cells.filter((cell) => cell.truncated > muchTruncated * cell.answers);
  if (many.length === 0) return [];
  const where = many.length === 1 ? `in ${many[0]!.name}` : `in ${plural(many.length, 'cell')}`;
  return [
    `more than 10 % of the answers ${where} were cut by max_tokens: raise it, or add a stop string`,
  ];
}

function fewClusters(cells: readonly CellOutcome[], metric: string): string[] {
  const counts = cells.flatMap(({ metrics }) => {
    const summary = metrics[metric];
    return summary && 'mean' in summary && summary.clusters ? [summary.clusters] : [];
  });
  const warning = counts.length > 0 ? clusterWarning(Math.min(...counts)) : undefined;
  return warning ? [warning] : [];
}

/** An interval of no width under t does not mean certainty. */
function equalScores(cells: readonly CellOutcome[], metric: string): string[] {
  const equal = cells.filter(({ metrics }) => {
    const summary = metrics[metric];
    return summary && 'mean' in summary && summary.method === 't' && summary.low === summary.high;
  });
  if (equal.length === 0) return [];
  return [
    `${metric}: all rows score alike in ${plural(equal.length, 'cell')}, so the interval says nothing`,
  ];
}
