import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockRun } from '../../src/schedule/lock.ts';
import { isAlive, thisProcess, type Owner } from '../../src/schedule/owner.ts';
import { messageOf, temporaryFolder } from './fixture.ts';

/** A process of this machine that is no longer there. */
function deadProcess(): Owner {
  return { ...thisProcess, pid: spawnSync(process.execPath, ['--version']).pid };
}

function lockOf(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'));
}

test('a lock tells whose it is, and is gone when it is given back', () => {
  const folder = temporaryFolder();
  const unlock = lockRun(folder);
  expect(lockOf(folder)).toEqual({ pid: process.pid, host: thisProcess.host });
  unlock();
  expect(existsSync(join(folder, 'lock'))).toBe(false);
  unlock();
});

test('what a killed process left behind is taken over', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lock'), JSON.stringify(deadProcess()));
  lockRun(folder);
  expect(lockOf(folder)).toEqual(thisProcess);
});

test.each(['', '{"pid": 1', 'null'])('so is half a lock: %j', (text) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lock'), text);
  lockRun(folder);
  expect(lockOf(folder)).toEqual(thisProcess);
});

test('so is the lock of a process that had our number, as in a container that is started again', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lock'), JSON.stringify(thisProcess));
  const unlock = lockRun(folder);
  expect(messageOf(() => lockRun(folder)).split(':', 1)).toEqual(['error[run-busy]']);
  unlock();
  lockRun(folder)();
});

test('of a process of another machine nothing is known: its lock holds', () => {
  const folder = temporaryFolder();
  const other = { pid: deadProcess().pid, host: 'other' };
  writeFileSync(join(folder, 'lock'), JSON.stringify(other));
  const message = messageOf(() => lockRun(folder), folder);
  const name = folder.split('/').at(-1)!;
  expect(message.replace(name, 'RUN').replace(String(other.pid), 'PID')).toMatchInlineSnapshot(`
    "error[run-busy]: the run RUN is still written to, by process PID on other
      = help: wait for it; if it is no longer there, delete ./lock"
  `);
  expect(lockOf(folder)).toEqual(other);
});

test('who is alive', () => {
  const parent = { ...thisProcess, pid: process.ppid };
  const init = { ...thisProcess, pid: 1 };
  const elsewhere = { ...deadProcess(), host: 'other' };
  expect([thisProcess, parent, init, elsewhere, deadProcess()].map(isAlive)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
});
