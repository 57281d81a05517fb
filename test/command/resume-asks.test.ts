// What resume asks again, and what it does not.
import { expect, test } from 'vitest';
import { refuse, scripted, type Scripted } from '../servers/scripted.ts';
import { online } from './online.ts';
import { interrupted, still, upTo } from './stopped.ts';

async function withFailures(): Promise<[ReturnType<typeof online>, Scripted, () => void]> {
  let healthy = false;
  const server = await scripted(
    ({ row }, response) => !healthy && row % 4 === 3 && refuse(response, 400, {}, 'bad row'),
  );
  const own = online({ url: server.url, rows: 40, world: still });
  return [own, server, () => (healthy = true)];
}

test('--failed asks again what failed, and counts it once', async () => {
  const [own, server, mend] = await withFailures();
  const { exit, out } = await own.run({ concurrency: '1' });
  expect({ exit, end: out.trimEnd().split('\n').slice(-3) }).toMatchInlineSnapshot(`
    {
      "end": [
        "incomplete: 10 of 40 requests failed, more than 5 % (exit code 3)",
        "saved as 20260102-030405-online · kshot show prints it again, --failures says why answers failed",
        "ask again what failed: kshot resume 20260102-030405-online --failed",
      ],
      "exit": 3,
    }
  `);
  mend();
  const plain = await own.resume();
  expect({ exit: plain.exit, asked: server.asked.length }).toEqual({ exit: 3, asked: 40 });
  const again = await own.resume({ failed: true, concurrency: '1' });
  expect(again).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "online · 1 cell × 40 rows = 40 requests · mine:some-model · 0.0ms

    ┌──────────────────┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │          exact_match │  n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default          │ 1.000 [0.912, 1.000] │ 40 │      0 │         0 │ 0.0ms │    40,000 │ 400 │
    │ (first sentence) │ 0.000 [0.000, 0.088] │    │        │           │       │           │     │
    │ (nearest copy)   │ 0.000 [0.000, 0.088] │    │        │           │       │           │     │
    └──────────────────┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴─────┘

    saved as 20260102-030405-online · kshot show prints it again, --failures lists wrong answers
    ",
    }
  `);
  expect(server.asked.slice(40)).toEqual(upTo(10).map((index) => 4 * index + 3));
  const { n, answers, failed } = own.outcome().cells[0]!;
  expect({ n, answers, failed }).toEqual({ n: 40, answers: 40, failed: 0 });
});

test('what fails again is counted once, and shown once', async () => {
  const [own, server] = await withFailures();
  await own.run({ concurrency: '1' });
  const { exit, out } = await own.resume({ failed: true, out: 'results.csv' });
  expect(server.asked).toHaveLength(50);
  const { n, answers, failed } = own.outcome().cells[0]!;
  expect({ exit, n, answers, failed }).toEqual({ exit: 3, n: 30, answers: 30, failed: 10 });
  expect(out).toContain('incomplete: 10 of 40 requests failed, more than 5 % (exit code 3)');
  const lines = own.read('results.csv').trimEnd().split('\n').slice(1);
  expect(new Set(lines.map((line) => line.split(',', 1)[0]))).toHaveProperty('size', 40);
  expect(lines).toHaveLength(40);
});

test('a gate that does not hold does not hold after resume, either', async () => {
  const gate = 'gate: { exact_match: { max: 0.5 } }';
  const { resume, printed } = await interrupted(40, gate);
  const first = await resume();
  const again = await resume();
  expect([printed.exit, first.exit, again.exit]).toEqual([130, 1, 1]);
  expect(again).toEqual(first);
  expect(again.out.split('\n').filter((line) => /^[✗✓]|exit code/.test(line))).toEqual([
    '✗ exact_match <= 0.5: 1.000 in default',
    'failed: a gate does not hold (exit code 1)',
  ]);
});

test('a row that is forbidden was asked: only --failed asks it again', async () => {
  const server = await scripted(({ row }, response) => row === 5 && refuse(response, 403));
  const own = online({ url: server.url, rows: 8, world: still });
  const first = await own.run({ concurrency: '1' });
  const before = own.outcome();
  expect([await own.resume(), own.outcome()]).toEqual([first, before]);
  expect(server.asked).toEqual(upTo(8));
  await own.resume({ failed: true });
  expect(server.asked).toEqual([...upTo(8), 5]);
});

test('a row whose key holds a secret is found in the journal, where that is hidden', async () => {
  const server = await scripted();
  const env = { SORT_KEY: 'customer_id' };
  const rows = upTo(3).map((row) => `customer_id-${row},${row},answer ${row}\n`);
  const files = { 'rows.csv': `id,item,answer\n${rows.join('')}` };
  const own = online({ url: server.url, rows: 3, files, world: { ...still, env } });
  const first = await own.run();
  expect((await own.answers()).map(({ row }) => row).toSorted()).toEqual([
    '[SORT_KEY]-0',
    '[SORT_KEY]-1',
    '[SORT_KEY]-2',
  ]);
  expect(await own.resume()).toEqual(first);
  expect(server.asked).toHaveLength(3);
});

test('what a wrong key made fail is asked again once the key is right', async () => {
  let revoked = true;
  const server = await scripted(
    ({ row }, response) => revoked && row >= 20 && refuse(response, 401, {}, 'Incorrect API key'),
  );
  const own = online({ url: server.url, rows: 40, world: still });
  const { exit, out } = await own.run({ concurrency: '1' });
  expect({ exit, end: out.trimEnd().split('\n').slice(-3) }).toMatchInlineSnapshot(`
    {
      "end": [
        "stopped: mine:some-model: HTTP 401: Incorrect API key (exit code 3)",
        "saved as 20260102-030405-online · kshot show prints it again, --failures says why answers failed",
        "go on with it: kshot resume 20260102-030405-online",
      ],
      "exit": 3,
    }
  `);
  revoked = false;
  const again = await own.resume({ concurrency: '1' });
  expect({ exit: again.exit, err: again.err }).toEqual({ exit: 0, err: '' });
  expect(server.asked).toEqual([...upTo(21), ...upTo(40).slice(20)]);
  const { n, answers, failed } = own.outcome().cells[0]!;
  expect({ n, answers, failed }).toEqual({ n: 40, answers: 40, failed: 0 });
});

test('--max-cost counts what was spent before', async () => {
  const server = await scripted();
  const provider = 'price: { input: 1000, output: 0 }';
  const own = online({ url: server.url, rows: 40, provider, world: still });
  const sentBy = async (asking: () => Promise<{ exit: number }>) => {
    const before = server.asked.length;
    const { exit } = await asking();
    expect(own.outcome().cells[0]?.cost).toBe(server.asked.length);
    return { exit, sent: server.asked.length - before };
  };
  const limits = { concurrency: '1', maxCost: '5' };
  const first = await sentBy(() => own.run(limits));
  // One more may be under way when the last one is paid for.
  expect([5, 6]).toContain(first.sent);
  expect(await sentBy(() => own.resume(limits))).toEqual({ exit: 130, sent: 0 });
  const third = await sentBy(() => own.resume({ ...limits, maxCost: '9.5' }));
  expect(third.exit).toBe(130);
  expect([10, 11]).toContain(first.sent + third.sent);
  expect((await sentBy(() => own.resume({ concurrency: '1' }))).exit).toBe(0);
  expect(server.asked).toEqual(upTo(40));
});

test('--out holds the results of the run that was gone on with, also of an older one', async () => {
  const server = await scripted();
  const own = online({ url: server.url, rows: 40, world: still });
  await own.run({ limit: '3' });
  await own.run({ limit: '5' });
  const older = own.list('.kshot/runs')[0]!;
  const { exit } = await own.resume({ out: 'results.csv' }, older);
  const rows = own.read('results.csv').trimEnd().split('\n').slice(1);
  expect([exit, rows.map((line) => line.split(',', 1)[0])]).toEqual([0, ['r0', 'r1', 'r2']]);
});
