// A budget in; after how many rows how many cells of a grid may be left, so that it is kept, out.

export interface ShrinkSchedule {
  readonly cells: number;
  readonly rows: number;
  /** Until so many rows all cells are kept; a fraction is as good. */
  readonly until: number;
}

/** Two are the fewest that can be told apart. */
const fewest = 2;

/** How many cells are kept after so many rows: ever fewer, the product of both staying the same. */
export function keptCells({ cells, until }: ShrinkSchedule, rows: number): number {
  return rows <= until ? cells : Math.max(fewest, Math.ceil((cells * until) / rows));
}

/** How many cells answer the rows after the first `seen`, added up over the rows. */
export function scheduledCalls({ cells, rows, until }: ShrinkSchedule, seen = 0): number {
  let calls = Math.min(fewest, cells) * (rows - seen);
  // How long the third cell is kept, the fourth, and so on: the sum over rows, turned around.
  for (let kept = fewest + 1; kept <= cells; kept += 1) {
    const last = Math.ceil((cells * until) / (kept - 1)) - 1;
    calls += Math.min(Math.max(last, seen), rows) - seen;
  }
  return calls;
}

export interface CallsLeft {
  readonly cells: number;
  readonly rows: number;
  /** So many rows were answered. */
  readonly seen: number;
  /** So much may yet be asked. */
  readonly calls: number;
}

const halvings = 40;

/** The schedule that keeps the cells as long as what is left of the budget allows. */
export function scheduleFor({ cells, rows, seen, calls }: CallsLeft): ShrinkSchedule {
  const fits = (until: number) => scheduledCalls({ cells, rows, until }, seen) <= calls;
  // All are kept up to the last row only where the product goes beyond it.
  let [low, high] = [0, 2 * rows];
  if (fits(high)) return { cells, rows, until: high };
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return { cells, rows, until: low };
}
