import { expect, test } from 'vitest';
import { costOf, costOfAnswer, pricesOf } from '../../src/provider/cost.ts';
import { makeRegistry } from '../../src/provider/registry.ts';
import { done } from '../schedule/fixture.ts';

const price = { input: 2.5, output: 10 };

test('prices are for a million tokens', () => {
  expect(costOf({ in: 1_000_000, out: 0 }, price)).toBe(2.5);
  expect(costOf({ in: 2000, out: 300 }, price)).toBeCloseTo(0.008, 12);
  expect(costOf({ in: 0, out: 0 }, price)).toBe(0);
});

test('an answer costs its tokens; from the cache, or where they or the price are not known, nothing', () => {
  const answer = done('', { usage: { in: 1_000_000, out: 100_000, cached: 900_000 } });
  const costs = [
    costOfAnswer(answer, price),
    costOfAnswer(answer, undefined),
    costOfAnswer(done(''), price),
    costOfAnswer({ ...answer, cached: true }, price),
    costOfAnswer({ status: 'failed', why: 'HTTP 500' }, price),
  ];
  expect(costs).toEqual([3.5, 0, 0, 0, 0]);
});

test('the price of a model is that of its provider; no prices are built in', async () => {
  const base_url = 'http://127.0.0.1:1';
  const priceOf = pricesOf(await makeRegistry({ mine: { wire: 'openai', base_url, price } }));
  const prices = ['mine:a', 'openai:gpt-4.1', 'embedded', 'nobody:a'].map(priceOf);
  expect(prices).toEqual([price, undefined, undefined, undefined]);
});
