// Results one by one in, what the summaries need out: a few bytes for every cell, row and trial, never text.
import type { Completion } from '../provider/completion.ts';
import type { Score } from '../score/score.ts';
import { addAnswer, emptySums, type CellTotals } from './cell-totals.ts';
import type { KeptRows } from './corpus-column.ts';
import { countRows, ofScoredRows, scoreOfEveryRow, scoresOfRows } from './row-means.ts';
import { makeColumns, type ColumnShape } from './score-columns.ts';

export interface TallyShape extends ColumnShape {
  readonly cells: number;
  readonly rows: number;
  readonly trials: number;
  /** The cluster of each row, where rows come in clusters. */
  readonly clusters?: Uint32Array;
  /** Latencies are not kept: there are none. */
  readonly untimed?: true;
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
  /** Milliseconds, of every answer that was asked for, sorted. */
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
  /** The scores of a metric, as a rule the mean over the trials of a row; rows that have none are left out. */
  rowMeans(cell: number, metric: number): Float64Array;
  /** As `rowMeans`, but of every row in their order: NaN for those that have none. */
  everyRowMean(cell: number, metric: number): Float64Array;
  /** The same of one row. */
  rowMean(place: Omit<Slot, 'trial'>, metric: number): number;
  /** The clusters of the same rows, where there are some. */
  rowClusters(cell: number, metric: number): Uint32Array | undefined;
  /** What is kept of answers that are scored together; undefined for a metric that has nothing of that. */
  keptRows(cell: number, metric: number): KeptRows | undefined;
}

const failedMark = 1;
const answeredMark = 2;
const shortenedMark = 4;

export function makeTally(shape: TallyShape): Tally {
  const { cells, rows, trials, clusters, untimed } = shape;
  const places = cells * rows * trials;
  const marks = new Uint8Array(places);
  const { columns, together, pools, keepScores } = makeColumns(shape, places);
  // Negative where there is none.
  const latencies = new Float32Array(untimed ? 0 : places).fill(-1);
  const sums = Array.from({ length: cells }, emptySums);
  const placeOf = ({ cell, row, trial }: Slot) => (cell * rows + row) * trials + trial;
  const rowsOf = (cell: number) => ({ start: cell * rows * trials, rows, trials });

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
      const { cached, latencyMs } = completion;
      if (!cached && latencyMs !== undefined) latencies[place] = Math.max(0, latencyMs);
      keepScores(place, scores);
      return true;
    },
    sums: () => ({
      answered: sums.reduce((total, { answers }) => total + answers, 0),
      failed: sums.reduce((total, { failed }) => total + failed, 0),
    }),
    counts: (cell) => ({
      ...sums[cell]!,
      rows: countRows(columns, rowsOf(cell)),
      latencies: taken(latencies.slice(cell * rows * trials, (cell + 1) * rows * trials).sort()),
    }),
    keptRows: (cell, metric) => together[metric]?.of(rowsOf(cell)),
    rowMeans: (cell, metric) => scoresOfRows(pools[metric]!, rowsOf(cell)),
    rowMean: ({ cell, row }, metric) => pools[metric]!(placeOf({ cell, row, trial: 0 }), trials),
    rowClusters: (cell, metric) => clusters?.filter(ofScoredRows(pools[metric]!, rowsOf(cell))),
    everyRowMean: (cell, metric) => scoreOfEveryRow(pools[metric]!, rowsOf(cell)),
  };
}

/** Of sorted latencies those that are there. */
function taken(sorted: Float32Array): Float32Array {
  const first = sorted.findIndex((latency) => latency >= 0);
  return first === -1 ? sorted.subarray(0, 0) : sorted.subarray(first);
}

function meaningOf(mark: number): ReturnType<Tally['at']> {
  if (mark & answeredMark) return 'answered';
  return mark & failedMark ? 'failed' : 'nothing';
}
