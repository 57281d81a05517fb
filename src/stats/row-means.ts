// The scores of a cell, row after row and within a row trial after trial, in; what they say of rows out.
import type { ScoreColumn } from './score-column.ts';

export interface Rows {
  /** The place of the first trial of the first row. */
  readonly start: number;
  readonly rows: number;
  readonly trials: number;
}

/** One mean for each row that has a score. */
export function meansOfRows(column: ScoreColumn, rows: Rows): Float64Array {
  return everyRowMean(column, rows).filter((mean) => !Number.isNaN(mean));
}

/** One mean for each row, NaN where it has no score. Always in the order of the trials: a sum of fractions depends on it. */
export function everyRowMean(column: ScoreColumn, { start, rows, trials }: Rows): Float64Array {
  const means = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) means[row] = meanAt(column, start + row * trials, trials);
  return means;
}

/** Whether the row of an index has a score. */
export function ofScoredRows(
  column: ScoreColumn,
  { start, trials }: Rows,
): (value: number, row: number) => boolean {
  return (_, row) => !Number.isNaN(meanAt(column, start + row * trials, trials));
}

function meanAt(column: ScoreColumn, from: number, trials: number): number {
  let sum = 0;
  let scored = 0;
  for (let place = from; place < from + trials; place += 1) {
    const value = column.at(place);
    if (Number.isNaN(value)) continue;
    sum += value;
    scored += 1;
  }
  return scored === 0 ? NaN : sum / scored;
}

/** How many rows have a score of any metric. */
export function countRows(columns: readonly ScoreColumn[], { start, rows, trials }: Rows): number {
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    const from = start + row * trials;
    if (columns.some((column) => !Number.isNaN(meanAt(column, from, trials)))) count += 1;
  }
  return count;
}
