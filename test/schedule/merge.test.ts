import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { answerLine } from '../../src/schedule/journal-line.ts';
import type { Manifest } from '../../src/schedule/manifest.ts';
import { joinShards, readShards } from '../../src/schedule/merge.ts';
import { readJournal } from '../../src/schedule/read-journal.ts';
import {
  bareManifest,
  collect,
  done,
  folderAt,
  makeRun,
  messageOf,
  requestOf,
  rowOf,
  temporaryFolder,
} from './fixture.ts';

/** A part that has ended, with one answer: that to the row of its number. */
function makePart(home: string, index: number, of: number, more: Partial<Manifest> = {}): string {
  const folder = folderAt(home, { ...bareManifest('a'), ...more, shard: { index, of } });
  void folder.journal.append(answerLine(requestOf({ row: rowOf(index) }), done('')));
  folder.finish({ seconds: index / 4 });
  folder.close();
  return join(home, 'runs', folder.id);
}

function problemsOf(home: string, folders: readonly string[] = ['runs']): string {
  return messageOf(() => readShards(folders, home), home);
}

test('all parts are found, each with how long it was asked', () => {
  const home = temporaryFolder();
  const paths = [2, 1, 3].map((index) => makePart(home, index, 3));
  const found = readShards(['.'], home).map(({ path, manifest, seconds }) => [
    path,
    manifest.shard,
    seconds,
  ]);
  expect(found).toEqual([
    [paths[0], { index: 2, of: 3 }, 0.5],
    [paths[1], { index: 1, of: 3 }, 0.25],
    [paths[2], { index: 3, of: 3 }, 0.75],
  ]);
});

test('parts may be named one by one, from anywhere', () => {
  const home = temporaryFolder();
  const [first, second] = [makePart(home, 1, 2), makePart(home, 2, 2)];
  const found = readShards([second, `runs/${basename(first)}/`], home);
  expect(found.map(({ manifest }) => manifest.shard?.index)).toEqual([2, 1]);
});

test('where there is no run, it is said which folder was meant', () => {
  const home = temporaryFolder();
  mkdirSync(join(home, 'empty'));
  writeFileSync(join(home, 'file'), '');
  const messages = ['empty', 'file', 'gone'].map((name) => problemsOf(home, [name]));
  expect(messages.join('\n\n')).toMatchInlineSnapshot(`
    "error[unknown-run]: there is no part of a run in empty
      = help: name the folders of the parts: .kshot/runs/…

    error[unknown-run]: there is no part of a run in file
      = help: name the folders of the parts: .kshot/runs/…

    error[unknown-run]: there is no part of a run in gone
      = help: name the folders of the parts: .kshot/runs/…"
  `);
});

test('missing parts and parts that are there twice are told at once', () => {
  const home = temporaryFolder();
  for (const index of [1, 3, 3]) makePart(home, index, 4);
  expect(problemsOf(home)).toMatchInlineSnapshot(`
    "error[cannot-merge]: part 2 of 4 is missing
      = help: make it: kshot run … --shard 2/4

    error[cannot-merge]: part 4 of 4 is missing
      = help: make it: kshot run … --shard 4/4

    error[cannot-merge]: part 3 of 4 is there twice
      = help: leave one of them out"
  `);
});

test('the same folder named twice is a part that is there twice', () => {
  const home = temporaryFolder();
  const [first] = [makePart(home, 1, 2), makePart(home, 2, 2)];
  expect(problemsOf(home, ['runs', first])).toMatchInlineSnapshot(`
    "error[cannot-merge]: part 1 of 2 is there twice
      = help: leave one of them out"
  `);
});

test('a whole run that is named among the parts is none of them; beside them it is left alone', () => {
  const home = temporaryFolder();
  makePart(home, 1, 2);
  makeRun(home, bareManifest('a'));
  makePart(home, 2, 2);
  const named = ['', '-2', '-3'].map((end) => `runs/20261123-142501-a${end}`);
  expect(problemsOf(home, named)).toMatchInlineSnapshot(`
    "error[cannot-merge]: 20261123-142501-a-2 is a whole run, not a part of one
      = help: leave it out"
  `);
  expect(readShards(['runs'], home).map(({ path }) => basename(path))).toEqual([
    '20261123-142501-a',
    '20261123-142501-a-3',
  ]);
});

