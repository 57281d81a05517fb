import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disk } from '../../src/schedule/disk.ts';
import { answerLine, scoreLine } from '../../src/schedule/journal-line.ts';
import { thisProcess } from '../../src/schedule/owner.ts';
import type { Pair } from '../../src/schedule/read-journal.ts';
import type { RunFolder } from '../../src/schedule/run-folder.ts';
import {
  bareManifest,
  collect,
  done,
  folderAt,
  makeRun,
  messageOf,
  requestOf,
  temporaryFolder,
} from './fixture.ts';

test('a run folder holds manifest and journal, and git leaves all runs alone', () => {
  const home = join(temporaryFolder(), '.kshot');
  const manifest = bareManifest('review-summary');
  const { id, close } = folderAt(home, manifest);
  const path = join(home, 'runs/20261123-142501-review-summary');
  expect(id).toBe('20261123-142501-review-summary');
  expect(readdirSync(path)).toEqual(['journal.jsonl', 'lock', 'manifest.json']);
  expect(readFileSync(join(path, 'manifest.json'), 'utf8')).toBe(
    `${JSON.stringify(manifest, undefined, 2)}\n`,
  );
  expect(readFileSync(join(home, '.gitignore'), 'utf8')).toBe('*\n');
  close();
});

test("a user's .gitignore is left as it is", () => {
  const home = temporaryFolder();
  writeFileSync(join(home, '.gitignore'), 'cache\n');
  makeRun(home, bareManifest('a'));
  expect(readFileSync(join(home, '.gitignore'), 'utf8')).toBe('cache\n');
});

test('runs of one task within one second get different names', () => {
  const home = temporaryFolder();
  const ids = [1, 2, 3].map(() => makeRun(home, bareManifest('a')));
  expect(ids).toEqual(['20261123-142501-a', '20261123-142501-a-2', '20261123-142501-a-3']);
});

test('a run that has ended holds its outcome, and no lock', () => {
  const home = temporaryFolder();
  const path = join(home, 'runs', makeRun(home, bareManifest('a')));
  expect(readdirSync(path)).toEqual(['journal.jsonl', 'manifest.json', 'outcome.json']);
  expect(readFileSync(join(path, 'outcome.json'), 'utf8')).toBe('{\n  "exit": 0\n}\n');
});

test('a new run that came to nothing leaves no folder', () => {
  const home = temporaryFolder();
  folderAt(home, bareManifest('a')).close();
  expect(readdirSync(join(home, 'runs'))).toEqual([]);
});

test('a run that was answered once, but never ended, is kept', () => {
  const home = temporaryFolder();
  const folder = folderAt(home, bareManifest('a'));
  void folder.journal.append(answerLine(requestOf(), done('')));
  folder.close();
  expect(readdirSync(join(home, 'runs', folder.id))).toEqual(['journal.jsonl', 'manifest.json']);
});

/** A run of one answer, and where it is. */
function runIn(home: string): string {
  const folder = folderAt(home, bareManifest('a'));
  const request = requestOf();
  const scores = { scores: { exact_match: 1 }, expected: [] };
  void folder.journal.append(answerLine(request, done('a')), scoreLine(request, scores));
  folder.close();
  return join(home, 'runs', folder.id);
}

/** What a folder held when it was opened again. */
async function heldBy({ written, close }: RunFolder): Promise<Pair[] | undefined> {
  const held = written && (await collect(written));
  close();
  return held;
}

test('a run that is gone on with has its name, its manifest and its answers', async () => {
  const home = temporaryFolder();
  const resume = runIn(home);
  const now = bareManifest('a', '2027-01-01T00:00:00.000Z');
  const folder = folderAt(home, now, { resume });
  expect([folder.id, folder.manifest]).toEqual(['20261123-142501-a', bareManifest('a')]);
  const slot = { cell: 'cell0', row: 'r0', trial: 0 };
  expect(await heldBy(folder)).toEqual([
    {
      answer: expect.objectContaining({ kind: 'answer', ...slot, text: 'a' }) as object,
      score: { kind: 'score', ...slot, scores: { exact_match: 1 }, expected: [] },
    },
  ]);
  expect(readdirSync(join(home, 'runs'))).toEqual(['20261123-142501-a']);
});

