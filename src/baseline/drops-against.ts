// What was accepted and the run in hand in, which drops are real out.
import type { Cell } from '../grid/cells.ts';
import type { Summarised } from '../stats/cell-summary.ts';
import type { Tally } from '../stats/tally.ts';
import type { Gate } from '../task/gate-schema.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { Drops } from './judge-drops.ts';
import type { Accepted } from './open-baseline.ts';
import { scoresOfTally } from './run-scores.ts';

interface RunInHand {
  readonly task: string;
  readonly gates: readonly Gate[];
  readonly cells: readonly Summarised<Cell>[];
  readonly metrics: readonly MetricInfo[];
  readonly tally: Tally;
  /** The keys of the rows; absent where they are not to be compared. */
  readonly keys: readonly string[] | undefined;
  /** How many tasks are judged together. */
  readonly tasks: number;
}

/** What compares takes as long to load as all other statistics, so it is loaded only where there is a baseline. */
export async function dropsAgainst(
  { baseline }: Accepted,
  { task, gates, cells, metrics, tally, keys, tasks }: RunInHand,
): Promise<Drops | undefined> {
  if (!keys || !baseline) return undefined;
  const { judgeDrops } = await import('./judge-drops.ts');
  const asked = cells.map(({ cell }) => cell);
  const now = scoresOfTally({ task, cells: asked, metrics, tally, keys });
  return judgeDrops({ gates, cells, metrics, accepted: baseline.scores, now, tasks });
}
