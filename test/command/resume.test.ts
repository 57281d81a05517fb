import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answer, scripted } from '../servers/scripted.ts';
import { resumeCommand, type ResumeOptions } from '../../src/command/resume.ts';
import { showCommand } from '../../src/command/show.ts';
import { online } from './online.ts';
import { interrupted, still, upTo } from './stopped.ts';

function sorted(rows: readonly number[]): number[] {
  return rows.toSorted((a, b) => a - b);
}

test('an interrupted run says how to go on with it, and resume sends only what is missing', async () => {
  const { server, printed, resume, outcome, list } = await interrupted(40);
  expect(printed).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 130,
      "out": "online · 1 cell × 40 rows = 40 requests · mine:some-model · 0.0ms

    ┌──────────────────┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │          exact_match │  n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default          │ 1.000 [0.741, 1.000] │ 11 │      0 │         0 │ 0.0ms │    11,000 │ 110 │
    │ (first sentence) │ 0.000 [0.000, 0.107] │    │        │           │       │           │     │
    │ (nearest copy)   │ 0.000 [0.000, 0.107] │    │        │           │       │           │     │
    └──────────────────┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴─────┘

    warning: 11 rows only: the intervals are wide, and small differences mean nothing

    interrupted: the table holds what was answered until then (exit code 130)
    saved as 20260102-030405-online · kshot show prints it again, --failures lists wrong answers
    go on with it: kshot resume 20260102-030405-online
    ",
    }
  `);
  expect(server.asked).toEqual(upTo(11));
  expect(await resume({ concurrency: '1' })).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "online · 1 cell × 40 rows = 40 requests · mine:some-model · 0.0ms

    ┌──────────────────┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │          exact_match │  n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default          │ 1.000 [0.912, 1.000] │ 40 │      0 │         0 │ 0.0ms │    40,000 │ 400 │
    │ (first sentence) │ 0.000 [0.000, 0.088] │    │        │           │       │           │     │
    │ (nearest copy)   │ 0.000 [0.000, 0.088] │    │        │           │       │           │     │
    └──────────────────┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴─────┘

    saved as 20260102-030405-online · kshot show prints it again, --failures lists wrong answers
    ",
    }
  `);
  expect(server.asked).toEqual(upTo(40));
  expect(list('.kshot/runs')).toEqual(['20260102-030405-online']);
  const { answers, tokens } = outcome().cells[0]!;
  expect({ answers, tokens }).toEqual({ answers: 40, tokens: { in: 40_000, out: 400 } });
});

test('a run that is whole is counted again, and nothing is sent', async () => {
  const server = await scripted();
  const { run, resume, outcome } = online({ url: server.url, rows: 40, world: still });
  const first = await run();
  const before = outcome();
  const again = await resume();
  expect([again, outcome()]).toEqual([first, before]);
  expect(server.asked).toHaveLength(40);
});

/** As a kill leaves it: no outcome, the lock of a process that is gone, half a line. */
function kill(own: ReturnType<typeof online>, lines: number): void {
  const journal = own.path('journal.jsonl');
  const kept = readFileSync(journal, 'utf8').split('\n').slice(0, lines).join('\n');
  writeFileSync(journal, `${kept}\n{"kind":"answer","cell":"`);
  writeFileSync(own.path('lock'), '{"pid":');
  rmSync(own.path('outcome.json'));
}

test.each([0, 1, 2, 33, 79])(
  'a run that was killed after %i lines of its journal is finished, and comes to the same',
  async (lines) => {
    const server = await scripted();
    const own = online({ url: server.url, rows: 40, world: still });
    const first = await own.run({ concurrency: '1' });
    const before = own.outcome();
    kill(own, lines);
    const again = await own.resume({ concurrency: '1' });
    expect([again, own.outcome()]).toEqual([first, before]);
    expect(server.asked).toEqual([...upTo(40), ...upTo(40).slice(Math.ceil(lines / 2))]);
    expect(await own.answers()).toHaveLength(40);
  },
);

test('half an outcome is none: the run is gone on with', async () => {
  const server = await scripted();
  const own = online({ url: server.url, rows: 10, world: still });
  const first = await own.run();
  writeFileSync(own.path('outcome.json'), '{"version": 1,');
  expect(await own.resume()).toEqual(first);
});

test('kshot show tells of a killed run how to go on with it', async () => {
  const server = await scripted();
  const own = online({ url: server.url, rows: 3, world: still });
  await own.run();
  kill(own, 2);
  expect((await own.see((host) => showCommand(host, undefined, {}))).err).toMatchInlineSnapshot(`
    "error[unknown-run]: the run 20260102-030405-online has no outcome.json
      = help: it is still going on, or was killed before it ended; go on with it: kshot resume 20260102-030405-online
    "
  `);
});

/** Changes a file of an interrupted run, and goes on with it. */
async function resumeAfter(name: string, change: (text: string) => string) {
  const { folder, read, server, resume, more } = await interruptedWith();
  writeFileSync(join(folder, name), change(read(name)));
  const { exit, out, err } = await resume();
  return { exit, out, err: more(err), asked: server.asked.length };
}

async function interruptedWith() {
  const own = await interrupted(20);
  const more = (err: string) => err.replaceAll(own.server.url, '<server>');
  return { ...own, more };
}

