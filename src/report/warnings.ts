// An outcome in, what its reader should know before believing it out.
import type { CellOutcome, Outcome } from './outcome.ts';
import { plural } from './numbers.ts';

const fewRows = 30;
const muchTruncated = 0.1;

export function doubts({
  cells,
  metrics,
  rows,
}: Pick<Outcome, 'cells' | 'metrics' | 'rows'>): string[] {
  return [...tooFewRows(rows), ...truncated(cells), ...equalScores(cells, metrics[0]!.name)];
}

function tooFewRows(rows: number): string[] {
  if (rows >= fewRows) return [];
  return [
    `${plural(rows, 'row')} only: the intervals are wide, and small differences mean nothing`,
  ];
}

function truncated(cells: readonly CellOutcome[]): string[] {
  const many = cells.filter((cell) => cell.truncated > muchTruncated * cell.answers);
  if (many.length === 0) return [];
  const where = many.length === 1 ? `in ${many[0]!.name}` : `in ${plural(many.length, 'cell')}`;
  return [
    `more than 10 % of the answers ${where} were cut by max_tokens: raise it, or add a stop string`,
  ];
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
