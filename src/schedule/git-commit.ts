// A folder in, the commit that is checked out there out. Read from the files of git where they say it plainly: starting git
// takes longer than checking a small task.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export function gitCommit(folder: string): string | undefined {
  const place = findGit(resolve(folder));
  if (place === undefined) return undefined;
  return readCommit(place) ?? askGit(folder);
}

/** The nearest `.git` above. */
function findGit(folder: string): string | undefined {
  const place = join(folder, '.git');
  if (existsSync(place)) return place;
  const parent = dirname(folder);
  return parent === folder ? undefined : findGit(parent);
}

const hash = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Undefined for whatever is not as usual, a table of references for instance. */
function readCommit(place: string): string | undefined {
  try {
    const own = gitFolder(place);
    const head = readFileSync(join(own, 'HEAD'), 'utf8').trim();
    const [, ref] = /^ref: (.+)$/.exec(head) ?? [];
    const commit = ref === undefined ? head : readRef(commonFolder(own), ref);
    return commit !== undefined && hash.test(commit) ? commit : undefined;
  } catch {
    return undefined;
  }
}

/** Of a worktree or a submodule `.git` is a file that says where the folder is. */
function gitFolder(place: string): string {
  if (statSync(place).isDirectory()) return place;
  const [, path = ''] = /^gitdir: (.+)$/m.exec(readFileSync(place, 'utf8')) ?? [];
  return resolve(dirname(place), path);
}

/** Worktrees share the branches of their repository. */
function commonFolder(own: string): string {
  const common = join(own, 'commondir');
  return existsSync(common) ? resolve(own, readFileSync(common, 'utf8').trim()) : own;
}

function readRef(folder: string, ref: string): string | undefined {
  const loose = join(folder, ref);
  if (existsSync(loose)) return readFileSync(loose, 'utf8').trim();
  const packed = readFileSync(join(folder, 'packed-refs'), 'utf8').split('\n');
  return packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
}

function askGit(folder: string): string | undefined {
  try {
    const options = { cwd: folder, stdio: 'pipe', encoding: 'utf8' } as const;
    return execFileSync('git', ['rev-parse', 'HEAD'], options).trim();
  } catch {
    return undefined;
  }
}
