// Results one by one in, what the summaries need out: a few bytes for every cell, row and trial, never text.
import type { Completion } from '../provider/completion.ts';
import type { Score } from '../score/score.ts';
import { addAnswer, emptySums, type CellTotals } from './cell-totals.ts';
import { countRows, meansOfRows } from './row-means.ts';

export interface TallyShape {
  readonly cells: number;
  readonly rows: number;
  readonly trials: number;
  /** How many scorers. */
  readonly metrics: number;
}

/** Where a result belongs, by index. */
export interface Slot {
  readonly cell: number;
  readonly row: number;
  readonly trial: number;
}

export interface Result {
  readonly completion: Completion;
  readonly scores: readonly Score[];
  /** Its prompt lost shots because it did not fit. */
  readonly shortened?: boolean;
}

interface CellCounts extends CellTotals {
  /** Rows with at least one scored answer. */
  readonly rows: number;
  /** Milliseconds, of every answer that was asked for, in no order. */
  readonly latencies: Float32Array;
}

export interface Tally {
  readonly shape: TallyShape;
  /** An answer is counted once: false for another in its place. What failed makes room. */
  add(slot: Slot, result: Result): boolean;
  /** What the place holds. */
  at(slot: Slot): 'nothing' | 'failed' | 'answered';
  /** Over all cells. */
  sums(): { readonly answered: number; readonly failed: number };
  counts(cell: number): CellCounts;
  /** The scores of a metric, averaged over the trials of a row; rows that have none are left out. */
  rowMeans(cell: number, metric: number): Float64Array;
}

const failedMark = 1;
const answeredMark = 2;
const shortenedMark = 4;

export function makeTally(shape: TallyShape): Tally {
  const { cells, rows, trials, metrics } = shape;
  const places = cells * rows * trials;
  const marks = new Uint8Array(places);
  // NaN marks what was not scored: sums would depend on the order in which trials came back.
  const values = Array.from({ length: metrics }, () => new Float64Array(places).fill(NaN));
  const latencies = new Float32Array(places).fill(NaN);
  const sums = Array.from({ length: cells }, emptySums);
  const placeOf = ({ cell, row, trial }: Slot) => (cell * rows + row) * trials + trial;
  const range = (cell: number) => [cell * rows * trials, (cell + 1) * rows * trials] as const;

  const keepScores = (place: number, scores: readonly Score[]) => {
    for (const [metric, score] of scores.entries())
      if (score.status === 'scored') values[metric]![place] = score.value;
  };

  return {
    shape,
    at: (slot) => meaningOf(marks[placeOf(slot)]!),
    add(slot, { completion, scores, shortened = false }) {
      const place = placeOf(slot);
      const sum = sums[slot.cell]!;
      const before = marks[place]!;
      if (before & answeredMark) return false;
      const failed = completion.status === 'failed';
      marks[place] = (failed ? failedMark : answeredMark) | (shortened ? shortenedMark : 0);
      sum.failed += Number(failed) - Number((before & failedMark) > 0);
      sum.shortened += Number(shortened) - Number((before & shortenedMark) > 0);
      if (failed) return true;
      addAnswer(sum, completion, scores);
      if (!completion.cached) latencies[place] = completion.latencyMs;
      keepScores(place, scores);
      return true;
    },
    sums: () => ({
      answered: sums.reduce((total, { answers }) => total + answers, 0),
      failed: sums.reduce((total, { failed }) => total + failed, 0),
    }),
    counts: (cell) => ({
      ...sums[cell]!,
      rows: countRows(
        values.map((column) => column.subarray(...range(cell))),
        trials,
      ),
      latencies: latencies.subarray(...range(cell)).filter((time) => !Number.isNaN(time)),
    }),
    rowMeans: (cell, metric) => meansOfRows(values[metric]!.subarray(...range(cell)), trials),
  };
}

function meaningOf(mark: number): ReturnType<Tally['at']> {
  if (mark & answeredMark) return 'answered';
  return mark & failedMark ? 'failed' : 'nothing';
}
