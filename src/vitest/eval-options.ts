// What a test file says of a run in, what `prepare` and `run` take of it out.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { didYouMean } from '../base/distance.ts';
import { errorOf, refuseErrors } from '../base/problem.ts';
import { readAmount, readCount } from '../command/read-option.ts';
import { mostConcurrency } from '../command/run-task.ts';
import type { PrepareOptions } from '../run.ts';
import { parseOverride } from '../task/override.ts';

/** What the options of `kshot run` say. */
export interface EvalOptions {
  /** Laid over the task, as `--set` does: `{ 'params.temperature': 0.2 }`. A value that is undefined says nothing. */
  readonly set?: Readonly<Record<string, unknown>> | undefined;
  /** Only the first so many rows of the data set. */
  readonly limit?: number | undefined;
  /** The keys of the only rows, and the name of the only cell, that are asked. */
  readonly rows?: readonly string[] | undefined;
  readonly cell?: string | undefined;
  /** Requests under way at once, 1 to 1000; without it as many as the provider is found to bear. */
  readonly concurrency?: number | undefined;
  /** No request is sent once so much is spent, in the currency of the prices. */
  readonly maxCost?: number | undefined;
  /** False: nothing is taken from the cache, nor kept in it. */
  readonly cache?: boolean | undefined;
  /** What cannot be told from no drop, or has no baseline, does not pass. */
  readonly strict?: boolean | undefined;
  /** How many tasks are compared with their baselines together: a drop in any of them must be as much surer. 1 unless given. */
  readonly comparedTasks?: number | undefined;
  /** Milliseconds, without end unless given: after them nothing more is sent, and the run is not complete. What was answered is kept. */
  readonly timeout?: number | undefined;
  /** Where relative paths start; the working directory unless given. `.kshot` stands beside the nearest package.json. */
  readonly cwd?: string | undefined;
}

export interface EvalSuiteOptions extends EvalOptions {
  /** The name of the suite; that of the task unless given. */
  readonly name?: string | undefined;
  /** So many answers stand in `task.meta.kshot`, 200 unless given. */
  readonly answersInMeta?: number | undefined;
}

export interface RunEvalOptions extends EvalOptions {
  /** Aborted: nothing more is sent. Give it the `signal` of the test. */
  readonly signal?: AbortSignal | undefined;
}

const optionNames = {
  set: true,
  limit: true,
  rows: true,
  cell: true,
  concurrency: true,
  maxCost: true,
  cache: true,
  strict: true,
  comparedTasks: true,
  cwd: true,
  name: true,
  timeout: true,
  answersInMeta: true,
  signal: true,
} satisfies Record<keyof EvalSuiteOptions | keyof RunEvalOptions, true>;

/** More are more than a timer can wait for: 24 days. */
const longestTimeout = 2 ** 31 - 1;

/** The file of a task as it is read: a path, or the URL of one. */
export function taskPath(path: string | URL): string {
  return path instanceof URL ? fileURLToPath(path) : path;
}

export function workingFolder({ cwd }: EvalOptions): string {
  return resolve(cwd ?? '.');
}

/** Throws a UserError for an option that there is not, or a number that it cannot be. */
export function checkOptions(options: EvalOptions): void {
  const names = Object.keys(optionNames);
  const unknown = Object.keys(options).filter((name) => !names.includes(name));
  refuseErrors(
    unknown.map((name) => {
      const help = didYouMean(name, names) ?? `there are ${names.join(', ')}`;
      return errorOf('bad-option', `there is no option "${name}"`, undefined, help);
    }),
  );
  const { concurrency, comparedTasks, maxCost, timeout } = options;
  if (concurrency !== undefined) readCount('concurrency', String(concurrency), mostConcurrency);
  if (comparedTasks !== undefined) readCount('comparedTasks', String(comparedTasks));
  if (timeout !== undefined) readCount('timeout', String(timeout), longestTimeout);
  if (maxCost !== undefined) readAmount('maxCost', String(maxCost));
}

/** JSON is YAML. Throws a UserError for what cannot be laid over a task. */
export function prepareOptionsOf(options: EvalOptions): PrepareOptions {
  const { set = {}, limit, rows, cell } = options;
  const laid = Object.entries({ ...set, 'dataset.limit': limit ?? set['dataset.limit'] });
  return {
    cwd: workingFolder(options),
    set: laid
      .filter(([, value]) => value !== undefined)
      .map(([path, value]) => parseOverride(`${path}=${JSON.stringify(value)}`)),
    rows: rows ?? [],
    cell,
  };
}
