import { expect, test } from 'vitest';
import { virtualTime } from './virtual-time.ts';

const { signal } = new AbortController();

test('time passes in the order of the wake-ups', async () => {
  const { clock, sleep, sleeps, until } = virtualTime();
  const log: string[] = [];
  const nap = async (milliseconds: number) => {
    await sleep(milliseconds, signal);
    log.push(`${clock()}`);
  };
  await until(Promise.all([nap(30), nap(10).then(() => nap(5)), nap(20)]));
  expect([log, sleeps]).toEqual([
    ['10', '15', '20', '30'],
    [30, 10, 20, 5],
  ]);
});

test('what would never end is told, and an abort ends a sleep', async () => {
  const { sleep, until } = virtualTime();
  await expect(until(new Promise(() => {}))).rejects.toThrow('nothing is left to wait for');
  const stop = new AbortController();
  const nap = sleep(10, stop.signal);
  stop.abort(new Error('woken'));
  await expect(nap).rejects.toThrow('woken');
});
