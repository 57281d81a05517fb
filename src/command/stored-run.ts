// What a user calls a run in, its scores and where they belong out: what `accept` and `compare` share.
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { scoresOfRun, type RunScores } from '../baseline/run-scores.ts';
import { findRun, kshotFolder, readRunFile } from '../schedule/find-run.ts';
import type { Manifest } from '../schedule/manifest.ts';
import { readResults } from '../schedule/read-journal.ts';
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
  const manifest = readRunFile(folder, 'manifest.json') as Manifest;
  const taskPath = resolve(join(dirname(home), manifest.folder), manifest.task_file);
  return { id: basename(folder), folder, manifest, taskPath };
}

export function scoresOf({ folder, manifest }: StoredRun): Promise<RunScores> {
  return scoresOfRun(manifest, answersOf(folder));
}

export function answersOf(folder: string): ReturnType<typeof readResults> {
  return readResults(join(folder, 'journal.jsonl'));
}

/** As people know it: from the working directory, with forward slashes. */
export function shownPath({ cwd }: Host, path: string): string {
  return relative(cwd, path).replaceAll(sep, '/');
}
