import { findRun, kshotFolder, readManifest } from '../schedule/find-run.ts';
import { secondsOf } from '../schedule/merge.ts';
import type { Host } from './host.ts';
import { printTable, requireReport, type ReportOptions } from './print-outcome.ts';
import { readReports } from './report-option.ts';
import { prepareAgain, readLimits, requireMeans, runTask, type LimitOptions } from './run-task.ts';
import { reportOne } from './write-reports.ts';

export interface ResumeOptions extends LimitOptions, ReportOptions {
  /** What failed is asked again, too. */
  readonly failed?: boolean;
}

/** Finishes a run: the newest, or the one whose name holds the words given. Sends only what it lacks. */
export async function resumeCommand(
  host: Host,
  name: string | undefined,
  options: ResumeOptions,
): Promise<number> {
  const resume = findRun(kshotFolder(host.cwd), name);
  const manifest = readManifest(resume);
  const limits = readLimits(host, options);
  const reports = readReports(host, options);
  const prepared = await prepareAgain(host, manifest);
  requireMeans(host, prepared, options);
  requireReport(prepared, options);
  reports.requireWritable();
  const outcome = await runTask(host, prepared, {
    ...limits,
    strict: options.strict,
    resume,
    shard: manifest.shard,
    retryFailed: options.failed,
    secondsBefore: secondsOf(resume),
  });
  if (reports.leaveTable) printTable(host, outcome, options);
  return reportOne(host, reports.list, prepared, outcome);
}
