import type { Outcome } from '../report/outcome.ts';
import { describeRun, type Prepared } from '../run.ts';
import { disk } from '../schedule/disk.ts';
import { kshotFolder } from '../schedule/find-run.ts';
import { joinShards, readShards, type ShardRun } from '../schedule/merge.ts';
import { manifestOfSame } from '../schedule/run-folder.ts';
import type { Host } from './host.ts';
import { printTable, requireReport, type ReportOptions } from './print-outcome.ts';
import { readReports } from './report-option.ts';
import { prepareAgain, runTask } from './run-task.ts';
import { reportOne } from './write-reports.ts';

/** Joins the parts of a run into one, judges its gates, prints its table. */
export async function mergeCommand(
  host: Host,
  folders: readonly string[],
  options: ReportOptions,
): Promise<number> {
  const home = kshotFolder(host.cwd);
  const reports = readReports(host, options);
  const shards = readShards(folders, host.cwd);
  const prepared = await prepareAgain(host, shards[0]!.manifest);
  requireReport(prepared, options);
  reports.requireWritable();
  manifestOfSame(shards[0]!.path, describeRun(prepared, { ...host, home }), host.redact);
  const outcome = await runJoined(host, prepared, { shards, strict: options.strict });
  if (reports.leaveTable) printTable(host, outcome, options);
  return reportOne(host, reports.list, prepared, outcome);
}

/** Where they do not make a run, none is left. */
async function runJoined(
  host: Host,
  prepared: Prepared,
  { shards, strict }: { shards: readonly ShardRun[]; strict: boolean | undefined },
): Promise<Outcome> {
  const resume = joinShards(kshotFolder(host.cwd), shards, host.now());
  const secondsBefore = shards.reduce((sum, { seconds }) => sum + seconds, 0);
  try {
    return await runTask(host, prepared, {
      resume,
      secondsBefore,
      nothingToAsk: true,
      strict,
    });
  } catch (error) {
    disk.remove(resume);
    throw error;
  }
}
