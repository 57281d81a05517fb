// The examples of docs/run-folder.md are run on a real journal.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kshot-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  for (const part of ['evals', 'templates', 'datasets'])
    cpSync(part, join(folder, part), { recursive: true });
  const args = ['run', 'evals/review-sentiment.yaml', '--limit', '20'];
  execFileSync(process.execPath, [resolve('dist/bin/kshot.cjs'), ...args], {
    cwd: folder,
    stdio: 'pipe',
  });
});

/** Cell, rows and mean, straight from the outcome, by the ids of the cells. */
function wanted(): [string, number, number][] {
  const args = [resolve('dist/bin/kshot.cjs'), 'show', '--json'];
  const out = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const { cells } = JSON.parse(out) as {
    cells: { id: string; n: number; metrics: { exact_match: { mean: number } } }[];
  };
  return cells
    .map(({ id, n, metrics }): [string, number, number] => [id, n, metrics.exact_match.mean])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function example(tool: string): string {
  const page = readFileSync('docs/run-folder.md', 'utf8');
  return new RegExp(`^${tool} .*$`, 'm').exec(page)![0];
}

const hasJq = spawnSync('sh', ['-c', 'command -v jq']).status === 0;

test.skipIf(!hasJq)(`jq reads the journal${hasJq ? '' : ' (skipped: there is no jq)'}`, () => {
  const out = execFileSync('sh', ['-c', example('jq')], { cwd: folder, encoding: 'utf8' });
  const rows = out
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  expect(rows.map(([cell, n, mean]) => [cell, Number(n), Number(mean)])).toEqual(wanted());
});

interface Duck {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{
      readonly connect: () => Promise<{
        readonly runAndReadAll: (sql: string) => Promise<{
          readonly getRows: () => unknown[][];
        }>;
      }>;
    }>;
  };
}

const duckPath = resolve('node_modules/.duckdb/node_modules/@duckdb/node-api/lib/index.js');
const hasDuck = existsSync(duckPath);
const why = ' (skipped: @duckdb/node-api is not in node_modules/.duckdb)';

test.skipIf(!hasDuck)(`DuckDB reads the journal${hasDuck ? '' : why}`, async () => {
  const { DuckDBInstance } = (await import(pathToFileURL(duckPath).href)) as Duck;
  const sql = /"(.*)"$/.exec(example('duckdb'))![1]!;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(sql.replace('.kshot', join(folder, '.kshot')));
  const rows = result.getRows().map(([cell, n, mean]) => [cell, Number(n), mean]);
  expect(rows).toEqual(wanted());
});
