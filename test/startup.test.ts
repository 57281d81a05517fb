// What a command does not need it does not load. Node itself tells which files of the bundle it ran, as coverage.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const cli = resolve('dist/bin/kshot.cjs');
const folder = mkdtempSync(join(tmpdir(), 'kshot-startup-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

interface Loaded {
  /** Modules of ours, below src. */
  readonly ours: readonly string[];
  /** The packages inside the bundle, and those outside. */
  readonly bundled: readonly string[];
  readonly outside: readonly string[];
}

/** What a command loads: the bundler names each module that it puts into a file. */
function loadedBy(...args: readonly string[]): Loaded {
  const paths = filesOf(args);
  const modules = paths
    .filter((path) => dirname(path) === dirname(cli))
    .flatMap(
      (path) => readFileSync(path, 'utf8').match(/(?<=^\/\/ )(?:src|node_modules)\/.*/gm) ?? [],
    );
  const packages = (of: readonly string[]) =>
    unique(of.flatMap((path) => /.*\bnode_modules[\\/]([^\\/]+)/.exec(path)?.[1] ?? []));
  const ours = modules.filter((path) => path.startsWith('src/')).map((path) => path.slice(4));
  return { ours: unique(ours), bundled: packages(modules), outside: packages(paths) };
}

function filesOf(args: readonly string[]): string[] {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_V8_COVERAGE: coverage },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const urls = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as Coverage;
    return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
  });
  return urls.map((url) => fileURLToPath(url));
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}

test('to say the version takes three modules and no package', () => {
  expect(loadedBy('--version')).toEqual({
    ours: ['base/version.ts', 'cli.ts', 'command/compiled-code.ts'],
    bundled: [],
    outside: [],
  });
});

test('to list the commands takes none of them', () => {
  const { ours, bundled, outside } = loadedBy('--help');
  expect({ bundled, outside }).toEqual({ bundled: ['commander'], outside: [] });
  const folders = unique(ours.map((path) => dirname(path)));
  expect(folders).toEqual(['.', 'base', 'command']);
  expect(ours.filter((path) => path.startsWith('command/'))).toEqual([
    'command/compiled-code.ts',
    'command/program.ts',
  ]);
});

test('a run on the embedded model loads what that model takes, not what others take', () => {
  loadedBy('init');
  const task = 'evals/review-sentiment.yaml';
  const { ours, bundled, outside } = loadedBy('run', task, '--limit', '2', '--set', 'gate={}');
  expect({ bundled, outside }).toEqual({
    bundled: [
      '@colors',
      'ansi-regex',
      'cli-table3',
      'commander',
      'emoji-regex',
      'is-fullwidth-code-point',
      'p-limit',
      'string-width',
      'strip-ansi',
      'yaml',
      'yocto-queue',
      'zod',
    ],
    outside: [],
  });
  const models =
    /^provider\/(command|echo|embedded|endpoints|http|llama|module|outputs|record|replay|wire\/\w+-)/;
  expect(ours.filter((file) => models.test(file))).toEqual(['provider/embedded.ts']);
  const formats = /jsonl|results-csv|json-schema|junit|markdown|annotations/;
  expect(ours.filter((file) => formats.test(file))).toEqual([]);
});

test('what compares with a baseline is loaded where there is one', () => {
  const { ours } = loadedBy(
    'run',
    'evals/review-sentiment.yaml',
    '--limit',
    '2',
    '--set',
    'gate={}',
  );
  expect(ours.filter((file) => /compare|baseline\/judge-|power|word-diff/.test(file))).toEqual([]);
});
