// A small world whose cells race: what is asked in it, and what should have been.
import type { Row } from '../../src/dataset/row.ts';
import type { Cell } from '../../src/grid/cells.ts';
import type { Request } from '../../src/plan/request.ts';
import type { Ledger } from '../../src/stats/ledger.ts';
import type { RacePlan } from '../../src/sweep/plan-race.ts';
import { openRace } from '../../src/sweep/race.ts';
import { runRace } from '../../src/sweep/running-race.ts';
import type { SmallWorld } from './world.ts';

/** Blocks of two rows, and a confidence that drops cells in so few. */
export function racePlanOf(cells: number, rows: number, budget: number): RacePlan {
  const block = { rows: 2, answers: 2 };
  const settings = { budget, confidence: 0.6, failed: 'leave_out', holdout: 0, seed: 0 } as const;
  return {
    settings: { ...settings, block },
    shape: { cells, rows, confidence: settings.confidence, budget, block, pinned: [] },
    holdout: 0,
    metric: { name: 'm', kind: 'graded', better: 'higher', range: [0, 2] },
  };
}

/** Made anew from the ledger of each session. */
export function racedBlocks(
  { rows, cells, trials, requestOf }: SmallWorld,
  race: RacePlan,
  ledger: Ledger,
): AsyncIterable<Iterable<Request>> {
  const places = {
    order: Uint32Array.from(rows.keys()),
    read: (indices: Uint32Array) => Promise.resolve(Array.from(indices, (index) => rows[index]!)),
    close: () => Promise.resolve(),
  };
  function* requestsOf(
    some: readonly Row[],
    wanted: (cell: Cell, row: Row, trial: number) => boolean = () => true,
  ): Generator<Request> {
    const all = Array.from({ length: trials }, (_, trial) => trial);
    for (const row of some)
      for (const cell of cells)
        for (const trial of all.filter((each) => wanted(cell, row, each)))
          yield requestOf(cell, row, trial);
  }
  return runRace({ race, trials, ledger, places, requestsOf }).requests;
}

/** How many of the first rows each cell is asked, where nothing disturbs the race. `scoreOf`: NaN where there is none. */
export function rowsAsked(
  { cells, rows, race }: SmallWorld,
  scoreOf: (cell: Cell, row: Row) => number,
): readonly number[] {
  if (!race) return cells.map(() => rows.length);
  const undisturbed = openRace(race.shape);
  for (let next = undisturbed.next(), from = 0; next; next = undisturbed.next()) {
    const some = rows.slice(from, from + next.rows);
    from += next.rows;
    undisturbed.settle(next.cells.map((cell) => some.map((row) => scoreOf(cells[cell]!, row) / 2)));
  }
  return undisturbed.standing().lanes.map((lane) => lane.rows);
}
