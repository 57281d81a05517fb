import { resolve } from 'node:path';
import { errorOf, UserError } from '../base/problem.ts';
import type { Complete } from '../provider/provider.ts';
import type { ReportedRun } from '../report/reported-run.ts';
import type { Prepared } from '../run.ts';
import { cannotWrite } from '../schedule/cannot-write.ts';
import type { Halt } from '../schedule/halt.ts';
import { readShard, type Shard } from '../schedule/shard.ts';
import { locateKey } from '../task/yaml-file.ts';
import type { Host } from './host.ts';
import { printTable, requireReport, type ReportOptions } from './print-outcome.ts';
import { readReports } from './report-option.ts';
import { prepareTask, readLimits, requireMeans, runTask, type LimitOptions } from './run-task.ts';
import { prepareOptions, type TaskOptions } from './task-options.ts';
import { reportedRun, writeReports } from './write-reports.ts';

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
  const { strict } = options;
  const limits = { ...readLimits(host, options), shard: shardOf(options), strict };
  const reports = readReports(host, options, files.length);
  const tasks: Prepared[] = [];
  for (const file of files) tasks.push(await prepareOne(host, file, options));
  const comparedTasks = tasks.filter(({ accepted }) => accepted.baseline).length;
  const settings = { ...limits, comparedTasks };
  reports.requireWritable();
  const runs: ReportedRun[] = [];
  const recording = await openRecordingFor(host, options.record);
  try {
    for (const task of tasks) {
      if (host.signal.aborted) break;
      const outcome = await runTask(host, task, { ...settings, wrap: recording?.wrap });
      runs.push(reportedRun(host, task, outcome));
      if (reports.leaveTable) printTable(host, outcome, options);
    }
  } finally {
    recording?.close();
  }
  const exit = Math.max(...runs.map((each) => each.outcome.exit), host.signal.aborted ? 130 : 0);
  return writeReports(host, reports.list, { runs, several: files.length > 1 }, exit);
}

function shardOf({ shard }: RunOptions): Shard | undefined {
  return shard === undefined ? undefined : readShard(shard);
}

async function prepareOne(host: Host, file: string, options: RunOptions): Promise<Prepared> {
  const prepared = await prepareTask(host, file, prepareOptions(host, options));
  requireMeans(host, prepared, options);
  requireReport(prepared, options);
  if (options.shard !== undefined) requireNoRace(prepared);
  return prepared;
}

/** What a race asks next depends on all answers so far, and a part has its own alone. */
function requireNoRace({ race, loaded }: Prepared): void {
  if (!race) return;
  const message = 'a race cannot be run in parts: each block depends on all answers so far';
  const help = 'leave out --shard, or run the full grid: --set sweep=grid';
  const at = locateKey(loaded.file, ['sweep']);
  throw new UserError([errorOf('cannot-race', message, at, help)]);
}

/** Throws a UserError where the file is no recording. */
async function openRecordingFor({ cwd, redact }: Host, file: string | undefined) {
  if (file === undefined) return undefined;
  const { openRecording, recorded } = await import('../provider/record.ts');
  const path = resolve(cwd, file);
  const recording = openRecording(path, file, redact);
  // An answer that the recording does not take is paid for all the same: the journal has it.
  const wrap = (complete: Complete, guard: Halt['guard']) =>
    recorded(complete, (line) => guard(() => cannotWrite(path, () => recording.write(line))));
  return { wrap, close: recording.close };
}
