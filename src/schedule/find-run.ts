// What a user calls a run in, its folder out; and what its files hold.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errorOf, UserError } from '../base/problem.ts';
import { projectFolder } from '../task/load-config.ts';
import type { Manifest } from './manifest.ts';

/** `.kshot` stands beside the nearest package.json, else in the working directory. */
export function kshotFolder(cwd: string): string {
  return join(projectFolder(cwd), '.kshot');
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

/** The oldest first. Names tell seconds; within one of them the manifests tell more. What was killed before it had one is no run. */
function runsInOrder(runs: string): string[] {
  if (!existsSync(runs)) return [];
  const written = new Map(
    readdirSync(runs)
      .filter((id) => startOfName.test(id))
      .flatMap((id) => {
        const manifest = statSync(join(runs, id, 'manifest.json'), { throwIfNoEntry: false });
        return manifest ? [[id, manifest.mtimeMs] as const] : [];
      }),
  );
  const second = (id: string) => startOfName.exec(id)![0];
  return [...written.keys()].toSorted((a, b) => {
    if (second(a) === second(b)) return written.get(a)! - written.get(b)!;
    return second(a) < second(b) ? -1 : 1;
  });
}

/** Throws as `readRunFile`. */
export function readManifest(run: string): Manifest {
  return readRunFile(run, 'manifest.json') as Manifest;
}

/** Throws a UserError when the file is not there or is not JSON. */
export function readRunFile(run: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(run, name), 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const fault = missing ? `has no ${name}` : `has a broken ${name}: ${(error as Error).message}`;
    const running = existsSync(join(run, 'lock')) ? 'is still going on, or ' : '';
    const help = `it ${running}was killed before it ended; go on with it: kshot resume ${basename(run)}`;
    throw new UserError([
      errorOf('unknown-run', `the run ${basename(run)} ${fault}`, undefined, help),
    ]);
  }
}
