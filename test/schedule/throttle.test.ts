import { expect, test } from 'vitest';
import { makeThrottle, type Throttle, type ThrottleOptions } from '../../src/schedule/throttle.ts';
import { virtualTime } from './virtual-time.ts';

const { settle } = virtualTime();

type News = 'succeeded' | 'refused' | 'troubled';

/** A throttle with always enough to do; every answer frees a place. */
function busy(options: Partial<ThrottleOptions> = {}) {
  const throttle = makeThrottle({ start: 4, most: 64, fixed: false, ...options });
  const open: ((news: News) => void)[] = [];
  const feed = () =>
    void throttle.run(async () => {
      const news = await new Promise<News>((resolve) => open.push(resolve));
      throttle[news]();
      feed();
    });
  for (let index = 0; index < 200; index += 1) feed();
  return { throttle, open };
}

/** Answers the next so many that are under way; the limit after it. */
async function answer({ throttle, open }: ReturnType<typeof busy>, news: News, count: number) {
  for (let index = 0; index < count; index += 1) {
    await settle();
    open.shift()!(news);
  }
  await settle();
  return throttle.limit();
}

test('at the start the limit doubles with every round, up to the most', async () => {
  const server = busy({ most: 20 });
  await settle();
  const limits = [server.throttle.limit()];
  for (const round of [4, 8, 16, 20]) limits.push(await answer(server, 'succeeded', round));
  expect(limits).toEqual([4, 8, 16, 20, 20]);
});

test('as many as the limit are under way, and not one more', async () => {
  const server = busy();
  await settle();
  const counts = [server.open.length];
  await answer(server, 'succeeded', 3);
  counts.push(server.open.length);
  expect(counts).toEqual([4, 7]);
});

test('the first refusal halves, whatever came before', async () => {
  expect(await answer(busy({ start: 8 }), 'refused', 1)).toBe(4);
});

test('the refusals of one round halve once, those of the next again', async () => {
  const server = busy({ start: 16 });
  const limits = [await answer(server, 'refused', 1)];
  limits.push(await answer(server, 'refused', 15));
  limits.push(await answer(server, 'refused', 1));
  expect(limits).toEqual([8, 8, 4]);
});

test('after a refusal the limit grows by one a round', async () => {
  const server = busy({ start: 8 });
  const limits = [await answer(server, 'refused', 8)];
  for (const round of [4, 5, 6]) limits.push(await answer(server, 'succeeded', round));
  expect(limits).toEqual([4, 5, 6, 7]);
});

test('trouble stops the growth, and cuts nothing', async () => {
  const server = busy({ start: 8 });
  const limits = [await answer(server, 'troubled', 8)];
  limits.push(await answer(server, 'succeeded', 7));
  limits.push(await answer(server, 'troubled', 1));
  limits.push(await answer(server, 'succeeded', 7));
  limits.push(await answer(server, 'succeeded', 1));
  expect(limits).toEqual([8, 8, 8, 8, 9]);
});

test('one is always let through', async () => {
  const server = busy({ start: 2 });
  expect(await answer(server, 'refused', 20)).toBe(1);
});

test('what the user says stays', async () => {
  const server = busy({ start: 8, most: 8, fixed: true });
  const limits: number[] = [];
  for (const news of ['succeeded', 'refused', 'troubled'] as const)
    limits.push(await answer(server, news, 8));
  expect(limits).toEqual([8, 8, 8]);
});

test('what is run comes back, also when it fails', async () => {
  const throttle: Throttle = makeThrottle({ start: 1, most: 1, fixed: true });
  const failing = throttle.run(() => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(await throttle.run(() => Promise.resolve('a'))).toBe('a');
});
