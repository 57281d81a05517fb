// A budget in; after how many rows how many cells of a grid may be left, so that it is kept, out.

export interface ShrinkSchedule {
  readonly cells: number;
  readonly rows: number;
  /** Until so many rows all cells are kept; a fraction is as good. */
  readonly until: number;
}

/** Two are the fewest that can be told apart. */
const fewest = 2;

/** How many cells are kept after so many rows: ever fewer, each getting about as many requests as those before it. */
export function keptCells({ cells, until }: ShrinkSchedule, rows: number): number {
  return rows <= until ? cells : Math.max(fewest, Math.ceil((cells * until) / rows));
}

/** How many rows are answered by how many cells, added up. */
export function scheduledCalls(schedule: ShrinkSchedule): number {
  let calls = 0;
  for (let row = 1; row <= schedule.rows; row += 1) calls += keptCells(schedule, row);
  return calls;
}

const halvings = 40;

/** The schedule that keeps all cells as long as a budget, a share of the calls of the full grid, allows. */
export function scheduleFor(cells: number, rows: number, budget: number): ShrinkSchedule {
  let [low, high] = [0, rows];
  const fits = (until: number) =>
    scheduledCalls({ cells, rows, until }) <= budget * cells * rows + 1e-9;
  if (fits(high)) return { cells, rows, until: high };
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return { cells, rows, until: low };
}
