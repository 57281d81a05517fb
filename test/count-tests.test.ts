import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../.ci/count-tests.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kshot-count-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** `files`: the states of the tests of each file; `ended` is the code of vitest. */
function count(ended: number, ...files: readonly (readonly string[])[]): [string, number | null] {
  const report = join(folder, 'tests.json');
  const testResults = files.map((states) => ({
    status: states.length === 0 || states.includes('failed') ? 'failed' : 'passed',
    assertionResults: states.map((status) => ({
      ancestorTitles: ['shots'],
      title: status,
      status,
    })),
  }));
  writeFileSync(report, JSON.stringify({ testResults }));
  return countIn(report, ended);
}

function countIn(report: string, ended: number): [string, number | null] {
  const { stdout, status } = spawnSync(process.execPath, [script, report, String(ended)]);
  return [String(stdout), status];
}

test('passed tests are counted', () => {
  expect(count(0, ['passed', 'passed'], ['passed'])).toEqual([
    '3 passed, 0 failed, 0 skipped\n',
    0,
  ]);
});

test('a failed test is a failure', () => {
  expect(count(1, ['passed', 'failed'])).toEqual(['1 passed, 1 failed, 0 skipped\n', 1]);
});

test('a skipped test is named and is a failure, whatever its kind', () => {
  expect(count(0, ['passed', 'pending', 'skipped', 'todo'])).toEqual([
    `skipped: shots > pending
skipped: shots > skipped
skipped: shots > todo
1 passed, 0 failed, 3 skipped
`,
    1,
  ]);
});

test('a file that cannot be loaded is a failure', () => {
  expect(count(1, ['passed'], [])).toEqual(['1 passed, 1 failed, 0 skipped\n', 1]);
});

test('an error outside of the tests is a failure', () => {
  expect(count(1, ['passed'])).toEqual(['1 passed, 1 failed, 0 skipped\n', 1]);
});

test('no test at all is a failure', () => {
  expect(count(0)).toEqual(['0 passed, 1 failed, 0 skipped\n', 1]);
});

test('a run that ended before its report is a failure', () => {
  expect(countIn(join(folder, 'nowhere.json'), 1)).toEqual([
    'the tests ended without a report\n0 passed, 1 failed, 0 skipped\n',
    1,
  ]);
});
