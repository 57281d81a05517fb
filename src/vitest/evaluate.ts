// A task file and options in, its run and all that can be judged of it out.
import { existsSync } from 'node:fs';
import { baselinePath } from '../baseline/baseline-file.ts';
import { exitCode } from '../baseline/exit-code.ts';
import { openCache } from '../command/open-cache.ts';
import { prepareTask, requireMeans, runTaskScored } from '../command/run-task.ts';
import { reportedRun } from '../command/write-reports.ts';
import { dropLines } from '../report/drop-lines.ts';
import { showDuration } from '../report/numbers.ts';
import type { Outcome } from '../report/outcome.ts';
import type { ReportedRun } from '../report/reported-run.ts';
import { whyNotPassed } from '../report/terminal.ts';
import { doubts } from '../report/warnings.ts';
import { rowKeys, type ScoredRun } from '../report/conclude.ts';
import type { Prepared } from '../run.ts';
import { withoutStack } from './eval-failure.ts';
import { makeEvalHost } from './eval-host.ts';
import {
  checkOptions,
  prepareOptionsOf,
  taskPath,
  workingFolder,
  type EvalOptions,
  type RunEvalOptions,
} from './eval-options.ts';

export interface Evaluated extends Pick<ScoredRun, 'cells' | 'tally'> {
  readonly prepared: Prepared;
  /** Without secrets. */
  readonly outcome: Outcome;
  readonly results: ReportedRun['results'];
  /** The keys of the rows, where there is a baseline to compare with. */
  readonly keys: readonly string[] | undefined;
  readonly options: EvalOptions;
  /** Its timeout is over. */
  readonly isLate: boolean;
}

/** Matchers are given an outcome, and judge by what it was made of. */
const evaluations = new WeakMap<object, Evaluated>();

/**
 * Runs a task as `kshot run` does, run folder and warnings included. Throws what is wrong with the task, its data or the
 * options, without a stack. A request that fails is a counted row, and a gate that does not hold is in the outcome: neither throws.
 */
export async function runEval(
  path: string | URL,
  { signal = new AbortController().signal, ...options }: RunEvalOptions = {},
): Promise<Outcome> {
  return (await evaluate(path, options, signal)).outcome;
}

export function evaluationOf(outcome: unknown): Evaluated | undefined {
  return typeof outcome === 'object' && outcome !== null ? evaluations.get(outcome) : undefined;
}

export async function evaluate(
  path: string | URL,
  options: EvalOptions,
  signal: AbortSignal,
): Promise<Evaluated> {
  const { concurrency, maxCost, strict, comparedTasks, cache } = options;
  const late = new AbortController();
  const host = makeEvalHost(workingFolder(options), AbortSignal.any([signal, late.signal]));
  const opened = cache === false ? undefined : () => openCache(host);
  const limits = { concurrency, maxCost, strict, comparedTasks, openCache: opened };
  let timer: NodeJS.Timeout | undefined;
  try {
    checkOptions(options);
    if (options.timeout !== undefined) timer = setTimeout(() => late.abort(), options.timeout);
    const prepared = await prepareTask(host, taskPath(path), prepareOptionsOf(options));
    requireMeans(host, prepared, maxCost === undefined ? {} : { maxCost: String(maxCost) });
    const { cells, tally, outcome: raw } = await runTaskScored(host, prepared, limits);
    const { outcome, results } = reportedRun(host, prepared, raw);
    for (const line of doubtsOf(outcome)) host.err(line);
    const hasBaseline = existsSync(baselinePath(prepared.loaded.file.path));
    const keys = hasBaseline ? await rowKeys(prepared.data, host.redact) : undefined;
    const isLate = late.signal.aborted;
    const evaluated = { prepared, outcome, results, cells, tally, keys, options, isLate };
    evaluations.set(outcome, evaluated);
    return evaluated;
  } catch (error) {
    throw withoutStack(error);
  } finally {
    clearTimeout(timer);
  }
}

/** What the table of a run says below its gates, and of drops that cannot be told from none. */
function doubtsOf(outcome: Outcome): string[] {
  const { baseline } = outcome;
  const unsure = baseline?.comparisons.filter(({ verdict }) => verdict === 'inconclusive') ?? [];
  return [
    ...(baseline && unsure.length > 0
      ? [dropLines({ ...baseline, comparisons: unsure }).join('\n')]
      : []),
    ...doubts(outcome).map((doubt) => `warning: ${doubt}`),
  ];
}

/** Why the answers are too few to be judged; undefined where they are not. Gates play no part in it. */
export function whyIncomplete(evaluated: Evaluated): string | undefined {
  const { outcome, cells, prepared, isLate, options } = evaluated;
  const { halted } = outcome;
  const exit = exitCode({ halted, cells, gates: prepared.loaded.task.gates, results: [] });
  if (exit === 0) return undefined;
  const why = `${whyNotPassed({ ...outcome, exit })} (exit code ${exit})`;
  return isLate && halted ? `its ${showDuration(options.timeout!)} are over: ${why}` : why;
}
