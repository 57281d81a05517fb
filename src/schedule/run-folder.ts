// Where runs are kept: `.kshot/runs/<id>/` with manifest.json, journal.jsonl and outcome.json.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorOf, UserError } from '../base/problem.ts';
import { openJournal, type Journal } from './journal.ts';
import type { Manifest } from './manifest.ts';

export interface RunFolder {
  readonly id: string;
  readonly path: string;
  readonly journal: Journal;
}

/** `.kshot` stands beside the nearest package.json, else in the working directory. */
export function kshotFolder(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, '.kshot');
    if (folder === dirname(folder)) return join(cwd, '.kshot');
  }
}

/** Makes a new folder: two runs within one second get different names. */
export function createRunFolder(home: string, manifest: Manifest): RunFolder {
  mkdirSync(join(home, 'runs'), { recursive: true });
  writeFileSync(join(home, '.gitignore'), '*\n');
  const id = claim(join(home, 'runs'), runName(manifest));
  const path = join(home, 'runs', id);
  writeJson(join(path, 'manifest.json'), manifest);
  return { id, path, journal: openJournal(join(path, 'journal.jsonl')) };
}

/** `20261123-142501-review-summary`, in UTC: sorted by name is sorted by time. */
function runName({ started, task }: Manifest): string {
  const digits = started.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return `${digits}-${task.name}`;
}

function claim(runs: string, wish: string): string {
  for (let attempt = 1; ; attempt += 1) {
    const id = attempt === 1 ? wish : `${wish}-${attempt}`;
    try {
      mkdirSync(join(runs, id));
      return id;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

export function writeJson(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** The folder of a run by its name, by the end of its name, or the newest. Throws a UserError when there is none. */
export function findRun(home: string, name?: string): string {
  const runs = join(home, 'runs');
  const ids = existsSync(runs) ? readdirSync(runs).toSorted() : [];
  const id = name === undefined ? ids.at(-1) : ids.findLast((each) => each.includes(name));
  if (id !== undefined) return join(runs, id);
  const message = name === undefined ? 'there is no run yet' : `no run is named ${name}`;
  const newest = ids.slice(-3).toReversed().join(', ');
  const help = ids.length === 0 ? 'make one: kshot run TASK' : `the newest are ${newest}`;
  throw new UserError([errorOf('unknown-run', message, undefined, help)]);
}

/** Throws a UserError when the file is not there or is not JSON. */
export function readRunFile(run: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(run, name), 'utf8'));
  } catch (error) {
    const message = `cannot read ${join(run, name)}: ${(error as Error).message}`;
    const help = 'the run was ended before it was written; run the task again';
    throw new UserError([errorOf('unknown-run', message, undefined, help)]);
  }
}
