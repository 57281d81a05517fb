import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { afterAll, expect, test } from 'vitest';

// The built program, as it is called from a shell.

const cli = resolve('dist/bin/kshot.cjs');
const folder = mkdtempSync(join(tmpdir(), 'kshot-cli-'));
for (const part of ['evals', 'templates', 'datasets'])
  cpSync(part, join(folder, part), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

function kshot(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  return { exit: status, out: stdout, err: stderr };
}

const quick = [
  'evals/review-category.yaml',
  '--limit',
  '5',
  '--set',
  'shots.count=1',
  '--set',
  'gate={}',
];

test.skipIf(process.platform === 'win32')('it is a program, also where it was built anew', () => {
  const { status, stdout } = spawnSync(cli, ['--version'], { encoding: 'utf8' });
  expect({ status, version: /^\d+\.\d+\.\d+\n$/.test(stdout) }).toEqual({
    status: 0,
    version: true,
  });
});

test('the exit code tells how a run ended', () => {
  const exits = {
    passed: kshot(['run', ...quick]).exit,
    gate: kshot(['run', ...quick, '--set', 'gate.exact_match.min=1']).exit,
    mistake: kshot(['run', ...quick, '--set', 'parms=1']).exit,
    usage: kshot(['run', ...quick, '--jsn']).exit,
    noFile: kshot(['run', 'evals/none.yaml']).exit,
    unscored: kshot(['run', ...quick, '--set', 'score=[{ f1: { extract: { regex: zzz } } }]']).exit,
    help: kshot(['--help']).exit,
    version: kshot(['--version']).exit,
    nothing: kshot([]).exit,
  };
  expect(exits).toEqual({
    passed: 0,
    gate: 1,
    mistake: 2,
    usage: 2,
    noFile: 2,
    unscored: 3,
    help: 0,
    version: 0,
    nothing: 2,
  });
});

test('--json leaves standard output to one document, also where there are warnings', () => {
  const { out, err } = kshot(['run', ...quick, '--json', '--set', 'gate.error_rate.max_drop=0.1']);
  expect(Object.keys(JSON.parse(out) as object)).toEqual([
    'version',
    'task',
    'run',
    'rows',
    'trials',
    'metrics',
    'cells',
    'reference_lines',
    'gates',
    'warnings',
    'seconds',
    'exit',
  ]);
  expect(err.split('\n')[0]).toBe(
    'warning[no-baseline]: max_drop of error_rate is not checked: a baseline keeps scores only',
  );
});

test('colour is for terminals, and for those who ask', () => {
  const escapes = (env: Readonly<Record<string, string>>) =>
    kshot(['run', ...quick], env).out.split('\u001b').length - 1;
  expect([
    escapes({}),
    escapes({ FORCE_COLOR: '1' }) > 0,
    escapes({ FORCE_COLOR: '0' }),
    escapes({ NO_COLOR: '1' }),
  ]).toEqual([0, true, 0, 0]);
});

test('a misspelt command or option is told with the right one', () => {
  expect(kshot(['rnu', 'x']).err).toMatchInlineSnapshot(`
    "error: unknown command 'rnu'
    (Did you mean run?)
    (kshot --help lists commands and options)
    "
  `);
  expect(kshot(['run', 'x', '--concurency', '3']).err).toMatchInlineSnapshot(`
    "error: unknown option '--concurency'
    (Did you mean --concurrency?)
    (kshot --help lists commands and options)
    "
  `);
});

test('a reader that closes the pipe early is no error', () => {
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" "${cli}" render evals/demo.yaml --all | head -1`],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect({ stdout, stderr }).toEqual({
    stdout: '── row r001 · select=random k=1 t=0 · embedded\n',
    stderr: '',
  });
});

test('Ctrl-C prints what was answered until then and exits with 130', async () => {
  const args = ['run', 'evals/demo.yaml', '--set', 'trials=50'];
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const before = new Set(readdirSync(join(folder, '.kshot/runs')));
  const started = () => readdirSync(join(folder, '.kshot/runs')).some((run) => !before.has(run));
  while (!started()) await new Promise((wake) => setTimeout(wake, 20));
  child.kill('SIGINT');
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(130);
  const run = readdirSync(join(folder, '.kshot/runs')).find((name) => !before.has(name))!;
  expect(out.trimEnd().split('\n').slice(-3)).toEqual([
    'interrupted: the table holds what was answered until then (exit code 130)',
    `saved as ${run} · kshot show prints it again, --failures lists wrong answers`,
    `go on with it: kshot resume ${run}`,
  ]);
});

test('text of a model or a file never acts on the terminal', () => {
  writeFileSync(
    join(folder, 'evil.csv'),
    'id,text,label\nа,"\u001b[2J\u001b]0;owned\u0007\u202e",x\nb,"\u009b31m",y\nc,z,\u001b[31mred\n',
  );
  writeFileSync(
    join(folder, 'evil.yaml'),
    `name: evil
template: { input: "{{text}}:", output: " {{label}}" }
dataset: evil.csv
shots: 2
params: { max_tokens: 5 }
score: [exact_match]
`,
  );
  const printed = [
    kshot(['run', 'evil.yaml']),
    kshot(['show', '--failures', '--all']),
    kshot(['render', 'evil.yaml', '--row', 'b']),
    kshot(['run', 'evil.yaml', '--row', '\u001b[2J']),
  ].flatMap(({ out, err }) => [out, err]);
  expect(/[\p{Cc}\p{Cf}]/u.exec(printed.join('').replaceAll('\n', ''))).toBeNull();
});

test.skipIf(process.platform !== 'linux')(
  'an output that takes nothing is told, and is exit 2',
  () => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${cli}" render evals/demo.yaml > /dev/full`],
      { encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([
      2,
      'cannot write to standard output: ENOSPC: no space left on device, write\n',
    ]);
  },
);

test('what is imported by its name brings no warning of Node', () => {
  writeFileSync(join(folder, 'scorer.mjs'), 'export const score = () => 1;\n');
  const score = 'score=[{ module: { path: ../scorer.mjs } }, { json: { schema: {} } }]';
  const own = ['--set', score];
  const { exit, err } = kshot(['run', ...quick, ...own]);
  expect({ exit, err }).toEqual({ exit: 0, err: expect.not.stringContaining('Warning') });
});