test('parts of other runs are told, with what differs', () => {
  const home = temporaryFolder();
  makePart(home, 1, 2);
  makePart(home, 2, 2, { task: { ...bareManifest('a').task, trials: 3 } });
  makePart(home, 2, 2, { data_hash: 'other' });
  makePart(home, 2, 3);
  expect(problemsOf(home)).toMatchInlineSnapshot(`
    "error[cannot-merge]: 20261123-142501-a-2 is a part of another run than 20261123-142501-a: trials has changed from nothing to 3

    error[cannot-merge]: 20261123-142501-a-3 is a part of another run than 20261123-142501-a: rows.csv has changed

    error[cannot-merge]: 20261123-142501-a-4 is a part of another run than 20261123-142501-a: the number of parts"
  `);
});

test('parts that have not ended are told, with how to finish them', () => {
  const home = temporaryFolder();
  const halted = { seconds: 1, halted: { kind: 'interrupted' } };
  const [killed, interrupted, torn] = [1, 2, 3].map((index) => makePart(home, index, 4)) as [
    string,
    string,
    string,
  ];
  rmSync(join(killed, 'outcome.json'));
  writeFileSync(join(torn, 'outcome.json'), '{"seconds":');
  writeFileSync(join(interrupted, 'outcome.json'), JSON.stringify(halted));
  makePart(home, 4, 4);
  expect(problemsOf(home)).toMatchInlineSnapshot(`
    "error[cannot-merge]: 20261123-142501-a, part 1 of 4, has not ended
      = help: finish it first: kshot resume 20261123-142501-a

    error[cannot-merge]: 20261123-142501-a-2, part 2 of 4, has not ended
      = help: finish it first: kshot resume 20261123-142501-a-2

    error[cannot-merge]: 20261123-142501-a-3, part 3 of 4, has not ended
      = help: finish it first: kshot resume 20261123-142501-a-3"
  `);
});

async function rowsOf(path: string): Promise<string[]> {
  return (await collect(readJournal(join(path, 'journal.jsonl')))).map(({ row }) => row);
}

test('a joined run has all answers, and is a whole run of the time when it was joined', async () => {
  const home = temporaryFolder();
  for (const index of [2, 1]) makePart(home, index, 2);
  const path = joinShards(home, readShards(['.'], home), new Date('2027-01-02T03:04:05Z'));
  expect(basename(path)).toBe('20270102-030405-a');
  expect(await rowsOf(path)).toEqual(['r2', 'r1']);
  expect(JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'))).toEqual({
    ...bareManifest('a'),
    started: '2027-01-02T03:04:05.000Z',
  });
});

test('parts of any length are copied whole, and a torn end takes nothing with it', async () => {
  const home = temporaryFolder();
  const paths = [makePart(home, 1, 3), makePart(home, 2, 3), makePart(home, 3, 3)];
  const [long, torn] = paths.map((path) => join(path, 'journal.jsonl'));
  const line = readFileSync(long!, 'utf8');
  writeFileSync(long!, line.replace('"text":""', `"text":"${'ä'.repeat(1_048_576)}"`));
  writeFileSync(torn!, `${line.replace('r1', 'r2')}{"kind":"answer","cell":`);
  const path = joinShards(home, readShards(['.'], home), new Date(0));
  expect(await rowsOf(path)).toEqual(['r1', 'r2', 'r3']);
  expect(readFileSync(join(path, 'journal.jsonl'), 'utf8')).toContain('ä'.repeat(1_048_576));
});

test('a part without a journal cannot be joined', () => {
  const home = temporaryFolder();
  const paths = [makePart(home, 1, 2), makePart(home, 2, 2)];
  rmSync(join(paths[1]!, 'journal.jsonl'));
  expect(problemsOf(home)).toMatchInlineSnapshot(`
    "error[cannot-merge]: 20261123-142501-a-2 has no journal.jsonl
      = help: copy the whole folder of the part"
  `);
});

test('where parts cannot be joined, no run is left', () => {
  const home = temporaryFolder();
  const paths = [makePart(home, 1, 2), makePart(home, 2, 2)];
  const shards = readShards(['.'], home);
  rmSync(join(paths[1]!, 'journal.jsonl'));
  mkdirSync(join(paths[1]!, 'journal.jsonl'));
  expect(messageOf(() => joinShards(home, shards, new Date(0))).split('\n', 1)[0]).toMatch(
    /^error\[cannot-write\]: .*: EISDIR: illegal operation on a directory, read$/,
  );
  expect(readdirSync(join(home, 'runs'))).toEqual(paths.map((path) => basename(path)));
});
