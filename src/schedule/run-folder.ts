// Where runs are kept: `.kshot/runs/<id>/` with manifest.json, journal.jsonl and outcome.json.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errorOf, UserError } from '../base/problem.ts';
import { redactedJson, type Redact } from '../base/redact.ts';
import { projectFolder } from '../task/load-config.ts';
import { openJournal, type Journal } from './journal.ts';
import type { Manifest } from './manifest.ts';

export interface RunFolder {
  readonly id: string;
  readonly path: string;
  readonly journal: Journal;
  /** What the run came to; as everything here, without secrets. */
  readonly finish: (outcome: object) => void;
}

/** `.kshot` stands beside the nearest package.json, else in the working directory. */
export function kshotFolder(cwd: string): string {
  return join(projectFolder(cwd), '.kshot');
}

/** Makes a new folder: two runs within one second get different names. */
export function createRunFolder(home: string, manifest: Manifest, redact: Redact): RunFolder {
  mkdirSync(join(home, 'runs'), { recursive: true });
  const ignore = join(home, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  const id = claim(join(home, 'runs'), runName(manifest));
  const path = join(home, 'runs', id);
  const write = (name: string, value: object) =>
    writeFileSync(join(path, name), `${redactedJson(value, redact, 2)}\n`);
  write('manifest.json', manifest);
  return {
    id,
    path,
    journal: openJournal(join(path, 'journal.jsonl'), redact),
    finish: (outcome) => write('outcome.json', outcome),
  };
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

/** The folder of a run by its name or path, by a part of its name, or the newest. Throws a UserError when there is none. */
export function findRun(home: string, wanted?: string): string {
  const runs = join(home, 'runs');
  const ids = runsInOrder(runs);
  const name = wanted === undefined ? '' : basename(wanted);
  const id = ids.includes(name) ? name : ids.findLast((each) => each.includes(name));
  if (id !== undefined) return join(runs, id);
  const message = ids.length === 0 ? 'there is no run yet' : `no run is named ${name}`;
  const newest = ids.slice(-3).toReversed().join(', ');
  const help = ids.length === 0 ? 'make one: kshot run TASK' : `the newest are ${newest}`;
  throw new UserError([errorOf('unknown-run', message, undefined, help)]);
}

const startOfName = /^\d{8}-\d{6}-/;

/** The oldest first. Names tell seconds; within one of them the folders themselves tell more. */
function runsInOrder(runs: string): string[] {
  const ids = existsSync(runs)
    ? readdirSync(runs)
        .filter((id) => startOfName.test(id))
        .toSorted()
    : [];
  const second = (id: string) => startOfName.exec(id)![0];
  const written = (id: string) => statSync(join(runs, id, 'manifest.json'), quiet)?.mtimeMs ?? 0;
  return ids.toSorted((a, b) =>
    second(a) === second(b) ? written(a) - written(b) : second(a) < second(b) ? -1 : 1,
  );
}

const quiet = { throwIfNoEntry: false } as const;

/** Throws a UserError when the file is not there or is not JSON. */
export function readRunFile(run: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(run, name), 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const fault = missing ? `has no ${name}` : `has a broken ${name}: ${(error as Error).message}`;
    const help = 'it was killed before it ended; run the task again';
    throw new UserError([
      errorOf('unknown-run', `the run ${basename(run)} ${fault}`, undefined, help),
    ]);
  }
}
