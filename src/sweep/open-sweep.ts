// The plan, the rows and what is answered in; what has yet to be asked, by the full grid or by the race, out.
import { dataRows } from '../prompt/open-data.ts';
import type { Request } from '../plan/request.ts';
import type { Shard } from '../schedule/shard.ts';
import { nextRequests } from './next-requests.ts';
import type { RacePlan } from './plan-race.ts';
import type { RacedSweep } from './race-requests.ts';
import type { RunningRace } from './running-race.ts';

export interface SweepParts extends Omit<RacedSweep, 'race'> {
  /** Absent where every cell answers every row. */
  readonly race?: RacePlan | undefined;
  readonly shard?: Shard | undefined;
}

export interface RunningSweep {
  readonly requests: AsyncIterable<Iterable<Request>>;
  /** What is asked next depends on what came back. */
  readonly apart: boolean;
  /** Whether nothing has yet to be asked. */
  readonly isOver: () => boolean;
  readonly close: () => Promise<void>;
  readonly raced?: RunningRace;
}

export async function openSweep({ race, ...sweep }: SweepParts): Promise<RunningSweep> {
  if (race) {
    const { openRunningRace } = await import('./race-requests.ts');
    const raced = await openRunningRace({ ...sweep, race });
    const { requests, isOver, close } = raced;
    return { requests, apart: true, isOver, close, raced };
  }
  const { data, ledger } = sweep;
  return {
    requests: nextRequests({ ...sweep, rows: dataRows(data) }),
    apart: false,
    isOver: () => ledger.isFull(),
    close: () => Promise.resolve(),
  };
}
