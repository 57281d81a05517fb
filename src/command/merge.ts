import { kshotFolder } from '../schedule/find-run.ts';
import { joinShards, readShards } from '../schedule/merge.ts';
import type { Host } from './host.ts';
import { printOutcome, type ReportOptions } from './print-outcome.ts';
import { prepareAgain, runTask } from './run-task.ts';

/** Joins the parts of a run into one, judges its gates, prints its table. */
export async function mergeCommand(
  host: Host,
  folders: readonly string[],
  options: ReportOptions,
): Promise<number> {
  const home = kshotFolder(host.cwd);
  const shards = readShards(folders, host.cwd);
  const prepared = await prepareAgain(host, shards[0]!.manifest, {});
  const resume = joinShards(home, shards, host.now());
  const secondsBefore = shards.reduce((sum, { seconds }) => sum + seconds, 0);
  const outcome = await runTask(host, prepared, { resume, secondsBefore, nothingToAsk: true });
  await printOutcome(host, outcome, options);
  return outcome.exit;
}
