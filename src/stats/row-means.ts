// The scores of a cell, row after row and within a row trial after trial, in; what they say of rows out.
import { meanOfTrials, type Pool } from './pool-trials.ts';
import type { ScoreColumn } from './score-column.ts';

export interface Rows {
  /** The place of the first trial of the first row. */
  readonly start: number;
  readonly rows: number;
  readonly trials: number;
}

/** One score for each row that has any. */
export function scoresOfRows(pool: Pool, rows: Rows): Float64Array {
  return scoreOfEveryRow(pool, rows).filter((score) => !Number.isNaN(score));
}

/** One score for each row, NaN where it has none. */
export function scoreOfEveryRow(pool: Pool, { start, rows, trials }: Rows): Float64Array {
  const scores = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) scores[row] = pool(start + row * trials, trials);
  return scores;
}

/** Whether the row of an index has a score. */
export function ofScoredRows(
  pool: Pool,
  { start, trials }: Rows,
): (value: number, row: number) => boolean {
  return (_, row) => !Number.isNaN(pool(start + row * trials, trials));
}

/** How many rows have a score of any metric. */
export function countRows(columns: readonly ScoreColumn[], { start, rows, trials }: Rows): number {
  const pools = columns.map(meanOfTrials);
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    const from = start + row * trials;
    if (pools.some((pool) => !Number.isNaN(pool(from, trials)))) count += 1;
  }
  return count;
}
