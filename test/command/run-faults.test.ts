import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { passing, refuse, scripted, type Passing } from '../servers/scripted.ts';
import { online } from './online.ts';

const kinds = Object.keys(passing) as Passing[];

/** One request in twenty, also of those that try again. */
function faultOf(row: number, attempt: number): Passing | undefined {
  const random = seededRandom('faults', row, attempt);
  if (random() >= 0.05) return undefined;
  return kinds[Math.floor(random() * kinds.length)];
}

test('of 1,000 requests to a server of which every twentieth fails, none is lost and none is wrong', async () => {
  const sent: Passing[] = [];
  const server = await scripted(({ row, attempt }, response) => {
    const fault = faultOf(row, attempt);
    if (fault === undefined) return false;
    sent.push(fault);
    return passing[fault](response);
  });
  const timeouts = 'timeouts: { first_byte: 1, total: 2 }';
  const { run, answers, outcome } = online({ url: server.url, rows: 1000, provider: timeouts });
  const { exit } = await run({ concurrency: '32' });
  const { n, failed, metrics } = outcome().cells[0]!;
  expect({ exit, n, failed, metrics }).toEqual({
    exit: 0,
    n: 1000,
    failed: 0,
    metrics: {
      exact_match: { mean: 1, low: expect.any(Number), high: 1, n: 1000, method: 'wilson' },
    },
  });
  expect(new Set(sent)).toEqual(new Set(kinds));
  expect(server.asked).toHaveLength(1000 + sent.length);
  expect(server.asked.length).toBeLessThanOrEqual(1250);
  const attempts = (await answers()).flatMap((line) => line.attempts ?? []);
  expect(attempts).toHaveLength(sent.length);
}, 30_000);

/** Whether a connection was reset or closed is a matter of chance. */
function plain(why: string, url: string): string {
  return why.replace(url, '<server>').replace(/the connection was .*/, 'the connection broke');
}

test.each(kinds)('after "%s" a request is tried again, and the reason is kept', async (kind) => {
  const server = await scripted(
    ({ attempt }, response) => attempt === 0 && passing[kind](response),
  );
  const provider = 'timeouts: { first_byte: 0.2, total: 9 }';
  const { run, answers } = online({ url: server.url, rows: 1, provider });
  const { exit } = await run();
  const [line] = await answers();
  const { status, text, attempts = [] } = line!;
  const why = attempts.map((attempt) => plain(attempt.why, server.url));
  expect({ exit, status, text, sent: server.asked.length }).toEqual({
    exit: 0,
    status: 'done',
    text: ' answer 0',
    sent: 2,
  });
  const reasons: Readonly<Record<Passing, string>> = {
    '429 with Retry-After': 'HTTP 429: not now',
    '429': 'HTTP 429: not now',
    '500': 'HTTP 500: not now',
    '503': 'HTTP 503: not now',
    '529': 'HTTP 529: not now',
    reset: '<server>: the connection broke',
    'cut body': '<server>: the connection broke',
    'bad JSON': 'the answer is not JSON: {"choices": [{"text": " wrong"}',
    'no choices': 'the answer has no choices',
    page: 'a web page instead of an answer: Bad gateway',
    hang: '<server>: no answer within 0.2 s',
  };
  expect(why).toEqual([reasons[kind]]);
});

test.each(['32', '100'])(
  'a server that allows 50 requests in every 200 ms is asked less than twice as often as needed, at %s at once',
  async (concurrency) => {
    const windows = new Map<number, number>();
    const server = await scripted((_, response) => {
      const window = Math.floor(performance.now() / 200);
      const count = (windows.get(window) ?? 0) + 1;
      windows.set(window, count);
      return count > 50 && refuse(response, 429, { 'retry-after': '0.2' });
    });
    const { run, outcome } = online({ url: server.url, rows: 300 });
    const { exit } = await run({ concurrency });
    const { n, failed } = outcome().cells[0]!;
    expect({ exit, n, failed }).toEqual({ exit: 0, n: 300, failed: 0 });
    expect(server.asked.length).toBeLessThan(600);
  },
  20_000,
);

/** How long the journal waits before it makes its lines safe. */
const syncEveryMs = 1000;

test('a server that never stops refusing gives failed rows within a bounded number of requests', async () => {
  const server = await scripted((_, response) => refuse(response, 429));
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => {
    if (milliseconds !== syncEveryMs) waits.push(milliseconds);
    await setImmediate();
  };
  const { run, answers } = online({ url: server.url, rows: 5, world: { sleep } });
  const { exit } = await run();
  const lines = await answers();
  expect({ exit, sent: server.asked.length, waits: waits.length }).toEqual({
    exit: 3,
    sent: 30,
    waits: 25,
  });
  expect(Math.max(...waits)).toBeLessThanOrEqual(0.8 * 2 ** 4 * 1000);
  expect(lines.map(({ status, why, attempts }) => [status, why, attempts?.length])).toEqual(
    Array.from({ length: 5 }, () => ['failed', 'HTTP 429: not now', 6]),
  );
});
