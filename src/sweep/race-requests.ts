// As next-requests.ts, for a race: its rows are read where they stand in the file.
import { hashParts } from '../base/hash.ts';
import { placeRows } from '../dataset/row-places.ts';
import { requestMaker } from '../plan/plan.ts';
import type { Request } from '../plan/request.ts';
import { dataRows, type DataFile } from '../prompt/open-data.ts';
import { answerLines, inBlocks, type Sweep } from './next-requests.ts';
import type { RacePlan } from './plan-race.ts';
import type { RaceStanding } from './race.ts';
import { runRace, type RunningRace } from './running-race.ts';

export interface RacedSweep extends Omit<Sweep, 'rows' | 'shard'> {
  readonly race: RacePlan;
  readonly data: DataFile;
  readonly onStanding?: ((standing: RaceStanding) => void) | undefined;
}

/** The rows come in an order drawn by lot from seed and key: one more row in the file does not reshuffle the others. */
export async function openRunningRace(sweep: RacedSweep): Promise<RunningRace> {
  const { race, plan, data, ledger, onStanding } = sweep;
  const { seed } = race.settings;
  const rankOf = (key: string) => Number.parseInt(hashParts('race', seed, key).slice(0, 12), 16);
  const places = await placeRows(data, rankOf);
  const { trials } = plan;
  const requestsOf = requestMaker(plan);
  const running = runRace({ race, trials, ledger, places, requestsOf, onStanding });
  return { ...running, requests: afterLines(sweep, running.requests) };
}

/** The reference lines answer all rows, before the first request. */
async function* afterLines(
  sweep: RacedSweep,
  requests: AsyncIterable<Iterable<Request>>,
): AsyncGenerator<Iterable<Request>> {
  for await (const rows of inBlocks(dataRows(sweep.data)))
    if (!(await answerLines(sweep, rows))) return;
  yield* requests;
}
