import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { After } from '../../src/provider/command-process.ts';
import { command } from '../../src/provider/command.ts';
import { program, started } from './command-program.ts';
import { closing, folderWith, refusal, surroundingsOf } from './own-model.ts';

const onWindows = process.platform === 'win32';
const done = { status: 'done', finish: 'unknown', finishRaw: '' } as const;
const again = { retry: true, fatal: false } as const;

test('a process that exits fails all that wait, with its last twenty lines of stderr', async () => {
  const { ask } = await started(
    `if (id === 2) { for (let n = 1; n <= 30; n += 1) console.error('line ' + n); process.exit(3); }`,
  );
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 11}`).join('\n');
  const failure = { kind: 'network', ...again };
  const failed = { status: 'failed', why: `node exited with code 3: ${lines}`, failure };
  expect(await Promise.all([ask('a'), ask('b')])).toEqual([failed, failed]);
});

test('what it said before it exited counts, even without a line break', async () => {
  const { ask } = await started(
    `process.stdout.write('{"id":1,"text":"bye"}', () => process.exit(0))`,
  );
  expect(await ask('?')).toEqual({ ...done, text: 'bye' });
});

test.skipIf(onWindows)('a process that is killed is told by the signal', async () => {
  const { ask } = await started(`process.kill(process.pid, 'SIGKILL')`);
  expect(await ask('?')).toEqual({
    status: 'failed',
    why: 'node was ended by SIGKILL',
    failure: { kind: 'network', ...again },
  });
});

test('after an exit the next request starts it anew', async () => {
  const { ask, starts } = await started(
    `if (!existsSync('dead')) { writeFileSync('dead', ''); process.exit(0); } say({ id, text: 'alive' })`,
  );
  expect(await ask('?')).toEqual({
    status: 'failed',
    why: 'node exited with code 0',
    failure: { kind: 'network', ...again },
  });
  expect(await ask('?')).toEqual({ ...done, text: 'alive' });
  expect(starts()).toBe(2);
});

test('it is restarted three times, then no more', async () => {
  const { ask, starts } = await started('process.exit(id)');
  const whys: unknown[] = [];
  for (let count = 0; count < 5; count += 1) whys.push(await ask('?'));
  const ended = (code: number) => ({
    status: 'failed',
    why: `node exited with code ${code}`,
    failure: { kind: 'network', ...again },
  });
  const hopeless = {
    status: 'failed',
    why: 'node was restarted 3 times, and exited with code 4',
    failure: { kind: 'network', retry: false, fatal: true },
  };
  expect(whys).toEqual([ended(1), ended(2), ended(3), hopeless, hopeless]);
  expect(starts()).toBe(4);
});

test.skipIf(onWindows)('a program that cannot be started', async () => {
  const folder = folderWith({ 'data.txt': 'not a program' });
  const lines = ['./no-such-model', 'no-such-model-anywhere --x', './data.txt', 'data.txt/model'];
  const whys = await Promise.all(
    lines.map(async (line) => closing(await command.open(line, surroundingsOf(folder))).ask('?')),
  );
  const failure = { kind: 'network', retry: false, fatal: true };
  expect(whys).toEqual([
    {
      status: 'failed',
      why: './no-such-model cannot be started: there is no such program',
      failure,
    },
    {
      status: 'failed',
      why: 'no-such-model-anywhere cannot be started: there is no such program',
      failure,
    },
    { status: 'failed', why: './data.txt cannot be started: it may not be executed', failure },
    { status: 'failed', why: 'data.txt/model cannot be started: spawn ENOTDIR', failure },
  ]);
});

test.skipIf(onWindows)(
  'a relative path starts at the folder, where the program runs, too',
  async () => {
    const folder = folderWith({
      'bin/my model': `#!/usr/bin/env node\n${program('say({ id, text: "here" })')}`,
    });
    chmodSync(join(folder, 'bin/my model'), 0o755);
    const { ask } = closing(await command.open(`"bin/my model" --flag`, surroundingsOf(folder)));
    expect(await ask('?')).toEqual({ ...done, text: 'here' });
    expect(existsSync(join(folder, 'starts'))).toBe(true);
  },
);

test('arguments reach it as they are written: there is no shell', async () => {
  const line = `node model.mjs '$HOME' "two words" * ; touch x`;
  const { ask, folder } = await started('say({ id, text: process.argv.slice(2).join("|") })', {
    line,
  });
  expect(await ask('?')).toEqual({ ...done, text: '$HOME|two words|*|;|touch|x' });
  expect(existsSync(join(folder, 'x'))).toBe(false);
});

test('a quote that is not closed is refused before anything is asked', async () => {
  expect(await refusal(command.open('m "x', surroundingsOf('.')))).toMatchInlineSnapshot(`
    "error[unknown-provider]: command: a quote is not closed: "x
      = help: for instance command:./my-model --flag "two words""
  `);
});

test('nothing is started before the first request', async () => {
  const { close, folder } = await started('');
  await close();
  expect(existsSync(join(folder, 'starts'))).toBe(false);
});

test('closing ends its input, and waits until it has ended', async () => {
  const { ask, close, folder } = await started(
    `if (id === 1) process.stdin.on('end', () => writeFileSync('ended', 'by itself')); say({ id, text: '' })`,
  );
  await ask('?');
  await close();
  expect(readFileSync(join(folder, 'ended'), 'utf8')).toBe('by itself');
});

/** Timers that ring when they are told to. */
function bells() {
  const calls = new Map<number, () => void>();
  const after: After = (milliseconds, call) => {
    if (!calls.has(milliseconds)) calls.set(milliseconds, call);
    return () => {};
  };
  return { after, calls };
}

test.skipIf(onWindows)(
  'one that goes on is sent SIGTERM after two seconds, SIGKILL after four',
  async () => {
    const { after, calls } = bells();
    const { ask, close, folder } = await started(
      `setInterval(() => {}, 1000);
    process.on('SIGTERM', () => { writeFileSync('term', ''); say({ id: 2, text: 'still here' }); });
    if (id === 1) say({ id, text: '' })`,
      { after },
    );
    await ask('?');
    const second = ask('?');
    const closed = close();
    expect([...calls.keys()]).toEqual([2000, 4000]);
    calls.get(2000)!();
    expect(await second).toEqual({ ...done, text: 'still here' });
    expect(existsSync(join(folder, 'term'))).toBe(true);
    calls.get(4000)!();
    expect(await closed).toBe(undefined);
  },
);

test.skipIf(onWindows)('one that closes its output is ended: it can answer no more', async () => {
  const { after } = bells();
  const atOnce: After = (milliseconds, call) => {
    if (milliseconds === 2000) setImmediate(call);
    return after(milliseconds, call);
  };
  const { ask } = await started('setInterval(() => {}, 1000); closeSync(1);', { after: atOnce });
  expect(await ask('?')).toEqual({
    status: 'failed',
    why: 'node was ended by SIGTERM',
    failure: { kind: 'network', ...again },
  });
});
