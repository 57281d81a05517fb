import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Completion, Failed, Failure } from '../../src/provider/completion.ts';
import { retried, type RetryOptions } from '../../src/schedule/retry.ts';
import { done, requestOf, rowOf } from './fixture.ts';
import { virtualTime } from './virtual-time.ts';

const again: Failure = { kind: 'status', http: 503, retry: true, fatal: false };
const unstopped = new AbortController().signal;

function failed(changes: Partial<Failure> = {}, why = 'HTTP 503'): Failed {
  return { status: 'failed', why, failure: { ...again, ...changes } };
}

interface Tried {
  readonly completion: Completion;
  readonly sent: number;
  readonly sleeps: readonly number[];
  readonly tookMs: number;
}

/** Answers in turn; the last one for ever. */
async function tryAll(
  answers: readonly Completion[],
  limits: Partial<RetryOptions> = {},
  row = 0,
): Promise<Tried> {
  const time = virtualTime();
  let sent = 0;
  const complete = retried(
    () => {
      sent += 1;
      return Promise.resolve(answers[Math.min(sent, answers.length) - 1]!);
    },
    { attempts: 6, totalMs: 600_000, clock: time.clock, sleep: time.sleep, ...limits },
  );
  const asked = complete(requestOf({ row: rowOf(row) }), unstopped);
  const completion = await time.until(asked);
  return { completion, sent, sleeps: time.sleeps, tookMs: time.clock() };
}

test('what works at once is left alone', async () => {
  const { completion, sent, sleeps } = await tryAll([done('a')]);
  expect({ completion, sent, sleeps }).toEqual({ completion: done('a'), sent: 1, sleeps: [] });
});

test('what cannot be mended is tried once', async () => {
  const bad = failed({ http: 400, retry: false }, 'HTTP 400');
  const { completion, sent, sleeps } = await tryAll([bad]);
  expect({ completion, sent, sleeps }).toEqual({ completion: bad, sent: 1, sleeps: [] });
});

test('a failure without details is tried once', async () => {
  const unknown: Failed = { status: 'failed', why: 'broken' };
  const { completion, sent } = await tryAll([unknown]);
  expect({ completion, sent }).toEqual({ completion: unknown, sent: 1 });
});

test('failed attempts stay with the answer', async () => {
  const { completion, sleeps } = await tryAll([
    failed({}, 'first'),
    failed({}, 'second'),
    done('a'),
  ]);
  expect(completion).toEqual({
    ...done('a'),
    attempts: [
      { why: 'first', atMs: 0 },
      { why: 'second', atMs: Math.round(sleeps[0]!) },
    ],
  });
});

test('after the last attempt the last failure is told, with all attempts', async () => {
  const { completion, sent, sleeps } = await tryAll([failed()], { attempts: 3 });
  expect(sent).toBe(3);
  expect(completion).toEqual({
    ...failed(),
    attempts: [0, sleeps[0]!, sleeps[0]! + sleeps[1]!].map((at) => ({
      why: 'HTTP 503',
      atMs: Math.round(at),
    })),
  });
});

test('the first wait is below a second, and each is within twice the one before', async () => {
  const bounds = [800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000];
  const rows = Array.from({ length: 200 }, (_, row) => row);
  const all = await Promise.all(rows.map((row) => tryAll([failed()], { attempts: 9 }, row)));
  const longest = bounds.map((_, index) => Math.max(...all.map(({ sleeps }) => sleeps[index]!)));
  const shares = longest.map((wait, index) => wait / bounds[index]!);
  expect(shares.filter((share) => share > 1 || share < 0.95)).toEqual([]);
});

test('rows wait for different times, a row always for the same', async () => {
  const waits = async (row: number) => (await tryAll([failed()], {}, row)).sleeps;
  const [first, second, same] = [await waits(0), await waits(1), await waits(0)];
  expect(first).toEqual(same);
  expect(first.filter((wait, index) => wait === second[index])).toEqual([]);
});

test('a wait that the server asks for is kept, with a little more', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 60_000 }),
      fc.nat({ max: 999 }),
      async (asked, row) => {
        const { sleeps, sent } = await tryAll([failed({ waitMs: asked }), done('a')], {}, row);
        const over = sleeps[0]! - asked;
        expect([sent, over >= 0, over <= (asked < 800 ? 800 : 250)]).toEqual([2, true, true]);
      },
    ),
  ));

test('a server that always asks for no wait is not hammered', async () => {
  const { sleeps } = await tryAll([failed({ waitMs: 0 })]);
  const { sleeps: usual } = await tryAll([failed()]);
  expect(sleeps).toEqual(usual);
});

test('whatever the server asks, the time in all and the attempts are bounded', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: undefined }), {
        minLength: 1,
        maxLength: 20,
      }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 300_000 }),
      async (waits, attempts, totalMs) => {
        const answers = waits.map((waitMs) => failed(waitMs === undefined ? {} : { waitMs }));
        const { sent, tookMs } = await tryAll(answers, { attempts, totalMs });
        expect([sent <= attempts, tookMs <= totalMs]).toEqual([true, true]);
      },
    ),
  ));

test('a 429 for ever ends within the budget', async () => {
  const limit = failed({ http: 429, waitMs: 20_000 }, 'HTTP 429');
  const { sent, tookMs } = await tryAll([limit], { attempts: 100, totalMs: 60_000 });
  expect([sent, tookMs <= 60_000]).toEqual([3, true]);
});

test('a wait beyond the budget is not begun', async () => {
  const limit = failed({ http: 429, waitMs: 3_600_000 }, 'HTTP 429');
  const { completion, sent, tookMs } = await tryAll([limit]);
  expect({ completion, sent, tookMs }).toEqual({ completion: limit, sent: 1, tookMs: 0 });
});

test("waiting for one's turn before the first attempt is not part of the budget", async () => {
  const time = virtualTime();
  const answers = [failed(), done('a')];
  const complete = retried(
    async (_request, signal) => {
      await time.sleep(500_000, signal);
      return answers.shift()!;
    },
    { attempts: 6, totalMs: 1000, clock: time.clock, sleep: time.sleep },
  );
  expect(await time.until(complete(requestOf(), unstopped))).toEqual({
    ...done('a'),
    attempts: [{ why: 'HTTP 503', atMs: 0 }],
  });
});

test('stopped while waiting: no further attempt', async () => {
  const time = virtualTime();
  const stop = new AbortController();
  let sent = 0;
  const complete = retried(
    () => {
      sent += 1;
      return Promise.resolve(failed());
    },
    { attempts: 6, totalMs: 600_000, clock: time.clock, sleep: time.sleep },
  );
  const asked = complete(requestOf(), stop.signal);
  await time.settle();
  stop.abort(new Error('stopped by Ctrl-C'));
  await expect(asked).rejects.toThrow('stopped by Ctrl-C');
  expect(sent).toBe(1);
});
