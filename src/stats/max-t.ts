import { seededRandom } from '../base/random.ts';

export interface MaxT {
  /** Of each cell: mean over standard error. */
  readonly t: readonly number[];
  /** Of each cell, two-sided, corrected for their number. */
  readonly p: readonly number[];
  readonly exact: boolean;
}

const mostRows = 16;
const draws = 9_999;

/**
 * Many cells against one baseline: how often the largest |t| of any cell comes as far as the |t| of this one when whole rows of
 * differences get random signs (single-step max-t, Westfall and Young 1993). Uses what the cells have in common, so that it finds
 * more than Holm among many. Give one list a row, one difference a cell. All signs up to 16 rows, else 9,999 seeded draws.
 * @throws RangeError for no rows, or rows of different lengths
 */
export function maxT(rows: readonly (readonly number[])[], seed: number | string): MaxT {
  const cells = rows[0]?.length ?? 0;
  if (cells === 0 || rows.some(({ length }) => length !== cells))
    throw new RangeError('every row must have a difference of every cell');
  const squares = sumsOf(rows, (difference) => difference * difference);
  const seen = sumsOf(rows, (difference) => difference);
  const size = (sum: number, cell: number) =>
    squares[cell] === 0 ? 0 : Math.abs(sum) / Math.sqrt(squares[cell]!);
  const exact = rows.length <= mostRows;
  const counts = new Float64Array(cells);
  let flips = 0;
  for (const sums of exact ? allSigns(rows) : drawnSigns(rows, seed)) {
    // |t| rises with the sum over the root of the squares, which no sign changes.
    const largest = Math.max(...sums.map(size)) + 1e-9;
    for (let cell = 0; cell < cells; cell += 1)
      if (largest >= size(seen[cell]!, cell)) counts[cell] = counts[cell]! + 1;
    flips += 1;
  }
  const extra = exact ? 0 : 1;
  return {
    t: seen.map((sum, cell) => tOf(sum, squares[cell]!, rows.length)),
    p: Array.from(counts, (count) => (count + extra) / (flips + extra)),
    exact,
  };
}

function tOf(sum: number, squares: number, n: number): number {
  const variance = (squares - (sum * sum) / n) / (n - 1);
  return sum === 0 ? 0 : sum / Math.sqrt(n * Math.max(0, variance));
}

function sumsOf(
  rows: readonly (readonly number[])[],
  of: (difference: number) => number,
): number[] {
  return rows[0]!.map((_, cell) => rows.reduce((sum, row) => sum + of(row[cell]!), 0));
}

function* allSigns(rows: readonly (readonly number[])[]): Generator<number[]> {
  for (let signs = 0; signs < 2 ** rows.length; signs += 1)
    yield signed(rows, (row) => ((signs >>> row) & 1) === 1);
}

function* drawnSigns(
  rows: readonly (readonly number[])[],
  seed: number | string,
): Generator<number[]> {
  const random = seededRandom('max-t', seed);
  for (let draw = 0; draw < draws; draw += 1) yield signed(rows, () => random() < 0.5);
}

function signed(rows: readonly (readonly number[])[], turned: (row: number) => boolean): number[] {
  const sums = rows[0]!.map(() => 0);
  for (const [index, row] of rows.entries()) {
    const sign = turned(index) ? -1 : 1;
    for (let cell = 0; cell < sums.length; cell += 1) sums[cell] = sums[cell]! + sign * row[cell]!;
  }
  return sums;
}
