import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { onlineTask, rowsCsv } from './command/online.ts';
import { collect } from './schedule/fixture.ts';
import { readResults } from '../src/schedule/read-journal.ts';
import { answer, scripted } from './servers/scripted.ts';

// The built program, ended from outside.

const cli = resolve('dist/bin/kshot.cjs');
const rows = 60;

/** A task of 60 rows over a server that ends whoever asks for row 20, and answers only then. */
async function endedBy(signal: NodeJS.Signals) {
  let child: ChildProcess | undefined;
  let ended = false;
  const server = await scripted(({ row }, response) => {
    if (row < 20 || ended) return false;
    ended = true;
    child?.kill(signal);
    // A killed process takes no answer; any other waits for it.
    setTimeout(() => answer(row, response), 50);
    return true;
  });
  const folder = mkdtempSync(join(tmpdir(), 'kshot-killed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'task.yaml'), onlineTask({ url: server.url }));
  writeFileSync(join(folder, 'rows.csv'), rowsCsv(rows));
  const env = { PATH: process.env['PATH'], MY_KEY: 'sk-some-key' };
  const kshot = async (...args: readonly string[]) => {
    // The cache may hold an answer that a kill kept from the journal.
    const own = spawn(process.execPath, [cli, ...args, '--no-cache'], { cwd: folder, env });
    child = own;
    let out = '';
    own.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    own.stderr.setEncoding('utf8').on('data', (text: string) => (out += text));
    const [exit, by] = (await once(own, 'close')) as [number | null, string | null];
    return { exit, by, out };
  };
  const path = () => join(folder, '.kshot/runs', readdirSync(join(folder, '.kshot/runs'))[0]!);
  const results = () => collect(readResults(join(path(), 'journal.jsonl')));
  const answered = async () => (await results()).map(({ answer: { row } }) => row);
  return { kshot, server, path, answered };
}

test('after a kill nothing that was answered is asked again, and every row is counted once', async () => {
  const { kshot, server, path, answered } = await endedBy('SIGKILL');
  const { exit, by, out } = await kshot('run', 'task.yaml', '--concurrency', '4');
  expect({ exit, by, out }).toEqual({ exit: null, by: 'SIGKILL', out: '' });
  expect(readdirSync(path())).toEqual(['journal.jsonl', 'lock', 'manifest.json']);
  const held = await answered();
  const before = server.asked.length;
  expect(before - held.length).toBeLessThanOrEqual(2 * 4);
  expect((await kshot('resume')).exit).toBe(0);
  const again = server.asked.slice(before).map((row) => `r${row}`);
  expect(again.filter((row) => held.includes(row))).toEqual([]);
  expect(again).toHaveLength(rows - held.length);
  expect(new Set(await answered())).toHaveProperty('size', rows);
  expect(await answered()).toHaveLength(rows);
  expect(readdirSync(path())).toEqual(['journal.jsonl', 'manifest.json', 'outcome.json']);
}, 20_000);

test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s waits for what is under way, prints what is there, and how to go on',
  async (signal) => {
    const { kshot, server, path, answered } = await endedBy(signal);
    const { exit, by, out } = await kshot('run', 'task.yaml', '--concurrency', '1');
    const run = path().split('/').at(-1)!;
    expect({ exit, by, end: out.trimEnd().split('\n').slice(-3) }).toEqual({
      exit: 130,
      by: null,
      end: [
        'interrupted: the table holds what was answered until then (exit code 130)',
        `saved as ${run} · kshot show prints it again, --failures lists wrong answers`,
        `go on with it: kshot resume ${run}`,
      ],
    });
    expect(await answered()).toEqual(server.asked.map((row) => `r${row}`));
    expect((await kshot('resume')).exit).toBe(0);
    expect(server.asked.toSorted((a, b) => a - b)).toEqual([...Array(rows).keys()]);
  },
  20_000,
);
