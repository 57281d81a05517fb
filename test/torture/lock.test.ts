import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { lockRun } from '../../src/schedule/lock.ts';

/** A process that tries to get the lock of each folder it is told. */
function locker() {
  const program = fileURLToPath(new URL('locker.mjs', import.meta.url));
  const lock = pathToFileURL(resolve('dist/schedule/lock.js')).href;
  const child = spawn(process.execPath, [program, lock], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    tell: (folder: string) => void child.stdin.write(`${folder}\n`),
    said: async () => (await lines.next()).value as string,
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('of many processes that want the run of a dead one at once, one gets it', async () => {
  const root = temporaryFolder();
  const { pid } = spawnSync(process.execPath, ['--version']);
  const lockers = Array.from({ length: 4 }, locker);
  const rounds: string[] = [];
  for (let round = 0; round < 300; round += 1) {
    const folder = join(root, String(round));
    mkdirSync(folder);
    // A dead process has it, or nobody.
    if (round % 3 > 0)
      writeFileSync(join(folder, 'lock'), JSON.stringify({ pid, host: hostname() }));
    for (const { tell } of lockers) tell(folder);
    const said = await Promise.all(lockers.map((each) => each.said()));
    rounds.push(`${said.toSorted().join(' ')}: ${readdirSync(folder).join(' ')}`);
  }
  expect(new Set(rounds)).toEqual(new Set(['got run-busy run-busy run-busy: lock']));
});

test('in a container every process may have the same number: a lock in ours that we did not take is of a dead one', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, host: hostname() }));
  const unlock = lockRun(folder);
  expect(() => lockRun(folder)).toThrow(`is still written to, by process ${process.pid}`);
  unlock();
  expect(readdirSync(folder)).toEqual([]);
});

test('a process that was killed while it took a lock over does not keep others from it', () => {
  const folder = temporaryFolder();
  const dead = JSON.stringify({ pid: spawnSync(process.execPath, ['-v']).pid, host: hostname() });
  for (const name of ['lock', 'lock.next']) writeFileSync(join(folder, name), dead);
  lockRun(folder);
  const { pid } = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as { pid: number };
  expect([pid, readdirSync(folder)]).toEqual([process.pid, ['lock']]);
});