test('a new run has no answers from before', async () => {
  const home = temporaryFolder();
  expect(await heldBy(folderAt(home, bareManifest('a')))).toBe(undefined);
});

test('a run that is gone on with stays where it is, even when it comes to nothing', () => {
  const home = temporaryFolder();
  const resume = join(home, 'runs', makeRun(home, bareManifest('a')));
  folderAt(home, bareManifest('a'), { resume }).close();
  expect(readdirSync(resume)).toEqual(['journal.jsonl', 'manifest.json', 'outcome.json']);
});

test('a run of another task is not gone on with, and may be by others', () => {
  const home = temporaryFolder();
  const resume = runIn(home);
  const before = readdirSync(resume);
  expect(messageOf(() => folderAt(home, bareManifest('b'), { resume }))).toMatchInlineSnapshot(`
    "error[run-changed]: name has changed from "a" to "b" since the run 20261123-142501-a
      = help: put it back, or start anew: kshot run task.yaml"
  `);
  expect(readdirSync(resume)).toEqual(before);
  folderAt(home, bareManifest('a'), { resume }).close();
});

test('a run that another process still writes to is refused', () => {
  const home = temporaryFolder();
  const resume = runIn(home);
  writeFileSync(join(resume, 'lock'), JSON.stringify({ ...thisProcess, pid: process.ppid }));
  const message = messageOf(() => folderAt(home, bareManifest('a'), { resume }), home);
  expect(
    message.replace(`process ${process.ppid} on ${thisProcess.host}`, 'process 7 on this-host'),
  ).toMatchInlineSnapshot(`
    "error[run-busy]: the run 20261123-142501-a is still written to, by process 7 on this-host
      = help: wait for it; if it is no longer there, delete ./runs/20261123-142501-a/lock"
  `);
  expect(existsSync(join(resume, 'lock'))).toBe(true);
});

test('nobody else may write to it while a run is open, not even the same process', () => {
  const home = temporaryFolder();
  const first = folderAt(home, bareManifest('a'));
  const resume = join(home, 'runs', first.id);
  const message = messageOf(() => folderAt(home, bareManifest('a'), { resume }), home);
  expect(message.split('\n', 1)).toEqual([
    `error[run-busy]: the run 20261123-142501-a is still written to, by process ${process.pid} on ${thisProcess.host}`,
  ]);
  first.finish({});
  first.close();
  folderAt(home, bareManifest('a'), { resume }).close();
});

test('no secret is in a run folder', () => {
  const home = temporaryFolder();
  const redact = (text: string) => text.replaceAll('sk-secret', '[REDACTED]');
  const manifest = { ...bareManifest('a'), task_text: 'key: sk-secret' };
  const folder = folderAt(home, manifest, { redact });
  void folder.journal.append(answerLine(requestOf(), done('sk-secret')));
  folder.finish({ warnings: ['sk-secret'] });
  folder.close();
  const path = join(home, 'runs', folder.id);
  const text = readdirSync(path).map((name) => readFileSync(join(path, name), 'utf8'));
  expect(text.map((each) => [each.includes('sk-secret'), each.includes('[REDACTED]')])).toEqual([
    [false, true],
    [false, true],
    [false, true],
  ]);
  folderAt(home, manifest, { redact, resume: path }).close();
});

test('where no folder can be made, the message names it, and nothing is left', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  expect(messageOf(() => folderAt(join(folder, 'file/.kshot'), bareManifest('a')), folder))
    .toMatchInlineSnapshot(`
      "error[cannot-write]: cannot write ./file/.kshot/runs: there is a file where a folder should be
        = help: nothing was sent: make room, or run where files can be written"
    `);
});

test('where the manifest cannot be written, no folder is left', () => {
  const home = temporaryFolder();
  mkdirSync(join(home, 'runs'));
  const write = () => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  };
  const full = { ...disk, write };
  expect(messageOf(() => folderAt(home, bareManifest('a'), { disk: full }), home))
    .toMatchInlineSnapshot(`
    "error[cannot-write]: cannot write ./runs/20261123-142501-a/manifest.json: the disk is full
      = help: what was answered until then is kept: make room, then go on with kshot resume"
  `);
  expect(readdirSync(join(home, 'runs'))).toEqual([]);
});
