import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitCommit } from '../../src/schedule/git-commit.ts';
import { temporaryFolder } from './fixture.ts';

/** A repository with one commit, and git in it. */
function makeRepository(...options: readonly string[]) {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  git('init', '--quiet', ...options);
  const commit = () => {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    git(...who, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--allow-empty', '-m', 'text');
    return git('rev-parse', 'HEAD');
  };
  return { folder, git, commit };
}

test('the commit of a branch, also from a folder below', () => {
  const { folder, commit } = makeRepository();
  commit();
  const newest = commit();
  mkdirSync(join(folder, 'evals'));
  expect([gitCommit(folder), gitCommit(join(folder, 'evals'))]).toEqual([newest, newest]);
});

test('the commit of a branch that is packed', () => {
  const { folder, git, commit } = makeRepository();
  const packed = commit();
  git('branch', 'not-this-one');
  git('pack-refs', '--all');
  expect(gitCommit(folder)).toBe(packed);
});

test('a commit that is checked out without a branch', () => {
  const { folder, git, commit } = makeRepository();
  const first = commit();
  commit();
  git('checkout', '--quiet', first);
  expect(gitCommit(folder)).toBe(first);
});

test('the commit of a worktree, not that of its repository', () => {
  const { folder, git, commit } = makeRepository();
  const first = commit();
  git('worktree', 'add', '--quiet', '-b', 'other', 'tree');
  commit();
  expect(gitCommit(join(folder, 'tree'))).toBe(first);
});

test('a branch that git alone can look up', () => {
  const { folder, git, commit } = makeRepository();
  const commitId = commit();
  git('symbolic-ref', 'refs/heads/alias', git('symbolic-ref', 'HEAD'));
  git('symbolic-ref', 'HEAD', 'refs/heads/alias');
  expect(gitCommit(folder)).toBe(commitId);
});

test('no commit yet, and no repository', () => {
  expect(gitCommit(makeRepository().folder)).toBe(undefined);
  expect(gitCommit(temporaryFolder())).toBe(undefined);
});
