import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import type { Manifest } from '../../src/schedule/manifest.ts';
import {
  createRunFolder,
  findRun,
  kshotFolder,
  readRunFile,
} from '../../src/schedule/run-folder.ts';
import { temporaryFolder } from './fixture.ts';

const asItIs = (text: string) => text;

/** As much of a manifest as a run folder looks at. */
function manifestOf(name: string, started = '2026-11-23T14:25:01.250Z'): Manifest {
  return { started, task: { name } } as Manifest;
}

function makeRun(home: string, manifest: Manifest): string {
  const { id, journal } = createRunFolder(home, manifest, asItIs);
  journal.close();
  return id;
}

function messageOf(find: () => unknown): string {
  try {
    return `found ${String(find())}`;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

test('.kshot stands beside the nearest package.json', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'inner/evals/deep'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{}');
  expect(kshotFolder(join(root, 'inner/evals/deep'))).toBe(join(root, '.kshot'));
  writeFileSync(join(root, 'inner/package.json'), '{}');
  expect(kshotFolder(join(root, 'inner/evals/deep'))).toBe(join(root, 'inner/.kshot'));
});

test('without a package.json .kshot stands in the working directory', () => {
  const folder = temporaryFolder();
  expect(kshotFolder(folder)).toBe(join(folder, '.kshot'));
});

test('a run folder holds manifest and journal, and git leaves all runs alone', () => {
  const home = join(temporaryFolder(), '.kshot');
  const manifest = manifestOf('review-summary');
  const { id, path, journal } = createRunFolder(home, manifest, asItIs);
  journal.close();
  expect([id, path]).toEqual([
    '20261123-142501-review-summary',
    join(home, 'runs/20261123-142501-review-summary'),
  ]);
  expect(readdirSync(path)).toEqual(['journal.jsonl', 'manifest.json']);
  expect(readFileSync(join(path, 'manifest.json'), 'utf8')).toBe(
    `${JSON.stringify(manifest, undefined, 2)}\n`,
  );
  expect(readFileSync(join(home, '.gitignore'), 'utf8')).toBe('*\n');
});

test("a user's .gitignore is left as it is", () => {
  const home = temporaryFolder();
  writeFileSync(join(home, '.gitignore'), 'cache\n');
  makeRun(home, manifestOf('a'));
  expect(readFileSync(join(home, '.gitignore'), 'utf8')).toBe('cache\n');
});

test('runs of one task within one second get different names', () => {
  const home = temporaryFolder();
  const ids = [1, 2, 3].map(() => makeRun(home, manifestOf('a')));
  expect(ids).toEqual(['20261123-142501-a', '20261123-142501-a-2', '20261123-142501-a-3']);
});

test('a run is found by its name, its path, a part of its name, or as the newest', () => {
  const home = temporaryFolder();
  const old = makeRun(home, manifestOf('reviews', '2026-01-01T00:00:00.000Z'));
  const facts = makeRun(home, manifestOf('facts', '2026-01-02T00:00:00.000Z'));
  const last = makeRun(home, manifestOf('reviews', '2026-01-03T00:00:00.000Z'));
  const found = [undefined, 'reviews', 'facts', '20260101', old, join(home, 'runs', facts, '/')];
  expect(found.map((name) => basename(findRun(home, name)))).toEqual([
    last,
    last,
    facts,
    old,
    old,
    facts,
  ]);
});

test('a whole name means that run, even where the name of a newer one begins alike', () => {
  const home = temporaryFolder();
  const [first, second] = [makeRun(home, manifestOf('a')), makeRun(home, manifestOf('a'))];
  expect([basename(findRun(home, first)), basename(findRun(home, 'a'))]).toEqual([first, second]);
});

test('within one second the run that was started last is the newest', () => {
  const home = temporaryFolder();
  const order = ['b', 'a', 'c', ...Array.from({ length: 10 }, () => 'b')];
  for (const [index, name] of order.entries()) {
    const id = makeRun(home, manifestOf(name));
    utimesSync(join(home, 'runs', id, 'manifest.json'), 0, 1_000 + index);
  }
  expect(
    [findRun(home), findRun(home, '-a'), findRun(home, '-c')].map((run) => basename(run)),
  ).toEqual(['20261123-142501-b-11', '20261123-142501-a', '20261123-142501-c']);
});

test('what is no run folder is never the newest', () => {
  const home = temporaryFolder();
  const id = makeRun(home, manifestOf('a'));
  mkdirSync(join(home, 'runs/trash'));
  writeFileSync(join(home, 'runs/zzz.txt'), '');
  expect(basename(findRun(home))).toBe(id);
});

test('where there is no such run, the message says which there are', () => {
  const home = temporaryFolder();
  const none = messageOf(() => findRun(home));
  const noneNamed = messageOf(() => findRun(home, 'facts'));
  for (const day of [1, 2, 3, 4]) makeRun(home, manifestOf('a', `2026-01-0${day}T00:00:00.000Z`));
  const other = messageOf(() => findRun(home, 'facts'));
  expect([none, noneNamed, other].join('\n\n')).toMatchInlineSnapshot(`
    "error[unknown-run]: there is no run yet
      = help: make one: kshot run TASK

    error[unknown-run]: there is no run yet
      = help: make one: kshot run TASK

    error[unknown-run]: no run is named facts
      = help: the newest are 20260104-000000-a, 20260103-000000-a, 20260102-000000-a"
  `);
});

test('what is written as JSON is read again', () => {
  const run = createRunFolder(temporaryFolder(), manifestOf('a'), asItIs);
  run.journal.close();
  run.finish({ exit: 0 });
  expect(readRunFile(run.path, 'outcome.json')).toEqual({ exit: 0 });
});

test('a run without an outcome, or with half of one, says so', () => {
  const home = temporaryFolder();
  const run = join(home, 'runs', makeRun(home, manifestOf('a')));
  const missing = messageOf(() => readRunFile(run, 'outcome.json'));
  writeFileSync(join(run, 'outcome.json'), '{"version": 1,');
  const torn = messageOf(() => readRunFile(run, 'outcome.json'));
  expect([missing, torn.replace(/json: .*/, 'json: <what JSON.parse says>')].join('\n\n'))
    .toMatchInlineSnapshot(`
    "error[unknown-run]: the run 20261123-142501-a has no outcome.json
      = help: it was killed before it ended; run the task again

    error[unknown-run]: the run 20261123-142501-a has a broken outcome.json: <what JSON.parse says>
      = help: it was killed before it ended; run the task again"
  `);
});
