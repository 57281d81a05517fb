// What a user calls a run in, its scores and where they belong out: what `accept` and `compare` share.
import { basename, dirname, join, resolve } from 'node:path';
import { askedOf, scoresOfRun, type RunScores } from '../baseline/run-scores.ts';
import { findRun, kshotFolder, readManifest } from '../schedule/find-run.ts';
import type { Manifest } from '../schedule/manifest.ts';
import { resultsOf } from '../schedule/read-journal.ts';
import type { Host } from './host.ts';

export interface StoredRun {
  readonly id: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Where the task file was. */
  readonly taskPath: string;
}

/** Throws a UserError when there is none. */
export function openStoredRun({ cwd }: Host, name: string | undefined): StoredRun {
  const home = kshotFolder(cwd);
  const folder = findRun(home, name);
  const manifest = readManifest(folder);
  const taskPath = resolve(join(dirname(home), manifest.folder), manifest.task_file);
  return { id: basename(folder), folder, manifest, taskPath };
}

export async function scoresOf({ folder, manifest }: StoredRun): Promise<RunScores> {
  const scores = await scoresOfRun(manifest, resultsOf(folder));
  return { ...scores, asked: askedOf(manifest) };
}