test('a run whose task has changed is not gone on with', async () => {
  const { exit, out, err, asked } = await resumeAfter('task.yaml', (text) =>
    text
      .replace('temperature: 0', 'temperature: 0.7')
      .replace('Item {{item}}:', 'An Item {{item}}:')
      .replace('[exact_match]', '[exact_match, f1]'),
  );
  expect(err).toMatchInlineSnapshot(`
    "error[run-changed]: templates.inline.input has changed from "Item {{item}}:" to "An Item {{item}}:" since the run 20260102-030405-online
      = help: put it back, or start anew: kshot run task.yaml

    error[run-changed]: params.temperature has changed from 0 to 0.7 since the run 20260102-030405-online
      = help: put it back, or start anew: kshot run task.yaml

    error[run-changed]: score.1 has changed from nothing to {"metric":"f1","name":"f1","options":{}} since the run 20260102-030405-online
      = help: put it back, or start anew: kshot run task.yaml
    "
  `);
  expect({ exit, out, asked }).toEqual({ exit: 2, out: '', asked: 11 });
});

test('nor is one whose data have changed', async () => {
  const { exit, out, err, asked } = await resumeAfter('rows.csv', (text) =>
    text.replace('answer 3\n', 'another answer\n'),
  );
  expect(err).toMatchInlineSnapshot(`
    "error[run-changed]: rows.csv has changed since the run 20260102-030405-online
      = help: put it back, or start anew: kshot run task.yaml
    "
  `);
  expect({ exit, out, asked }).toEqual({ exit: 2, out: '', asked: 11 });
});

test('a comment in the task changes nothing', async () => {
  const { exit, err, asked } = await resumeAfter('task.yaml', (text) => `# why\n${text}\n# end\n`);
  expect({ exit, err, asked }).toEqual({ exit: 0, err: '', asked: 20 });
});

test('a run is gone on with as it was called: --set, --limit, --row, --cell, from the same folder', async () => {
  const server = await scripted();
  const own = online({
    url: server.url,
    rows: 40,
    more: 'grid: { temperature: [0, 1] }',
    files: { 'package.json': '{}', 'deep/er/a.txt': '' },
    world: still,
  });
  const narrow = { set: ['trials=2'], limit: '9', row: ['r3', 'r5'], cell: 't=1' };
  await own.run(narrow);
  expect(sorted(server.asked)).toEqual([3, 3, 5, 5]);
  const before = own.outcome();
  kill(own, 2);
  const { exit } = await own.see((host) =>
    resumeCommand({ ...host, cwd: join(own.folder, 'deep/er') }, 'online', {}),
  );
  expect([exit, own.outcome()]).toEqual([0, before]);
  expect(server.asked).toHaveLength(7);
});

test('without its key a run is not gone on with; nothing of it is lost', async () => {
  const own = await interrupted(20);
  const before = own.read(own.path('journal.jsonl').slice(own.folder.length));
  const { exit, err } = await own.see((host) => resumeCommand({ ...host, env: {} }, undefined, {}));
  expect({ exit, err }).toEqual({
    exit: 2,
    err: `error[missing-api-key]: MY_KEY is not set
  = help: export MY_KEY=…, or put it into a file and run with --env-file FILE
`,
  });
  expect(own.read(own.path('journal.jsonl').slice(own.folder.length))).toBe(before);
});

test.each<[ResumeOptions, string]>([
  [{ out: 'no/x.csv' }, 'error[bad-option]: cannot write no/x.csv: there is no such folder'],
  [{ pivot: 'a,b' }, 'error[bad-option]: the grid has no axis "a"'],
  [{ metric: 'f' }, 'error[unknown-metric]: no metric is named "f"'],
])('a slip in %j is told before anything is sent', async (options, problem) => {
  const { resume, server } = await interrupted(20);
  const { exit, out, err } = await resume(options);
  const asked = server.asked.length;
  const [said] = err.split('\n');
  expect({ exit, out, asked, said }).toEqual({ exit: 2, out: '', asked: 11, said: problem });
});

test('a second interrupt on the way leaves a run that can be gone on with', async () => {
  const held: (() => void)[] = [];
  let interrupt = () => {};
  const server = await scripted(({ row }, response) => {
    if (row < 10) return false;
    held.push(() => answer(row, response));
    interrupt();
    for (const release of held.splice(0)) release();
    return true;
  });
  const own = online({ url: server.url, rows: 14, world: still });
  ({ interrupt } = own);
  await own.run({ concurrency: '1' });
  for (const count of [12, 13, 14]) {
    const controller = new AbortController();
    interrupt = () => controller.abort();
    const { exit } = await own.see((host) =>
      resumeCommand({ ...host, signal: controller.signal }, undefined, { concurrency: '1' }),
    );
    expect({ exit, asked: server.asked }).toEqual({ exit: 130, asked: upTo(count) });
  }
  expect((await own.resume()).exit).toBe(0);
  expect(server.asked).toEqual(upTo(14));
});

test('lines that are no lines, in the middle of a journal, cost nothing but themselves', async () => {
  const server = await scripted();
  const own = online({ url: server.url, rows: 10, world: still });
  await own.run({ concurrency: '1' });
  appendFileSync(
    own.path('journal.jsonl'),
    'garbage\n\0\0\0\n{"kind":"answer"}\n{"kind":"score","cell":"c","row":"r1","trial":0}\nnull\n',
  );
  expect((await own.resume()).exit).toBe(0);
  expect(server.asked).toHaveLength(10);
  expect(own.outcome().cells[0]?.answers).toBe(10);
});
