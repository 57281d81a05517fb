import { resolve } from 'node:path';
import { errorOf, UserError } from '../base/problem.ts';
import { redactedJson } from '../base/redact.ts';
import type { Complete } from '../provider/provider.ts';
import type { Outcome } from '../report/outcome.ts';
import type { Prepared } from '../run.ts';
import { readShard, type Shard } from '../schedule/shard.ts';
import type { Host } from './host.ts';
import { printOutcome, requireReport, type ReportOptions } from './print-outcome.ts';
import { prepareTask, readLimits, requireMeans, runTask, type LimitOptions } from './run-task.ts';
import { prepareOptions, type TaskOptions } from './task-options.ts';

export interface RunOptions extends TaskOptions, LimitOptions, ReportOptions {
  readonly record?: string;
  readonly shard?: string;
}

/** Every task is checked before the first request of any is sent. */
export async function runCommand(
  host: Host,
  files: readonly string[],
  options: RunOptions,
): Promise<number> {
  requireOneTask(files, options);
  const settings = {
    ...readLimits(host, options),
    shard: shardOf(options),
    strict: options.strict,
  };
  const tasks: Prepared[] = [];
  for (const file of files) tasks.push(await prepareOne(host, file, options));
  const comparedTasks = tasks.filter(({ accepted }) => accepted.baseline).length;
  const outcomes: Outcome[] = [];
  const recording = await openRecordingFor(host, options.record);
  try {
    for (const task of tasks) {
      if (host.signal.aborted) break;
      const outcome = await runTask(host, task, {
        ...settings,
        comparedTasks,
        wrap: recording?.wrap,
      });
      outcomes.push(outcome);
      if (!options.json || files.length === 1) await printOutcome(host, outcome, options);
    }
  } finally {
    recording?.close();
  }
  if (options.json && files.length > 1) printAll(host, outcomes);
  return Math.max(...outcomes.map(({ exit }) => exit), host.signal.aborted ? 130 : 0);
}

function shardOf({ shard }: RunOptions): Shard | undefined {
  return shard === undefined ? undefined : readShard(shard);
}

function printAll(host: Host, outcomes: readonly Outcome[]): void {
  host.out(`${redactedJson({ version: 1, runs: outcomes }, host.redact, 2)}\n`);
}

function requireOneTask(files: readonly string[], { out }: RunOptions): void {
  if (out !== undefined && files.length > 1)
    throw new UserError([errorOf('bad-option', '--out takes the results of one task')]);
}

async function prepareOne(host: Host, file: string, options: RunOptions): Promise<Prepared> {
  const prepared = await prepareTask(host, file, prepareOptions(host, options));
  requireMeans(host, prepared, options);
  requireReport(host, prepared, options);
  return prepared;
}

/** Throws a UserError where the file is no recording. */
async function openRecordingFor({ cwd, redact }: Host, file: string | undefined) {
  if (file === undefined) return undefined;
  const { openRecording, recorded } = await import('../provider/record.ts');
  const recording = openRecording(resolve(cwd, file), file, redact);
  const wrap = (complete: Complete) => recorded(complete, recording.write);
  return { wrap, close: recording.close };
}
