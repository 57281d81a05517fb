// What a command does not need it does not load. Node itself tells which files it ran, as coverage.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const cli = resolve('dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'kshot-startup-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { dependencies: packageNames } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const dependencies = Object.keys(packageNames);

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** The files of ours, below dist, and the packages that a command loads. */
function loadedBy(...args: readonly string[]): { ours: string[]; packages: string[] } {
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
  const paths = urls.map((url) => fileURLToPath(url).replaceAll('\\', '/'));
  const packages = paths.flatMap((path) => /.*\/node_modules\/([^/]+)/.exec(path)?.[1] ?? []);
  const ours = paths.flatMap((path) => /\/dist\/(.*)/.exec(path)?.[1] ?? []);
  return { ours: unique(ours), packages: unique(packages) };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}

test('to say the version takes two files and no package', () => {
  expect(loadedBy('--version')).toEqual({ ours: ['base/version.js', 'cli.js'], packages: [] });
});

test('a run on the embedded model loads what that model takes, not what others take', () => {
  loadedBy('init');
  const task = 'evals/review-sentiment.yaml';
  const { ours, packages } = loadedBy('run', task, '--limit', '2', '--set', 'gate={}');
  expect(packages.filter((name) => dependencies.includes(name))).toEqual([
    'cli-table3',
    'commander',
    'p-limit',
    'yaml',
    'zod',
  ]);
  const models =
    /^provider\/(command|echo|embedded|endpoints|http|llama|module|outputs|record|replay|wire\/\w+-)/;
  expect(ours.filter((file) => models.test(file))).toEqual(['provider/embedded.js']);
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
