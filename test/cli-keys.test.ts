import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { onlineTask } from './command/online.ts';
import { refuse, scripted, type Script } from './servers/scripted.ts';

// Keys, as the built program reads and hides them.

const cli = resolve('dist/bin/kshot.cjs');
const key = 'acme-1234567890-abcdef';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function kshot(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text));
  const [exit] = (await once(child, 'close')) as [number];
  return { exit, ...printed };
}

async function desk(script?: Script) {
  const server = await scripted(script);
  const task = onlineTask({ url: server.url, more: `description: the key is ${key}` });
  const rows = `id,item,answer\nr0,0,answer 0\n${key},1,answer 1\n`;
  const files = { 'task.yaml': task.replace('MY_KEY', 'ACME'), 'rows.csv': rows };
  const folder = folderWith({ ...files, '.env': `ACME=${key}\n`, 'package.json': '{}' });
  return { server, folder };
}

/** Files that hold the key, but for those that the user wrote. */
function leaksIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !['task.yaml', 'rows.csv', '.env'].includes(name))
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => readFileSync(join(folder, name), 'utf8').includes(key));
}

test.each([
  ['the environment', { ACME: `${key}\n` }, []],
  ['--env-file', {}, ['--env-file', '.env']],
])('a key from %s is sent, and is printed and kept nowhere', async (_, env, options) => {
  const { server, folder } = await desk();
  const args = ['run', 'task.yaml', '--json', '--out', 'all.csv', '--record', 'record.jsonl'];
  const { exit, out, err } = await kshot(folder, [...args, ...options], env);
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(server.calls.map(({ headers }) => headers['authorization'])).toEqual([
    `Bearer ${key}`,
    `Bearer ${key}`,
  ]);
  expect([leaksIn(folder), out.includes(key)]).toEqual([[], false]);
  expect(readFileSync(join(folder, 'all.csv'), 'utf8').split('\n')[2]?.split(',')[0]).toBe(
    '[ACME]',
  );
});

test('the environment wins over --env-file', async () => {
  const { server, folder } = await desk();
  await kshot(folder, ['run', 'task.yaml', '--env-file', '.env'], { ACME: 'another-key' });
  expect(server.calls[0]?.headers['authorization']).toBe('Bearer another-key');
});

test('an error that repeats the key ends a run without it', async () => {
  const { folder } = await desk((_, response) => refuse(response, 401, {}, `unknown key ${key}`));
  const { exit, out, err } = await kshot(folder, ['run', 'task.yaml'], { ACME: key });
  expect({ exit, err }).toEqual({ exit: 3, err: '' });
  expect(out.split('\n').find((line) => line.startsWith('stopped'))).toBe(
    'stopped: mine:some-model: HTTP 401: unknown key [ACME] (exit code 3)',
  );
  expect([leaksIn(folder), out.includes(key)]).toEqual([[], false]);
});

test('a request is shown without the key', async () => {
  const { folder } = await desk();
  const { out, err } = await kshot(folder, ['render', 'task.yaml', '--json'], { ACME: key });
  const { requests } = JSON.parse(out) as { requests: { headers: Record<string, string> }[] };
  expect({ err, sent: requests[0]?.headers['Authorization'] }).toEqual({
    err: '',
    sent: 'Bearer <ACME>',
  });
});
