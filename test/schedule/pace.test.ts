import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makePace, type PaceOptions } from '../../src/schedule/pace.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';

const unstopped = new AbortController().signal;

type Limits = Pick<PaceOptions, 'requestsPerMinute' | 'tokensPerMinute'>;

function paceOf(limits: Limits): { time: VirtualTime; pace: ReturnType<typeof makePace> } {
  const time = virtualTime();
  return { time, pace: makePace({ ...limits, clock: time.clock, sleep: time.sleep }) };
}

/** When requests of so many tokens, all there at once, are let through. */
async function times(limits: Limits, tokens: readonly number[]): Promise<number[]> {
  const { time, pace } = paceOf(limits);
  const waits = tokens.map((count) => pace.wait(count, unstopped).then(time.clock));
  return (await time.until(Promise.all(waits))).map(Math.round);
}

/** The greatest sum of any window of so many milliseconds. */
function busiest(events: readonly (readonly [at: number, size: number])[], window: number): number {
  const sums = events.map(([from]) =>
    events
      .filter(([at]) => at >= from && at < from + window)
      .reduce((sum, [, size]) => sum + size, 0),
  );
  return Math.max(0, ...sums);
}

test('without limits nobody waits', async () => {
  expect(await times({}, [1, 1_000_000, 1])).toEqual([0, 0, 0]);
});

test('requests come at an even rate, from the first one on', async () => {
  expect(await times({ requestsPerMinute: 60 }, [0, 0, 0])).toEqual([0, 1000, 2000]);
  expect(await times({ requestsPerMinute: 600 }, [0, 0, 0, 0])).toEqual([0, 100, 200, 300]);
  expect(await times({ requestsPerMinute: 6 }, [0, 0])).toEqual([0, 10_000]);
});

test('tokens count as well', async () => {
  expect(await times({ tokensPerMinute: 60_000 }, [501, 500, 500])).toEqual([500, 1000, 1500]);
});

test('a request that is larger than a second of tokens goes when the bucket is full, and is paid for after', async () => {
  expect(await times({ tokensPerMinute: 60_000 }, [3000, 100])).toEqual([999, 3099]);
});

test('the narrower limit decides', async () => {
  const limits = { requestsPerMinute: 600, tokensPerMinute: 60_000 };
  expect(await times(limits, [1, 100, 10, 500])).toEqual([0, 100, 200, 610]);
});

test('after a break there is one second of room, not more', async () => {
  const { time, pace } = paceOf({ requestsPerMinute: 180 });
  await time.pass(3_600_000);
  const waits = [1, 2, 3, 4, 5].map(() => pace.wait(0, unstopped).then(time.clock));
  const passed = await time.until(Promise.all(waits));
  expect(passed.map((at) => Math.round(at - 3_600_000))).toEqual([0, 0, 0, 333, 667]);
});

test('no second holds more requests than the bucket and a second of filling', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 30, max: 1200 }),
      fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 }),
      async (requestsPerMinute, gaps) => {
        const { time, pace } = paceOf({ requestsPerMinute });
        const waits: Promise<[number, number]>[] = [];
        for (const gap of gaps) {
          if (gap > 2000) await time.pass(gap);
          waits.push(pace.wait(0, unstopped).then(() => [time.clock(), 1]));
        }
        const passed = await time.until(Promise.all(waits));
        const perSecond = requestsPerMinute / 60;
        expect(busiest(passed, 1000)).toBeLessThanOrEqual(
          Math.max(1, perSecond) + perSecond + 1e-6,
        );
      },
    ),
    { numRuns: 50 },
  ));

test('no minute holds more tokens than the limit, the bucket and one large request', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 6000, max: 60_000 }),
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 60 }),
      async (tokensPerMinute, counts) => {
        const { time, pace } = paceOf({ tokensPerMinute });
        const waits = counts.map((count) =>
          pace.wait(count, unstopped).then(() => [time.clock(), count] as const),
        );
        const passed = await time.until(Promise.all(waits));
        const most = tokensPerMinute + tokensPerMinute / 60 + Math.max(...counts);
        expect(busiest(passed, 60_000)).toBeLessThanOrEqual(most + 1e-6);
      },
    ),
    { numRuns: 50 },
  ));

test('a pause holds everybody back, also those who wait already', async () => {
  const { time, pace } = paceOf({ requestsPerMinute: 60 });
  const waits = [1, 2, 3].map(() => pace.wait(0, unstopped).then(time.clock));
  await time.pass(500);
  pace.pause(5000);
  pace.pause(1000);
  expect(await time.until(Promise.all(waits))).toEqual([0, 5500, 6500]);
});

test('a pause counts without limits, too', async () => {
  const { time, pace } = paceOf({});
  pace.pause(2000);
  expect(await time.until(pace.wait(0, unstopped).then(time.clock))).toBe(2000);
});

test('who is stopped while waiting takes nothing from the others', async () => {
  const { time, pace } = paceOf({ requestsPerMinute: 60 });
  const stop = new AbortController();
  const passed: string[] = [];
  const wait = (name: string, signal: AbortSignal) =>
    pace.wait(0, signal).then(
      () => passed.push(`${name} at ${Math.round(time.clock())}`),
      (error: Error) => passed.push(`${name}: ${error.message}`),
    );
  const all = [
    wait('first', unstopped),
    wait('sleeping', stop.signal),
    wait('in line', stop.signal),
    wait('last', unstopped),
  ];
  await time.pass(500);
  stop.abort(new Error('stopped'));
  await time.until(Promise.all(all));
  expect(passed).toEqual(['first at 0', 'sleeping: stopped', 'in line: stopped', 'last at 1000']);
});
