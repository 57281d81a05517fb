// A race that is over, or was stopped, in; what became of each cell, and what it cost, out.
import { comparePaired } from '../stats/compare-paired.ts';
import { summarise, type Summary } from '../stats/summarise.ts';
import type { Tally } from '../stats/tally.ts';
import type { RacePlan } from './plan-race.ts';
import type { RaceLane, RaceStanding } from './race.ts';

/**
 * winner: the highest mean of those that were left; of even ones the one that took the fewest tokens. tied: not told from it.
 * beaten: the full grid would not have ranked it first, as surely as was asked for. cut: dropped to keep the budget, which
 * says nothing. running: the run was stopped.
 */
export type RaceWord = 'winner' | 'tied' | 'beaten' | 'cut' | 'running';

export interface RacedCell {
  /** The name of the cell. */
  readonly cell: string;
  readonly verdict: RaceWord;
  /** How many rows of the race it was asked. */
  readonly rows: number;
  readonly pinned?: true;
}

/** A cell on rows that the race did not see. */
export interface HoldoutCell {
  readonly cell: string;
  readonly score: Summary | { readonly n: 0 };
  /** Of cells but the winner: how much more the winner has, with its 95 % interval, on rows that both have a score of. */
  readonly winner_ahead?: {
    readonly difference: number;
    readonly low: number;
    readonly high: number;
  };
}

export interface RaceResult {
  readonly policy: 'race';
  readonly metric: string;
  readonly confidence: number;
  /** The most requests that were allowed, as a share of the full grid. */
  readonly budget: number;
  readonly seed: number;
  /** Why it ended: one cell was left, the rows, or the budget. Absent where the run was stopped. */
  readonly ended?: 'decided' | 'rows' | 'budget';
  /** The name of the cell. Absent where there is none yet. */
  readonly winner?: string;
  /** How many rows were raced over, of so many, and how many of them did not count since some cell had no score. */
  readonly rows: number;
  readonly of: number;
  readonly left_out: number;
  /** Answered or failed, and what the full grid would have come to. */
  readonly requests: number;
  readonly full_grid: number;
  readonly cells: readonly RacedCell[];
  readonly holdout?: { readonly rows: number; readonly cells: readonly HoldoutCell[] };
}

export interface RaceResultParts {
  readonly race: RacePlan;
  readonly standing: RaceStanding;
  readonly heldOut: Uint32Array;
  readonly tally: Tally;
  /** In the order of the tally. */
  readonly names: readonly string[];
}

export function raceResult(parts: RaceResultParts): RaceResult {
  const { race, standing, tally, names } = parts;
  const { settings, shape, metric } = race;
  const winner = standing.ended ? cheapest(standing.best, tally) : undefined;
  const { answered, failed } = tally.sums();
  const { rows, leftOut, lanes, ended } = standing;
  const holdout =
    race.holdout > 0 && winner !== undefined ? { holdout: onHoldout(parts, winner) } : {};
  return {
    policy: 'race',
    metric: metric.name,
    confidence: settings.confidence,
    budget: settings.budget,
    seed: settings.seed,
    ...(ended ? { ended } : {}),
    ...(winner === undefined ? {} : { winner: names[winner]! }),
    rows,
    of: shape.rows,
    left_out: leftOut,
    requests: answered + failed,
    full_grid: tally.shape.cells * tally.shape.rows * tally.shape.trials,
    cells: lanes.map((lane, cell) => ({
      cell: names[cell]!,
      verdict: cell === winner ? 'winner' : wordOf(lane, standing),
      rows: lane.rows,
      ...(shape.pinned.includes(cell) ? { pinned: true as const } : {}),
    })),
    ...holdout,
  };
}

function wordOf({ state }: RaceLane, { ended }: RaceStanding): RaceWord {
  if (state !== 'in') return state;
  return ended ? 'tied' : 'running';
}

/** They answered the same rows. Of those that are even in this, too, the first. */
function cheapest(best: readonly number[], tally: Tally): number | undefined {
  const tokens = best.map((cell) => tally.counts(cell).tokens).map((each) => each.in + each.out);
  return best[tokens.indexOf(Math.min(...tokens))];
}

function onHoldout({ race, heldOut, tally, names }: RaceResultParts, winner: number) {
  const { metric, shape } = race;
  const { trials, clusters } = tally.shape;
  const scoresOf = (cell: number) =>
    Float64Array.from(heldOut, (row) => tally.rowMean({ cell, row }, 0));
  const best = scoresOf(winner);
  const cells = [...new Set([winner, ...shape.pinned])].map((cell): HoldoutCell => {
    const scores = scoresOf(cell);
    const has = (_: unknown, index: number) => !Number.isNaN(scores[index]);
    const groups = clusters && heldOut.map((row) => clusters[row]!).filter(has);
    const score = summarise(scores.filter(has), metric, trials, groups) ?? { n: 0 as const };
    const both = (_: unknown, index: number) => has(_, index) && !Number.isNaN(best[index]);
    const pairs = [scores.filter(both), best.filter(both)] as const;
    if (cell === winner || pairs[0].length === 0) return { cell: names[cell]!, score };
    const { difference, low, high } = comparePaired(...pairs, {
      ...metric,
      seed: `holdout ${metric.name}`,
      ...(clusters ? { clusters: heldOut.map((row) => clusters[row]!).filter(both) } : {}),
    });
    return { cell: names[cell]!, score, winner_ahead: { difference, low, high } };
  });
  return { rows: heldOut.length, cells };
}
