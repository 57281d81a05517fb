// Results one by one in, what the summaries need out: a few bytes for every cell and row, never text.
import type { Completion } from '../provider/completion.ts';
import type { Score } from '../score/score.ts';

export interface TallyShape {
  readonly cells: number;
  readonly rows: number;
  readonly trials: number;
  /** How many scorers. */
  readonly metrics: number;
}

/** Where a result belongs, by index. */
interface Slot {
  readonly cell: number;
  readonly row: number;
  readonly trial: number;
}

interface CellCounts {
  readonly answers: number;
  readonly failed: number;
  /** Answers that no scorer could score, or that some could not: counted once each. */
  readonly unscored: number;
  /** Answers that max_tokens cut. */
  readonly truncated: number;
  /** Requests whose prompt lost shots because they did not fit. */
  readonly shortened: number;
  /** Rows with at least one scored answer. */
  readonly rows: number;
  readonly tokens: { readonly in: number; readonly out: number };
  /** Milliseconds, of every answer, in no order. */
  readonly latencies: Float32Array;
}

export interface Tally {
  readonly shape: TallyShape;
  add(slot: Slot, completion: Completion, scores: readonly Score[]): void;
  /** A prompt of the cell lost shots. */
  shortened(cell: number): void;
  counts(cell: number): CellCounts;
  /** The scores of a metric, averaged over the trials of a row; rows that have none are left out. */
  rowMeans(cell: number, metric: number): Float64Array;
}

interface Totals {
  answers: number;
  failed: number;
  unscored: number;
  truncated: number;
  shortened: number;
  in: number;
  out: number;
}

export function makeTally(shape: TallyShape): Tally {
  const { cells, rows, trials, metrics } = shape;
  const sums = Array.from({ length: metrics }, () => new Float64Array(cells * rows));
  const scored = Array.from({ length: metrics }, () => new Uint16Array(cells * rows));
  const latencies = new Float32Array(cells * rows * trials).fill(NaN);
  const totals = Array.from({ length: cells }, emptyTotals);

  return {
    shape,
    add({ cell, row, trial }, completion, scores) {
      const place = cell * rows + row;
      count(totals[cell]!, completion, scores);
      if (completion.status === 'failed') return;
      latencies[place * trials + trial] = completion.latencyMs;
      for (const [metric, score] of scores.entries())
        if (score.status === 'scored') {
          sums[metric]![place]! += score.value;
          scored[metric]![place]! += 1;
        }
    },
    shortened(cell) {
      totals[cell]!.shortened += 1;
    },
    counts(cell) {
      const { in: read, out, ...counts } = totals[cell]!;
      const range = [cell * rows, (cell + 1) * rows] as const;
      const answered = scored.map((column) => column.subarray(...range));
      const times = latencies.subarray(range[0] * trials, range[1] * trials);
      return {
        ...counts,
        rows: countRows(answered, rows),
        tokens: { in: read, out },
        latencies: times.filter((time) => !Number.isNaN(time)),
      };
    },
    rowMeans(cell, metric) {
      const sum = sums[metric]!.subarray(cell * rows, (cell + 1) * rows);
      const times = scored[metric]!.subarray(cell * rows, (cell + 1) * rows);
      return sum.map((total, row) => total / times[row]!).filter((_, row) => times[row]! > 0);
    },
  };
}

function emptyTotals(): Totals {
  return { answers: 0, failed: 0, unscored: 0, truncated: 0, shortened: 0, in: 0, out: 0 };
}

function count(totals: Totals, completion: Completion, scores: readonly Score[]): void {
  if (completion.status === 'failed') {
    totals.failed += 1;
    return;
  }
  totals.answers += 1;
  totals.unscored += scores.some(({ status }) => status === 'unscored') ? 1 : 0;
  totals.truncated += completion.finish === 'length' ? 1 : 0;
  totals.in += completion.usage?.in ?? 0;
  totals.out += completion.usage?.out ?? 0;
}

function countRows(scored: readonly Uint16Array[], rows: number): number {
  let count = 0;
  for (let row = 0; row < rows; row += 1) if (scored.some((column) => column[row]! > 0)) count += 1;
  return count;
}
