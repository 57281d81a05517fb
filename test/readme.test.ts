import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

// Every command of the README is run; where its output is shown, it is what the command prints. `vitest -u` writes it anew.

const cli = resolve('dist/bin/kshot.cjs');
const folder = mkdtempSync(join(tmpdir(), 'kshot-readme-'));
for (const part of ['evals', 'templates', 'datasets', 'test/fixtures'])
  cpSync(part, join(folder, part), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string): string {
  return told(command).output;
}

function told(command: string): { readonly output: string; readonly status: number | null } {
  const args = command.split(' ').slice(1);
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
  });
  // Progress is no part of what is shown.
  return { output: `${stderr.replace(/^.* \d+%.*\n/gm, '')}${stdout}`.trimEnd(), status };
}

/** What differs from run to run and from machine to machine. */
function steady(text: string): string {
  return text
    .replaceAll(/\d{8}-\d{6}-/g, 'DATE-')
    .replaceAll(/\b[\d.]+m?s\b/g, 'TIME')
    .replaceAll(/[ ─┬┴]+/g, ' ');
}

function withRealOutputs(readme: string): string {
  return readme.replaceAll(/^```console\n([\s\S]*?)^```$/gm, (block, body: string) => {
    const [first = '', ...shown] = body.trimEnd().split('\n');
    const command = first.replace(/^\$ /, '');
    if (!command.startsWith('kshot ')) return block;
    const output = run(command);
    const same = steady(output) === steady(shown.join('\n'));
    return same ? block : `\`\`\`console\n$ ${command}\n${output}\n\`\`\``;
  });
}

test('the outputs in the README are what its commands print', { timeout: 120_000 }, async () => {
  await expect(withRealOutputs(readFileSync('README.md', 'utf8'))).toMatchFileSnapshot(
    '../README.md',
  );
});

test('commands shown without output run', { timeout: 120_000 }, () => {
  const readme = readFileSync('README.md', 'utf8');
  const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, body = '']) =>
    body.trim().split('\n'),
  );
  const ran = blocks
    .filter((line) => line.startsWith('kshot '))
    .map((command) => [command, told(command).status]);
  expect(ran).toEqual(ran.map(([command]) => [command, 0]));
  const npm = blocks.filter((line) => line.startsWith('npm '));
  expect(npm).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
});

test('lines shown below a command are among those that it prints', { timeout: 120_000 }, () => {
  const readme = readFileSync('README.md', 'utf8');
  const shown = /^```sh\n(kshot .*)\n```\n\n.*\n\n```text\n([\s\S]*?)^```$/gm;
  const excerpts = [...readme.matchAll(shown)].map(([, command = '', text = '']) => {
    const lines = run(command).split('\n');
    return text.split('\n').filter((line) => line !== '' && !lines.includes(line));
  });
  expect(excerpts).toEqual([[]]);
});

test('the demo is the task that the README shows', { timeout: 120_000 }, () => {
  const output = execFileSync('npm', ['run', '--silent', 'demo'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  expect(steady(output).split('\n')[0]).toBe(
    'demo · 17 cells × 252 rows = 4,284 requests · embedded · TIME',
  );
});
