import { existsSync, readFileSync } from 'node:fs';
import {
  baselinePath,
  baselineText,
  originOf,
  readBaseline,
  type Baseline,
} from '../baseline/baseline-file.ts';
import { compareRuns } from '../baseline/compare-runs.ts';
import { toleratedErrors } from '../baseline/exit-code.ts';
import { printable } from '../base/printable.ts';
import { errorOf, UserError } from '../base/problem.ts';
import { promptChanges } from '../baseline/prompt-changes.ts';
import { changeLines } from '../report/baseline-change.ts';
import { plural } from '../report/numbers.ts';
import type { Outcome } from '../report/outcome.ts';
import { promptChangeLines } from '../report/prompt-change-lines.ts';
import { withDiffs } from '../report/prompt-diff.ts';
import { displayPath } from '../dataset/display-path.ts';
import { cannotWrite } from '../schedule/cannot-write.ts';
import { disk } from '../schedule/disk.ts';
import { readRunFile } from '../schedule/find-run.ts';
import type { Host } from './host.ts';
import { openStoredRun, scoresOf, type StoredRun } from './stored-run.ts';

/** Makes a run the baseline of its task: the newest, or the one whose name holds the words given. Nothing else ever writes one. */
export async function acceptCommand(host: Host, name: string | undefined): Promise<number> {
  refuseInCI(host);
  const run = openStoredRun(host, name);
  requireWhole(run);
  requireTask(host, run);
  const path = baselinePath(run.taskPath);
  const shown = displayPath(path, host.cwd);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const baseline = { origin: originOf(run.id, run.manifest), scores: await scoresOf(run) };
  const text = baselineText(baseline);
  if (before !== text) cannotWrite(path, () => disk.write(path, text), 'nothing was accepted');
  const { rows, cells, metrics } = baseline.scores;
  const size = [
    plural(rows.length, 'row'),
    plural(cells.length, 'cell'),
    plural(metrics.length, 'metric'),
  ].join(' × ');
  const lines = [`accepted ${run.id}: ${shown}, ${size}`, ...changesSince(before, shown, baseline)];
  host.out(lines.map((line) => `${printable(line)}\n`).join(''));
  return 0;
}

function changesSince(before: string | undefined, shown: string, now: Baseline): string[] {
  if (before === undefined)
    return ['there was no baseline before', 'keep it in git: gates with max_drop compare with it'];
  if (before === baselineText(now)) return ['it was the baseline already'];
  const old = readOld(before, shown);
  if (!old) return ['what was there before could not be read'];
  const comparison = compareRuns(old.scores, now.scores);
  const changes = withDiffs(promptChanges(old.scores, now.scores, comparison.matched));
  return [
    `before it was ${old.origin.run}`,
    ...changeLines(comparison),
    ...promptChangeLines(changes, 'it asks otherwise than before'),
    'keep it in git: gates with max_drop compare with it',
  ];
}

/** To accept a run mends a broken baseline. */
function readOld(text: string, shown: string): Baseline | undefined {
  try {
    return readBaseline(text, shown);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function refuseInCI({ env }: Host): void {
  const { CI } = env;
  if (CI === undefined || ['', '0', 'false'].includes(CI.toLowerCase())) return;
  throw refusal('a baseline is accepted by people, not in CI', 'run kshot accept on your machine');
}

function requireTask(host: Host, { id, taskPath }: StoredRun): void {
  if (existsSync(taskPath)) return;
  const message = `the task file of ${id} is gone: ${displayPath(taskPath, host.cwd)}`;
  throw refusal(message, 'the baseline stands beside the task: put it back, or run the new one');
}

/** Throws a UserError for a run that lacks answers. */
function requireWhole({ id, folder, manifest }: StoredRun): void {
  const goOn = `finish it first: kshot resume ${id}`;
  if (manifest.shard) throw refusal(`${id} is a part of a run`, 'join the parts: kshot merge');
  const { cells, rows, trials, halted, outputs, sweep } = readRunFile(
    folder,
    'outcome.json',
  ) as Outcome;
  if (halted) throw refusal(`${id} has not ended: it is ${halted.kind}`, goOn);
  const wanted = cells.length * rows * trials;
  const failed = cells.reduce((sum, cell) => sum + cell.failed, 0);
  const held = cells.reduce((sum, cell) => sum + cell.answers, failed);
  if (held < wanted && sweep)
    throw refusal(
      `${id} is a race: the cells that it dropped answered few rows, and those speak against them`,
      `run in full what is to be kept: kshot run ${manifest.task_file} --set sweep=grid, with --cell for one cell`,
    );
  if (held < wanted)
    throw refusal(`${id} lacks ${plural(wanted - held, 'answer')} of ${wanted}`, goOn);
  if (failed > toleratedErrors * wanted)
    throw refusal(
      `in ${id} ${plural(failed, outputs === undefined ? 'request' : 'output')} of ${wanted} failed`,
      outputs === undefined
        ? `ask them again: kshot resume ${id} --failed`
        : `add what is missing to ${outputs}, and score it again`,
    );
  if (cells.every(({ n }) => n === 0))
    throw refusal(`in ${id} nothing could be scored`, 'kshot show --failures says why');
}

function refusal(message: string, help: string): UserError {
  return new UserError([errorOf('cannot-accept', message, undefined, help)]);
}
