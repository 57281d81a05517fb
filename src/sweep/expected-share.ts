/** By rows, the share of the requests of the full grid that a race without a budget takes. */
const simulated = [
  { rows: 50, clear: 0.8, near: 0.84 },
  { rows: 100, clear: 0.66, near: 0.73 },
  { rows: 200, clear: 0.48, near: 0.63 },
  { rows: 500, clear: 0.29, near: 0.49 },
  { rows: 1000, clear: 0.17, near: 0.42 },
  { rows: 2000, clear: 0.09, near: 0.37 },
] as const;

/** What a race may be expected to take, as a share of the full grid. */
export interface ExpectedShare {
  /** Where one cell is clearly the best. */
  readonly low: number;
  /** Where a quarter of the cells are nearly as good. */
  readonly high: number;
}

/** What is known of a race beforehand. */
export interface ExpectedRace {
  /** The task asks for it. */
  readonly asked: boolean;
  readonly budget: number;
  /** The share of the rows that is kept from it, and how many cells are asked about these. */
  readonly holdout: number;
  readonly finalists: number;
}

export function expectedShare(
  { budget, holdout, finalists }: ExpectedRace,
  { cells, rows }: { readonly cells: number; readonly rows: number },
): ExpectedShare {
  const raced = (1 - holdout) * rows;
  const total = (scenario: Scenario) =>
    (1 - holdout) * Math.min(budget, simulatedShare(raced, scenario)) +
    (holdout * finalists) / cells;
  return { low: total('clear'), high: total('near') };
}

type Scenario = 'clear' | 'near';

/**
 * From simulated grids of 6 to 96 cells with 0/1 scores (bench/race-table.mjs): the number of cells hardly matters. Between the
 * numbers of rows that were simulated in proportion to their logarithm; where all cells are even it takes nearly all.
 */
function simulatedShare(rows: number, scenario: Scenario): number {
  const after = simulated.find((each) => each.rows >= rows) ?? simulated.at(-1)!;
  const before = simulated.findLast((each) => each.rows <= rows) ?? simulated[0];
  if (after.rows <= before.rows) return after[scenario];
  const way = Math.log(rows / before.rows) / Math.log(after.rows / before.rows);
  return before[scenario] + way * (after[scenario] - before[scenario]);
}
