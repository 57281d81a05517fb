// A run folder in, the right to write to it out: two processes that go on with one run would ask everything twice.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errorOf, UserError } from '../base/problem.ts';
import { displayPath } from '../dataset/display-path.ts';
import { isAlive, thisProcess, type Owner } from './owner.ts';

/** What this process has: a lock in its name that is not here is of one that was killed and had the same number. */
const ours = new Set<string>();

/** Returns how to give it back. Throws a UserError while another process has it; that of a dead one is taken over. */
export function lockRun(folder: string): () => void {
  const path = join(folder, 'lock');
  if (!take(path)) throw taken(folder, path);
  ours.add(path);
  return () => {
    if (ours.delete(path)) rmSync(path, { force: true });
  };
}

/**
 * Of many processes at once one gets it. The lock of a dead one is replaced by who has the lock for that: were it only
 * removed, a slower process would remove that of the quicker one.
 */
function take(path: string): boolean {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(thisProcess));
  try {
    return claim(path, draft) || (!isHeld(path) && replace(path, draft));
  } finally {
    rmSync(draft, { force: true });
  }
}

function replace(path: string, draft: string): boolean {
  const right = `${path}.next`;
  if (!take(right)) return false;
  try {
    if (isHeld(path)) return false;
    if (ownerOf(path) === 'nobody') return claim(path, draft);
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(right, { force: true });
  }
}

/** Whole or not at all: nobody sees a lock without an owner. */
function claim(path: string, draft: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code !== 'EEXIST' && claimWithoutLinks(path);
  }
}

/** Some disks have no links. */
function claimWithoutLinks(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(thisProcess), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isHeld(path: string): boolean {
  const owner = ownerOf(path);
  if (typeof owner === 'string') return false;
  const isOurs = owner.pid === thisProcess.pid && owner.host === thisProcess.host;
  return isOurs ? ours.has(path) : isAlive(owner);
}

/** Half of it is left where a kill came in between, on a disk without links. */
function ownerOf(path: string): Owner | 'nobody' | 'unknown' {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as Owner | null) ?? 'unknown';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'nobody' : 'unknown';
  }
}

function taken(folder: string, path: string): UserError {
  const owner = ownerOf(path);
  const who =
    typeof owner === 'string' || !isHeld(path)
      ? 'another process'
      : `process ${owner.pid} on ${owner.host}`;
  const message = `the run ${basename(folder)} is still written to, by ${who}`;
  const help = `wait for it; if it is no longer there, delete ${displayPath(path)}`;
  return new UserError([errorOf('run-busy', message, undefined, help)]);
}
