import { expect, test } from 'vitest';
import type { Request } from '../../src/plan/request.ts';
import type { Completion, Failed } from '../../src/provider/completion.ts';
import type { Provider, Transport } from '../../src/provider/provider.ts';
import { makePool } from '../../src/schedule/pool.ts';
import { requestOf, rowOf } from './fixture.ts';
import { blue, failedWith, providerOf } from './providers.ts';
import { virtualTime } from './virtual-time.ts';

const never = new AbortController().signal;

interface Answering {
  /** Of the row with this index, at this attempt: from 0. */
  readonly answer: (row: number, attempt: number) => Awaited<ReturnType<Transport>>;
  /** How long an answer takes, in milliseconds. */
  readonly takes?: number;
  readonly provider?: Partial<Provider>;
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
}

/** Asks a number of rows at once, in a time of its own. */
function asking({ answer, takes = 10, provider, concurrency, signal = never }: Answering) {
  const time = virtualTime();
  const sent: string[] = [];
  const fatal: string[] = [];
  const attempts = new Map<number, number>();
  let underWay = 0;
  let most = 0;
  const transport: Transport = async ({ row: { index } }) => {
    sent.push(`r${index} at ${Math.round(time.clock())}`);
    const attempt = attempts.get(index) ?? 0;
    attempts.set(index, attempt + 1);
    underWay += 1;
    most = Math.max(most, underWay);
    await time.sleep(takes, never);
    underWay -= 1;
    return answer(index, attempt);
  };
  const { clock, sleep } = time;
  const pool = makePool(providerOf(transport, provider), {
    clock,
    sleep,
    concurrency,
    givenUp: never,
  });
  const complete = pool(transport, ({ why }: Failed) => void fatal.push(why));
  const ask = (count: number) =>
    Promise.allSettled(rows(count).map((request) => complete(request, signal)));
  return { time, sent, fatal, ask, most: () => most };
}

function rows(count: number): Request[] {
  return Array.from({ length: count }, (_, index) => requestOf({ row: rowOf(index) }));
}

function answersOf(results: readonly PromiseSettledResult<Completion>[]): string[] {
  return results.map((result) => {
    if (result.status === 'rejected') return 'not sent';
    return result.value.status === 'done' ? 'done' : result.value.why;
  });
}

test('as many requests as the user says are under way, never more', async () => {
  const { time, ask, most } = asking({ answer: () => blue, concurrency: 3 });
  const results = await time.until(ask(20));
  expect([most(), new Set(answersOf(results)), time.clock()]).toEqual([3, new Set(['done']), 70]);
});

test('a provider that says how many it bears is asked so many at most', async () => {
  const provider = { limits: { concurrency: 4 }, concurrency: { start: 2 } };
  const { time, ask, most } = asking({ answer: () => blue, provider });
  await time.until(ask(40));
  expect(most()).toBe(4);
});

test('where more would not help the number stays, unless the user says otherwise', async () => {
  const provider = { concurrency: { start: 1, fixed: true as const } };
  const alone = asking({ answer: () => blue, provider });
  await alone.time.until(alone.ask(9));
  const told = asking({ answer: () => blue, provider, concurrency: 3 });
  await told.time.until(told.ask(9));
  expect([alone.most(), told.most()]).toEqual([1, 3]);
});

test('a request that waits before another attempt holds up no other', async () => {
  const { time, ask, sent } = asking({
    answer: (row, attempt) =>
      row === 0 && attempt === 0 ? failedWith(500, { waitMs: 900 }) : blue,
    concurrency: 1,
  });
  const results = await time.until(ask(4));
  expect(sent.slice(0, 4)).toEqual(['r0 at 0', 'r1 at 10', 'r2 at 20', 'r3 at 30']);
  expect([sent.length, answersOf(results)]).toEqual([5, ['done', 'done', 'done', 'done']]);
});

test('where the server asks all to wait, all wait', async () => {
  const { time, ask, sent } = asking({
    answer: (row, attempt) =>
      row === 0 && attempt === 0 ? failedWith(429, { waitMs: 900 }) : blue,
    concurrency: 1,
  });
  const results = await time.until(ask(3));
  expect(sent.slice(0, 3)).toEqual(['r0 at 0', 'r1 at 910', 'r2 at 920']);
  expect(answersOf(results)).toEqual(['done', 'done', 'done']);
});

test('the latency is that of the last attempt alone, waiting for a place not counted', async () => {
  const { time, ask } = asking({
    answer: (row, attempt) => (row === 2 && attempt === 0 ? failedWith(503) : blue),
    concurrency: 1,
  });
  const results = await time.until(ask(3));
  const latencies = results.map(
    (result) =>
      result.status === 'fulfilled' && 'latencyMs' in result.value && result.value.latencyMs,
  );
  expect(latencies).toEqual([10, 10, 10]);
});

