import { expect, test } from 'vitest';
import { makeRequest, type Request } from '../../src/plan/request.ts';
import type { Completion } from '../../src/provider/completion.ts';
import type { Complete } from '../../src/provider/provider.ts';
import { makePool } from '../../src/schedule/pool.ts';
import { prefixFirst } from '../../src/schedule/prefix-first.ts';
import { cellsOf, done, rowOf } from './fixture.ts';
import { blue, failedWith, providerOf } from './providers.ts';
import { virtualTime } from './virtual-time.ts';

const never = new AbortController().signal;
const [cell] = cellsOf({});

/** A beginning of so many characters, another for every letter. */
function beginning(letter: string, length = 1024): string {
  return letter.repeat(length);
}

/** Its row is named after its beginning. */
function requestOf(prefix: string, index: number): Request {
  const row = { ...rowOf(index), key: `${prefix[0] ?? 'none'}${index}` };
  const parts = [
    { kind: 'instruction', text: prefix },
    { kind: 'query', text: `Item ${index}:` },
  ] as const;
  return makeRequest(cell!, row, 0, { parts, shots: [] });
}

function requestsOf(prefix: string, count: number): Request[] {
  return Array.from({ length: count }, (_, index) => requestOf(prefix, index));
}

/** Answers take 10 ms; what is sent when is noted. */
function server(answer: (request: Request) => Completion = () => done('blue')) {
  const time = virtualTime();
  const sent: string[] = [];
  const complete: Complete = async (request) => {
    sent.push(`${request.row.key} at ${time.clock()}`);
    await time.sleep(10, never);
    return answer(request);
  };
  const all = (ask: Complete, requests: readonly Request[], signal = never) =>
    Promise.allSettled(requests.map((request) => ask(request, signal)));
  return { time, sent, complete, all };
}

function outcomes(results: readonly PromiseSettledResult<Completion>[]): string[] {
  return results.map((result) => {
    if (result.status === 'rejected') return String(result.reason);
    return result.value.status === 'done' ? result.value.text : result.value.why;
  });
}

test('the first of a beginning goes ahead alone; when it is answered the rest follow at once', async () => {
  const { time, sent, complete, all } = server();
  const results = await time.until(all(prefixFirst(complete), requestsOf(beginning('a'), 4)));
  expect(sent).toEqual(['a0 at 0', 'a1 at 10', 'a2 at 10', 'a3 at 10']);
  expect(outcomes(results)).toEqual(['blue', 'blue', 'blue', 'blue']);
});

test('what comes after the first was answered waits for nothing', async () => {
  const { time, sent, complete, all } = server();
  const ask = prefixFirst(complete);
  await time.until(all(ask, requestsOf(beginning('a'), 1)));
  await time.until(all(ask, requestsOf(beginning('a'), 2)));
  expect(sent).toEqual(['a0 at 0', 'a0 at 10', 'a1 at 10']);
});

test('each beginning has a first of its own', async () => {
  const { time, sent, complete, all } = server();
  const requests = [...requestsOf(beginning('a'), 2), ...requestsOf(beginning('b'), 2)];
  await time.until(all(prefixFirst(complete), requests));
  expect(sent).toEqual(['a0 at 0', 'b0 at 0', 'a1 at 10', 'b1 at 10']);
});

test('to wait for beginnings of less than 1,024 characters, or none, would cost more than it saves', async () => {
  const { time, sent, complete, all } = server();
  const short = beginning('a', 1023);
  await time.until(all(prefixFirst(complete), [...requestsOf(short, 2), ...requestsOf('', 2)]));
  expect(sent).toEqual(['a0 at 0', 'a1 at 0', 'none0 at 0', 'none1 at 0']);
});

test('shots belong to the beginning, the query does not', async () => {
  const { time, sent, complete, all } = server();
  const shot = { kind: 'shot', input: 'x'.repeat(600), output: 'y'.repeat(424) } as const;
  const ask = (text: string, index: number) =>
    makeRequest(cell!, rowOf(index), 0, { parts: [shot, { kind: 'query', text }], shots: ['s'] });
  await time.until(all(prefixFirst(complete), [ask('one', 0), ask('z'.repeat(2000), 1)]));
  expect(sent).toEqual(['r0 at 0', 'r1 at 10']);
});

