import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passAtK } from '../../src/stats/pool-trials.ts';
import { summariseCells } from '../../src/stats/cell-summary.ts';
import { makeTally } from '../../src/stats/tally.ts';
import { scoreShapeOf } from '../../src/stats/tally-shape.ts';
import type { MetricInfo } from '../../src/task/metric-info.ts';
import { done } from '../schedule/fixture.ts';
import { pooled } from '../score/scored.ts';

const majority = { exact_match: { trials: 'majority', normalize: ['lower'] } };

test('the most frequent answer of a row is its answer, the first of several', async () => {
  expect(await pooled(majority, ['Rome', 'Paris', 'paris'], 'PARIS')).toBe(1);
  expect(await pooled(majority, ['Rome', 'Paris'], 'Paris')).toBe(0);
  expect(await pooled(majority, ['Paris', 'Rome'], 'Paris')).toBe(1);
});

test('answers that have no score have no vote', async () => {
  const written = { exact_match: { trials: 'majority', extract: 'last_number' } };
  expect(await pooled(written, ['none', 'none', 'so 7', '8 or 7', '9'], '7')).toBe(1);
  expect(await pooled(written, ['none', 'none'], '7')).toBeUndefined();
});

test('pass at k is the chance that one of k is right', async () => {
  const written = { exact_match: { trials: { pass_at: 2 } } };
  expect(await pooled(written, ['a', 'b', 'a', 'b'], 'a')).toBeCloseTo(5 / 6, 12);
  expect(await pooled(written, ['a'], 'a')).toBeUndefined();
});

test('pass at 1 is the mean, and more tries never make it worse', () => {
  const counts = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(30));
  fc.assert(
    fc.property(counts, ([n, some]) => {
      const right = Math.min(some, n);
      const chances = Array.from({ length: n }, (_, index) => passAtK(n, right, index + 1));
      expect(chances[0]).toBeCloseTo(right / n, 12);
      expect(chances.at(-1)).toBe(right > 0 ? 1 : 0);
      for (const [index, chance] of chances.entries())
        expect(chance).toBeGreaterThanOrEqual((chances[index - 1] ?? 0) - 1e-12);
    }),
  );
});

test('a majority is one answer a row, and its rate has the interval of one', () => {
  const info: MetricInfo = {
    name: 'voted',
    kind: 'binary',
    better: 'higher',
    range: [0, 1],
    trials: 'majority',
  };
  const tally = makeTally({ cells: 1, rows: 4, trials: 3, ...scoreShapeOf([info]) });
  for (let place = 0; place < 12; place += 1) {
    const [row, trial] = [Math.floor(place / 3), place % 3];
    const value = Number(trial > 0 && row > 0);
    const scores = [{ status: 'scored', value, counts: [value] } as const];
    tally.add({ cell: 0, row, trial }, { completion: done(''), scores });
  }
  expect(summariseCells(tally, ['it'], [info])[0]!.summary.metrics['voted']).toMatchObject({
    mean: 0.75,
    n: 4,
    method: 'wilson',
  });
});
