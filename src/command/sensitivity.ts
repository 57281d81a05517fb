// The folder of a run in, how much each axis of its grid matters out.
import { errorOf, UserError } from '../base/problem.ts';
import { scoresOfRun } from '../baseline/run-scores.ts';
import type { Outcome } from '../report/outcome.ts';
import { sensitivity } from '../report/sensitivity.ts';
import { sensitivityTable } from '../report/sensitivity-table.ts';
import { readManifest } from '../schedule/find-run.ts';
import { resultsOf } from '../schedule/read-journal.ts';
import { trialScores } from '../stats/trial-scores.ts';

/** By the primary metric. Throws a UserError where there is nothing to compare. */
export async function sensitivityView(
  folder: string,
  { run, metrics }: Outcome,
  json: boolean,
): Promise<string> {
  const manifest = readManifest(folder);
  const [metric] = metrics;
  const { name, corpus, trials: pooling } = metric!;
  if (corpus !== undefined) throw noMean(name);
  const scores = await scoresOfRun(manifest, resultsOf(folder));
  if (!scores.metrics.some((each) => each.name === name)) throw noMean(name);
  const repeated = manifest.trials > 1 && pooling === undefined;
  const trials = repeated && (await trialScores(manifest.cells, name, resultsOf(folder)));
  const parts = { run, manifest, metric: metric!, scores, ...(trials ? { trials } : {}) };
  const found = sensitivity(parts);
  if (!found) throw nothingToCompare();
  return json ? JSON.stringify(found, undefined, 2) : sensitivityTable(found);
}

function noMean(metric: string): UserError {
  const message = `${metric} is no mean over rows, so that no part of it can be told to an axis`;
  const help = 'name another: --metric NAME';
  return new UserError([errorOf('bad-option', message, undefined, help)]);
}

function nothingToCompare(): UserError {
  const message = 'no two cells with a score of the same rows differ in one axis alone';
  const help = 'add axes to the grid: shots.seed, shots.order, format';
  return new UserError([errorOf('bad-option', message, undefined, help)]);
}