test('limits a minute spread requests, and count the tokens only where a limit asks for it', async () => {
  const provider = { limits: { requests_per_minute: 60 } };
  const slow = asking({ answer: () => blue, provider, concurrency: 8 });
  await slow.time.until(slow.ask(4));
  expect(slow.sent).toEqual(['r0 at 0', 'r1 at 1000', 'r2 at 2000', 'r3 at 3000']);
  const tokens = { limits: { tokens_per_minute: 120 } };
  const few = asking({ answer: () => blue, provider: tokens, concurrency: 8 });
  await few.time.until(few.ask(3));
  // Of 2 tokens a second, a prompt of 3 takes 1.5 s.
  expect(few.sent).toEqual(['r0 at 500', 'r1 at 2000', 'r2 at 3500']);
});

test('a wrong key is told once, however many requests it fails, also after others have worked', async () => {
  const { time, ask, fatal } = asking({
    answer: (row) => (row === 0 ? blue : failedWith(401)),
    concurrency: 2,
  });
  const results = await time.until(ask(6));
  expect([fatal, answersOf(results).slice(0, 2)]).toEqual([['HTTP 401'], ['done', 'HTTP 401']]);
});

test.each([403, 404])('%i ends everything only where nothing has worked before', async (status) => {
  const first = asking({ answer: () => failedWith(status), concurrency: 1 });
  await first.time.until(first.ask(2));
  const later = asking({
    answer: (row) => (row === 0 ? blue : failedWith(status)),
    concurrency: 1,
  });
  const results = await later.time.until(later.ask(3));
  expect([first.fatal, later.fatal]).toEqual([[`HTTP ${status}`], []]);
  // It was asked, and failed: the journal must not take it for one that never was.
  const failed = failedWith(status, { fatal: false });
  expect(results.slice(1)).toEqual([1, 2].map(() => ({ status: 'fulfilled', value: failed })));
});

test.each([400, 422, 429, 500])('%i says nothing about other requests', async (status) => {
  const { time, ask, fatal } = asking({ answer: () => failedWith(status), concurrency: 1 });
  await time.until(ask(1));
  expect(fatal).toEqual([]);
});

test('an account without money is told although it calls itself too many requests', async () => {
  const { time, ask, fatal, sent } = asking({
    answer: (row) => (row === 0 ? blue : failedWith(429, { retry: false, fatal: true })),
    concurrency: 1,
  });
  await time.until(ask(2));
  expect([fatal, sent.length]).toEqual([['HTTP 429'], 2]);
});

test('once stopped, what waits for its turn or for another attempt is not sent', async () => {
  const stop = new AbortController();
  const { time, ask, sent } = asking({
    answer: (row) => {
      if (row === 1) stop.abort();
      return row === 0 ? failedWith(500, { waitMs: 5000 }) : blue;
    },
    concurrency: 1,
    signal: stop.signal,
  });
  const results = await time.until(ask(4));
  expect(sent).toEqual(['r0 at 0', 'r1 at 10']);
  expect(answersOf(results)).toEqual(['not sent', 'done', 'not sent', 'not sent']);
});

test('a server that always refuses gets a bounded number of attempts', async () => {
  const { time, ask, sent } = asking({ answer: () => failedWith(429), concurrency: 4 });
  const results = await time.until(ask(5));
  const attempts = results.map(
    (result) => result.status === 'fulfilled' && result.value.attempts?.length,
  );
  expect([answersOf(results), attempts, sent.length]).toEqual([
    Array.from({ length: 5 }, () => 'HTTP 429'),
    [6, 6, 6, 6, 6],
    30,
  ]);
});

test('two transports of one pool share its limits, and each answers for itself', async () => {
  const time = virtualTime();
  const { clock, sleep } = time;
  let underWay = 0;
  const seen: number[] = [];
  const transportOf =
    (text: string): Transport =>
    async () => {
      underWay += 1;
      seen.push(underWay);
      await sleep(10, never);
      underWay -= 1;
      return { ...blue, text };
    };
  const pool = makePool(providerOf(transportOf('')), {
    clock,
    sleep,
    concurrency: 1,
    givenUp: never,
  });
  const completes = ['one', 'two'].map((text) => pool(transportOf(text), () => {}));
  const answers = await time.until(
    Promise.all(completes.map((complete) => complete(requestOf(), never))),
  );
  expect(answers.map((answer) => answer.status === 'done' && answer.text)).toEqual(['one', 'two']);
  expect(seen).toEqual([1, 1]);
});
