// A task in, its run in this world out: what `run`, `resume` and `merge` share.
import { dirname, join } from 'node:path';
import { errorOf, UserError } from '../base/problem.ts';
import { requirePrices } from '../provider/cost.ts';
import { keysOf, requireKeys } from '../provider/check-keys.ts';
import type { Outcome } from '../report/outcome.ts';
import type { ScoredRun } from '../report/conclude.ts';
import { prepare, runScored, type PrepareOptions, type Prepared } from '../run.ts';
import { kshotFolder } from '../schedule/find-run.ts';
import type { Manifest } from '../schedule/manifest.ts';
import type { World } from '../sweep/world.ts';
import { parseOverride } from '../task/override.ts';
import { openCache } from './open-cache.ts';
import type { Host } from './host.ts';
import { startProgress } from './progress.ts';
import { readAmount, readCount } from './read-option.ts';
import { printProblems } from './task-options.ts';

export interface LimitOptions {
  readonly concurrency?: string;
  readonly maxCost?: string;
  /** False: nothing is taken from the cache, nor kept in it. */
  readonly cache?: boolean;
}

type Limits = Pick<World, 'concurrency' | 'maxCost' | 'openCache'>;

export const mostConcurrency = 1000;

export function readLimits(host: Host, { concurrency, maxCost, cache }: LimitOptions): Limits {
  return {
    openCache: cache === false ? undefined : () => openCache(host),
    concurrency:
      concurrency === undefined
        ? undefined
        : readCount('--concurrency', concurrency, mostConcurrency),
    maxCost: maxCost === undefined ? undefined : readAmount('--max-cost', maxCost),
  };
}

/** Throws a UserError with what is wrong with the task. From here on its keys are secrets. */
export async function prepareTask(
  host: Host,
  file: string,
  options: PrepareOptions,
): Promise<Prepared> {
  const prepared = await prepare(file, options);
  const { asked, registry } = prepared;
  host.conceal(keysOf(asked, registry).map(({ env }) => env));
  return prepared;
}

/** Throws a UserError where a key is missing, or a price that `--max-cost` needs. */
export function requireMeans(host: Host, prepared: Prepared, { maxCost }: LimitOptions): void {
  const { asked, registry } = prepared;
  requireKeys(asked, registry, host.env);
  if (maxCost !== undefined) requirePrices(asked, registry);
}

/** The task of a run as it was called then. */
export function prepareAgain(host: Host, manifest: Manifest): Promise<Prepared> {
  const { folder, task_file } = manifest;
  const { options } = manifest as Partial<Manifest>;
  if (!options) throw olderRun(manifest);
  const { set, rows, cell, outputs, secret } = options;
  if (secret) throw secretNotKept();
  const cwd = join(dirname(kshotFolder(host.cwd)), folder);
  return prepareTask(host, task_file, { cwd, set: set.map(parseOverride), rows, cell, outputs });
}

function olderRun({ kshot, task_file }: Manifest): UserError {
  const message = `the run was made by kshot ${kshot} of before runs could be gone on with`;
  return new UserError([
    errorOf('run-changed', message, undefined, `start anew: kshot run ${task_file}`),
  ]);
}

function secretNotKept(): UserError {
  const message = 'the run was made with a secret in --set, which is not kept';
  const help = 'put it into a variable that api_key_env names, and start anew';
  return new UserError([errorOf('run-changed', message, undefined, help)]);
}

type RunSettings = Limits &
  Pick<
    World,
    | 'strict'
    | 'comparedTasks'
    | 'shard'
    | 'resume'
    | 'retryFailed'
    | 'wrap'
    | 'secondsBefore'
    | 'nothingToAsk'
  >;

export async function runTask(
  host: Host,
  prepared: Prepared,
  settings: RunSettings,
): Promise<Outcome> {
  return (await runTaskScored(host, prepared, settings)).outcome;
}

export async function runTaskScored(
  host: Host,
  prepared: Prepared,
  settings: RunSettings,
): Promise<ScoredRun> {
  const { loaded, data, plan, warnings } = prepared;
  printProblems(host, warnings);
  const total = plan.cells.length * data.count * plan.trials;
  // How many there are in a part is known when it is done.
  const own = Math.round(total / (settings.shard?.of ?? 1));
  const { onStart, onResult, onStanding, stop } = startProgress(host, loaded.task.name, own);
  const { env, now, clock, sleep, signal, redact } = host;
  const home = kshotFolder(host.cwd);
  const world = { home, env, now, clock, sleep, signal, redact, onStart, onResult, onStanding };
  try {
    return await runScored(prepared, { ...world, ...settings });
  } finally {
    stop();
  }
}
