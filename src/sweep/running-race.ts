// A race and a ledger in, what has yet to be asked out: the next block is known when all answers of the one before are.
import type { RowPlaces } from '../dataset/row-places.ts';
import type { requestMaker } from '../plan/plan.ts';
import type { Request } from '../plan/request.ts';
import type { Ledger } from '../stats/ledger.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { RacePlan } from './plan-race.ts';
import { openRace, type Race, type RaceStanding } from './race.ts';

/** A race as far as the ledger has its answers: made of them alone, whether the run is new or gone on with. */
export interface RunningRace {
  readonly standing: () => RaceStanding;
  /** The indices of the rows that are kept from it. */
  readonly heldOut: Uint32Array;
  /** Whether nothing has yet to be asked. */
  readonly isOver: () => boolean;
  readonly requests: AsyncIterable<Iterable<Request>>;
  readonly close: () => Promise<void>;
}

export interface RaceParts {
  readonly race: RacePlan;
  readonly trials: number;
  readonly ledger: Pick<Ledger, 'wants' | 'tally'>;
  /** In the order of the race. */
  readonly places: RowPlaces;
  readonly requestsOf: ReturnType<typeof requestMaker>;
  readonly onStanding?: ((standing: RaceStanding) => void) | undefined;
}

export function runRace(parts: RaceParts): RunningRace {
  const { places, race } = parts;
  const under: UnderWay = {
    ...parts,
    running: openRace(race.shape),
    raced: places.order.subarray(0, race.shape.rows),
    heldOut: places.order.subarray(race.shape.rows),
  };
  settleKnown(under);
  return {
    standing: under.running.standing,
    heldOut: under.heldOut,
    isOver: () => under.running.next() === undefined && finalRows(under).length === 0,
    requests: requestsOf(under),
    close: places.close,
  };
}

interface UnderWay extends RaceParts {
  readonly running: Race;
  /** The rows of the race in their order. */
  readonly raced: Uint32Array;
  readonly heldOut: Uint32Array;
}

async function* requestsOf(under: UnderWay): AsyncGenerator<Iterable<Request>> {
  const { running, onStanding } = under;
  for (let block = running.next(); block; block = running.next()) {
    onStanding?.(running.standing());
    yield await blockRequests(under, block.cells, nextRows(under));
    settleNext(under);
    settleKnown(under);
  }
  onStanding?.(running.standing());
  const rows = finalRows(under);
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    yield await blockRequests(under, finalists(under), rows.subarray(from, from + rowsAtOnce));
}

/** Of those that are kept from the race. */
const rowsAtOnce = 32;

async function blockRequests(
  { requestsOf: requests, ledger, places }: UnderWay,
  cells: readonly number[],
  rows: Uint32Array,
): Promise<Iterable<Request>> {
  const asked = new Set(cells);
  return requests(
    await places.read(rows),
    (cell, row, trial) => asked.has(cell.index) && ledger.wants(cell, row, trial),
  );
}

function nextRows({ running, raced }: UnderWay): Uint32Array {
  const from = running.standing().rows;
  return raced.subarray(from, from + running.next()!.rows);
}

/** Goes on as long as the ledger has all answers. */
function settleKnown(under: UnderWay): void {
  for (let block = under.running.next(); block; block = under.running.next()) {
    if (isWanted(under, block.cells, nextRows(under))) return;
    settleNext(under);
  }
}

function settleNext(under: UnderWay): void {
  const rows = nextRows(under);
  const { ledger, race, running } = under;
  const { metric, settings } = race;
  const none = settings.failed === 'worst' ? 0 : NaN;
  const scoreOf = (cell: number, row: number) => {
    const score = ledger.tally.rowMean({ cell, row }, 0);
    return Number.isNaN(score) ? none : shareOf(score, metric);
  };
  running.settle(
    running.next()!.cells.map((cell) => Array.from(rows, (row) => scoreOf(cell, row))),
  );
}

/** From 0, the worst there is, to 1. */
function shareOf(score: number, { range: [least, most], better }: MetricInfo): number {
  // A weighted mean may be a little more than its most.
  const share = Math.min(1, Math.max(0, (score - least) / (most! - least)));
  return better === 'lower' ? 1 - share : share;
}

function isWanted(
  { trials, ledger }: UnderWay,
  cells: readonly number[],
  rows: Uint32Array,
): boolean {
  const each = Array.from({ length: trials }, (_, trial) => trial);
  return cells.some((index) =>
    rows.some((row) => each.some((trial) => ledger.wants({ index }, { index: row }, trial))),
  );
}

/** Who is scored on the rows that were kept from the race: the winner, or those that are even, and who was pinned. */
function finalists({ running, race }: UnderWay): number[] {
  return [...new Set([...running.standing().best, ...race.shape.pinned])];
}

/** What of the rows that were kept from the race has yet to be asked. */
function finalRows(under: UnderWay): Uint32Array {
  const cells = finalists(under);
  return under.heldOut.filter((row) => isWanted(under, cells, Uint32Array.of(row)));
}