test('when the first fails the rest follow all the same', async () => {
  const { time, sent, complete, all } = server(({ row }) =>
    row.index === 0 ? failedWith(500) : done('blue'),
  );
  const results = await time.until(all(prefixFirst(complete), requestsOf(beginning('a'), 3)));
  expect(sent).toEqual(['a0 at 0', 'a1 at 10', 'a2 at 10']);
  expect(outcomes(results)).toEqual(['HTTP 500', 'blue', 'blue']);
});

test('so they do where the first ends in an error, which is its own', async () => {
  const { time, complete, all } = server(({ row }) => {
    if (row.index === 0) throw new Error('out of order');
    return done('blue');
  });
  const results = await time.until(all(prefixFirst(complete), requestsOf(beginning('a'), 3)));
  expect(outcomes(results)).toEqual(['Error: out of order', 'blue', 'blue']);
});

test('of 256 beginnings it is known that they went ahead; the 257th takes the place of the oldest', async () => {
  const { time, sent, complete, all } = server();
  const ask = prefixFirst(complete);
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      requestOf(String.fromCodePoint(1000 + at).repeat(1024), at),
    );
  const twoOfTheFirst = [many(1)[0]!, many(1)[0]!];
  await time.until(all(ask, many(256)));
  await time.until(all(ask, twoOfTheFirst));
  await time.until(all(ask, many(257)));
  await time.until(all(ask, twoOfTheFirst));
  const first = twoOfTheFirst[0]!.row.key;
  expect(sent.filter((each) => each.startsWith(`${first} `))).toEqual(
    [0, 10, 10, 20, 30, 40].map((at) => `${first} at ${at}`),
  );
});

interface Pooled {
  readonly answer?: (request: Request) => Completion;
  readonly concurrency?: number;
  /** Whether it is asked over a network. */
  readonly remote?: boolean;
}

/** As a server behind a pool. */
function pooled({ answer, concurrency = 4, remote = true }: Pooled) {
  const { time, sent, complete, all } = server(answer);
  const wire = () => ({ method: 'POST' as const, url: 'http://acme', headers: {}, body: {} });
  const transport = async (request: Request) => {
    const completion = await complete(request, never);
    return completion.status === 'done' ? blue : completion;
  };
  const provider = providerOf(transport, remote ? { wire } : {});
  const { clock, sleep } = time;
  const pool = makePool(provider, { clock, sleep, concurrency, givenUp: never });
  return { time, sent, all, ask: pool(transport, () => undefined) };
}

test('those that wait hold no place: others are sent meanwhile', async () => {
  const { time, sent, all, ask } = pooled({ concurrency: 2 });
  await time.until(all(ask, [...requestsOf(beginning('a'), 3), ...requestsOf('b', 2)]));
  expect(sent).toEqual(['a0 at 0', 'b0 at 0', 'b1 at 10', 'a1 at 10', 'a2 at 20']);
});

test('the second attempt of a first waits for nobody, and nobody for it', async () => {
  let failures = 0;
  const { time, sent, all, ask } = pooled({
    answer({ row }) {
      if (row.index > 0 || failures > 0) return done('blue');
      failures += 1;
      return failedWith(500, { waitMs: 5000 });
    },
  });
  await time.until(all(ask, requestsOf(beginning('a'), 3)));
  expect(sent.slice(0, 3)).toEqual(['a0 at 0', 'a1 at 10', 'a2 at 10']);
  expect(sent.slice(3).map((each) => each.split(' ')[0])).toEqual(['a0']);
});

test('at an interrupt those that wait are not sent', async () => {
  const interrupt = new AbortController();
  const { time, sent, all, ask } = pooled({
    answer({ row }) {
      if (row.index === 0) interrupt.abort(new Error('interrupted'));
      return done('blue');
    },
  });
  const results = await time.until(all(ask, requestsOf(beginning('a'), 3), interrupt.signal));
  expect(sent).toEqual(['a0 at 0']);
  expect(outcomes(results)).toEqual([' blue', 'Error: interrupted', 'Error: interrupted']);
});

test('what computes in this process takes one after the other anyway: nobody goes ahead', async () => {
  const { time, sent, all, ask } = pooled({ remote: false });
  await time.until(all(ask, requestsOf(beginning('a'), 3)));
  expect(sent).toEqual(['a0 at 0', 'a1 at 0', 'a2 at 0']);
});
