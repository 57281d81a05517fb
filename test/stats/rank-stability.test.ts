import { expect, test } from 'vitest';
import { rankStability } from '../../src/stats/rank-stability.ts';

test('the same order is 1, the reverse -1, whatever the level', () => {
  expect(
    rankStability([
      [0.1, 0.2, 0.3],
      [0.7, 0.8, 0.9],
    ]),
  ).toEqual({
    kendall: 1,
    spearman: expect.closeTo(1, 12) as number,
    least: 1,
    pairs: 1,
  });
  expect(
    rankStability([
      [1, 2, 3],
      [3, 2, 1],
    ])?.kendall,
  ).toBe(-1);
});

test('of three models the mean over their three pairs', () => {
  // By hand: 4 of 6 pairs agree with the second, 2 disagree: 1/3. The third is the first again.
  const found = rankStability([
    [1, 2, 3, 4],
    [2, 1, 4, 3],
    [1, 2, 3, 4],
  ])!;
  expect(found.kendall).toBeCloseTo((1 / 3 + 1 + 1 / 3) / 3, 12);
  expect(found.spearman).toBeCloseTo((0.6 + 1 + 0.6) / 3, 12);
  expect(found.least).toBeCloseTo(1 / 3, 12);
});

test('a model to which all settings are alike says nothing of ranks', () => {
  expect(
    rankStability([
      [1, 2],
      [5, 5],
      [1, 2],
    ])?.pairs,
  ).toBe(1);
  expect(
    rankStability([
      [1, 1],
      [1, 2],
    ]),
  ).toBeUndefined();
});
