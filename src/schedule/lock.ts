// A run folder in, the right to write to it out: two processes that go on with one run would ask everything twice.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errorOf, UserError } from '../base/problem.ts';
import { displayPath } from '../dataset/display-path.ts';
import { isAlive, thisProcess, type Owner } from './owner.ts';

/** Returns how to give it back. Throws a UserError while another process has it; that of a dead one is taken over. */
export function lockRun(folder: string): () => void {
  const path = join(folder, 'lock');
  if (!claim(path)) {
    const owner = ownerOf(path);
    if (owner && isAlive(owner) && !isLeftBehind(path, owner)) throw taken(folder, path, owner);
    rmSync(path, { force: true });
    if (!claim(path)) throw taken(folder, path, ownerOf(path));
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}

/** The locks of this process. */
const held = new Set<string>();

/** Of our own number, but not ours: in a container that is started again the number is the same. */
function isLeftBehind(path: string, { pid, host }: Owner): boolean {
  return pid === thisProcess.pid && host === thisProcess.host && !held.has(path);
}

function claim(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(thisProcess), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where a kill left half of it. */
function ownerOf(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function taken(folder: string, path: string, owner: Owner | undefined): UserError {
  const who = owner ? `process ${owner.pid} on ${owner.host}` : 'another process';
  const message = `the run ${basename(folder)} is still written to, by ${who}`;
  const help = `wait for it; if it is no longer there, delete ${displayPath(path)}`;
  return new UserError([errorOf('run-busy', message, undefined, help)]);
}
