import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { findRun, kshotFolder, readRunFile } from '../../src/schedule/find-run.ts';
import { bareManifest, makeRun, messageOf, temporaryFolder } from './fixture.ts';

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

test('a run is found by its name, its path, a part of its name, or as the newest', () => {
  const home = temporaryFolder();
  const old = makeRun(home, bareManifest('reviews', '2026-01-01T00:00:00.000Z'));
  const facts = makeRun(home, bareManifest('facts', '2026-01-02T00:00:00.000Z'));
  const last = makeRun(home, bareManifest('reviews', '2026-01-03T00:00:00.000Z'));
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
  const [first, second] = [makeRun(home, bareManifest('a')), makeRun(home, bareManifest('a'))];
  expect([basename(findRun(home, first)), basename(findRun(home, 'a'))]).toEqual([first, second]);
});

test('within one second the run that was started last is the newest', () => {
  const home = temporaryFolder();
  const order = ['b', 'a', 'c', ...Array.from({ length: 10 }, () => 'b')];
  for (const [index, name] of order.entries()) {
    const id = makeRun(home, bareManifest(name));
    utimesSync(join(home, 'runs', id, 'manifest.json'), 0, 1_000 + index);
  }
  expect(
    [findRun(home), findRun(home, '-a'), findRun(home, '-c')].map((run) => basename(run)),
  ).toEqual(['20261123-142501-b-11', '20261123-142501-a', '20261123-142501-c']);
});

test('what is no run folder is never the newest', () => {
  const home = temporaryFolder();
  const id = makeRun(home, bareManifest('a'));
  mkdirSync(join(home, 'runs/trash'));
  writeFileSync(join(home, 'runs/zzz.txt'), '');
  expect(basename(findRun(home))).toBe(id);
});

test('what was killed before it had a manifest is no run', () => {
  const home = temporaryFolder();
  const id = makeRun(home, bareManifest('a'));
  mkdirSync(join(home, 'runs/20270101-000000-a'));
  expect(basename(findRun(home))).toBe(id);
  expect(messageOf(() => findRun(home, '2027'))).toMatchInlineSnapshot(`
    "error[unknown-run]: no run is named 2027
      = help: the newest are 20261123-142501-a"
  `);
});

test('where there is no such run, the message says which there are', () => {
  const home = temporaryFolder();
  const none = messageOf(() => findRun(home));
  const noneNamed = messageOf(() => findRun(home, 'facts'));
  for (const day of [1, 2, 3, 4]) makeRun(home, bareManifest('a', `2026-01-0${day}T00:00:00.000Z`));
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
  const home = temporaryFolder();
  const run = makeRun(home, bareManifest('a'));
  expect(readRunFile(join(home, 'runs', run), 'outcome.json')).toEqual({ exit: 0 });
});

test('a run without an outcome, or with half of one, says so', () => {
  const home = temporaryFolder();
  const run = join(home, 'runs', makeRun(home, bareManifest('a')));
  rmSync(join(run, 'outcome.json'));
  const missing = messageOf(() => readRunFile(run, 'outcome.json'));
  writeFileSync(join(run, 'outcome.json'), '{"version": 1,');
  const torn = messageOf(() => readRunFile(run, 'outcome.json'));
  expect([missing, torn.replace(/json: .*/, 'json: <what JSON.parse says>')].join('\n\n'))
    .toMatchInlineSnapshot(`
      "error[unknown-run]: the run 20261123-142501-a has no outcome.json
        = help: it was killed before it ended; go on with it: kshot resume 20261123-142501-a

      error[unknown-run]: the run 20261123-142501-a has a broken outcome.json: <what JSON.parse says>
        = help: it was killed before it ended; go on with it: kshot resume 20261123-142501-a"
    `);
});
