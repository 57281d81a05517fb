import { expect, test } from 'vitest';
import { answer, refuse, scripted } from '../servers/scripted.ts';
import { desk } from './desk.ts';
import { runCommand } from '../../src/command/run.ts';
import { online, onlineTask } from './online.ts';

/** A clock that stands still makes the whole output the same each time. */
const still = { clock: () => 0 };

test('a wrong key ends a run with one message, and with the requests that were under way', async () => {
  const server = await scripted((_, response) => refuse(response, 401, {}, 'Incorrect API key'));
  const { run, answers } = online({ url: server.url, rows: 100, world: still });
  const { exit, out, err } = await run({ concurrency: '4' });
  expect(server.asked.length).toBeLessThanOrEqual(4);
  expect(await answers()).toHaveLength(server.asked.length);
  expect({ exit, err, told: out.split('Incorrect API key').length - 1 }).toEqual({
    exit: 3,
    err: '',
    told: 1,
  });
  expect(out.split('\n').find((line) => line.startsWith('stopped'))).toBe(
    'stopped: mine:some-model: HTTP 401: Incorrect API key (exit code 3)',
  );
});

test('a key that is revoked on the way ends a run, and keeps what was answered', async () => {
  const server = await scripted(({ row }, response) => row >= 20 && refuse(response, 401));
  const { run, answers, outcome } = online({ url: server.url, rows: 100, world: still });
  const { exit } = await run({ concurrency: '1' });
  const { n, failed } = outcome().cells[0]!;
  expect({ exit, n, failed, sent: server.asked.length, halted: outcome().halted }).toEqual({
    exit: 3,
    n: 20,
    failed: 1,
    sent: 21,
    halted: { kind: 'fatal', why: 'mine:some-model: HTTP 401: not now' },
  });
  expect(await answers()).toHaveLength(21);
});

test('a row that is forbidden is a failed row where others have worked', async () => {
  const server = await scripted(({ row }, response) => row === 5 && refuse(response, 403));
  const { run, outcome } = online({ url: server.url, rows: 40, world: still });
  const { exit } = await run({ concurrency: '1' });
  const { n, failed } = outcome().cells[0]!;
  expect({ exit, n, failed }).toEqual({ exit: 0, n: 39, failed: 1 });
});

test('--max-cost stops a run once so much is spent, and says so', async () => {
  const server = await scripted();
  const provider = 'price: { input: 1000, output: 0 }';
  const { run, answers, outcome } = online({ url: server.url, rows: 100, provider, world: still });
  const { exit, out } = await run({ concurrency: '2', maxCost: '5' });
  const sent = server.asked.length;
  expect(sent).toBeLessThanOrEqual(5 + 2);
  expect(await answers()).toHaveLength(sent);
  expect({ exit, cost: outcome().cells[0]?.cost, halted: outcome().halted }).toEqual({
    exit: 130,
    cost: sent,
    halted: { kind: 'over-budget', why: '5.0000 is spent of 5' },
  });
  expect(out.split('\n').find((line) => line.startsWith('stopped'))).toBe(
    'stopped: 5.0000 is spent of 5 (exit code 130)',
  );
});

test('what is under way when a run is interrupted is waited for, and is in the journal', async () => {
  let interrupt = () => {};
  const held: (() => void)[] = [];
  const server = await scripted(({ row }, response) => {
    if (row < 10) return false;
    held.push(() => answer(row, response));
    // All four places are taken: the interrupt comes, and only then the answers.
    if (held.length === 4) {
      interrupt();
      for (const release of held) release();
    }
    return true;
  });
  const own = online({ url: server.url, rows: 100, world: still });
  ({ interrupt } = own);
  const { exit, out } = await own.run({ concurrency: '4' });
  const lines = await own.answers();
  expect({ exit, sent: server.asked.length }).toEqual({ exit: 130, sent: 14 });
  expect(new Set(lines.map(({ row, status, text }) => `${row} ${status}${text}`))).toEqual(
    new Set(Array.from({ length: 14 }, (_, row) => `r${row} done answer ${row}`)),
  );
  expect(out.split('\n').find((line) => line.startsWith('interrupted'))).toBe(
    'interrupted: the table holds what was answered until then (exit code 130)',
  );
});

test('an interrupt ends the waiting for another attempt', async () => {
  let interrupt = () => {};
  const server = await scripted(({ row }, response) => {
    if (row === 1) interrupt();
    return row === 0 && refuse(response, 503, { 'retry-after': '60' });
  });
  const own = online({ url: server.url, rows: 2 });
  ({ interrupt } = own);
  const { exit } = await own.run({ concurrency: '1' });
  expect({ exit, rows: (await own.answers()).map(({ row }) => row) }).toEqual({
    exit: 130,
    rows: ['r1'],
  });
});

test('without its key a run does not begin; all that are missing are told at once', async () => {
  const server = await scripted();
  const other = onlineTask({ url: server.url }).replace('MY_KEY', 'OTHER_KEY');
  const { see, list } = desk({
    'task.yaml': `${onlineTask({ url: server.url })}grid: { model: [mine:a, mine:b, openai:c] }\n`,
    'other.yaml': other,
    'rows.csv': 'id,item,answer\nr0,0,answer 0\n',
  });
  const { exit, err } = await see((host) => runCommand(host, ['task.yaml', 'other.yaml'], {}));
  expect(err).toMatchInlineSnapshot(`
    "error[missing-api-key]: MY_KEY is not set
      = help: export MY_KEY=…, or put it into a file and run with --env-file FILE

    error[missing-api-key]: OPENAI_API_KEY is not set
      = help: export OPENAI_API_KEY=…, or put it into a file and run with --env-file FILE
    "
  `);
  expect({ exit, sent: server.asked, run: list('.').includes('.kshot') }).toEqual({
    exit: 2,
    sent: [],
    run: false,
  });
});
