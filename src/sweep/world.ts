import type { Redact } from '../base/redact.ts';
import type { Completion } from '../provider/completion.ts';
import type { Complete } from '../provider/provider.ts';
import type { Store } from '../schedule/cache/store.ts';
import type { Disk } from '../schedule/disk.ts';
import type { Halt } from '../schedule/halt.ts';
import type { Shard } from '../schedule/shard.ts';
import type { Clock, Sleep } from '../schedule/time.ts';
import type { RaceStanding } from './race.ts';

/** What a run takes from the world around it. */
export interface World {
  /** The `.kshot` folder. */
  readonly home: string;
  /** Where keys are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Aborted: nothing more is sent, and the outcome is that of what was answered. */
  readonly signal: AbortSignal;
  /** Takes secrets out of everything that is written. */
  readonly redact: Redact;
  /** Requests under way at once; without it as many as the provider is found to bear. */
  readonly concurrency?: number | undefined;
  /** No request is sent once so much is spent, in the currency of the prices. */
  readonly maxCost?: number | undefined;
  /** A run whose drop cannot be told from none, or has no baseline, ends with 3. */
  readonly strict?: boolean | undefined;
  /** How many tasks are compared with their baselines together: a drop in any of them must be as much surer. 1 unless given. */
  readonly comparedTasks?: number | undefined;
  /** Only this part of the requests. */
  readonly shard?: Shard | undefined;
  /** Opens the cache that servers' answers are taken from and kept in; without it everything is asked. */
  readonly openCache?: (() => Promise<Store>) | undefined;
  /** The folder of a run of this task: it is gone on with, and only what it lacks is sent. */
  readonly resume?: string | undefined;
  /** With `resume`: what failed is sent again, too. */
  readonly retryFailed?: boolean | undefined;
  /** With `resume`: nothing is sent, for nothing should be lacking. */
  readonly nothingToAsk?: boolean | undefined;
  /** With `resume`: how long it was asked until then. */
  readonly secondsBefore?: number | undefined;
  /** Where the run is written; without it, the disk of this machine. */
  readonly disk?: Disk | undefined;
  /** Put around whatever answers requests: to record them, or to stand in for the providers. `guard`: the run ends where the disk refuses. */
  readonly wrap?: ((complete: Complete, guard: Halt['guard']) => Complete) | undefined;
  /** Called with how many results a run that is gone on with has already. */
  readonly onStart?: ((results: number) => void) | undefined;
  /** Called with how a race stands, after each of its blocks. */
  readonly onStanding?: ((standing: RaceStanding) => void) | undefined;
  readonly onResult?: ((completion: Completion) => void) | undefined;
}
