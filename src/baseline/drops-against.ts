// What was accepted and the run in hand in, which drops are real out.
import { redactedJson, type Redact } from '../base/redact.ts';
import type { Cell } from '../grid/cells.ts';
import type { Manifest } from '../schedule/manifest.ts';
import type { Summarised } from '../stats/cell-summary.ts';
import type { Tally } from '../stats/tally.ts';
import type { Gate } from '../task/gate-schema.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { Drops } from './judge-drops.ts';
import type { Accepted } from './open-baseline.ts';
import { askedOf, scoresOfTally } from './run-scores.ts';

interface RunInHand {
  readonly task: string;
  readonly manifest: Manifest;
  readonly gates: readonly Gate[];
  readonly cells: readonly Summarised<Cell>[];
  readonly metrics: readonly MetricInfo[];
  readonly tally: Tally;
  /** The keys of the rows; absent where they are not to be compared. */
  readonly keys: readonly string[] | undefined;
  /** How many tasks are judged together. */
  readonly tasks: number;
  /** What took the secrets out of the baseline. */
  readonly redact: Redact;
}

/** What compares takes as long to load as all other statistics, so it is loaded only where there is a baseline. */
export async function dropsAgainst(
  { baseline }: Accepted,
  { task, manifest, gates, cells, metrics, tally, keys, tasks, redact }: RunInHand,
): Promise<Drops | undefined> {
  if (!keys || !baseline) return undefined;
  const { judgeDrops } = await import('./judge-drops.ts');
  const withoutSecrets = <T>(value: T) => JSON.parse(redactedJson(value, redact)) as T;
  const run = cells.map(({ cell }) => cell);
  const scores = scoresOfTally({ task, cells: run, metrics, tally, keys });
  const asked = withoutSecrets(askedOf(manifest));
  const now = { ...scores, cells: withoutSecrets(scores.cells), asked };
  return judgeDrops({ gates, cells, metrics, accepted: baseline.scores, now, tasks });
}
