import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { trialSplit } from '../../src/stats/trial-split.ts';

test('trials that agree leave nothing to save', () => {
  expect(
    trialSplit([
      [1, 1],
      [0, 0],
    ]),
  ).toEqual({ between: 0.5, within: 0, standardError: 0.5, savesAtMost: 0 });
});

test('where only chance makes rows differ, ever more trials would save the whole bar', () => {
  expect(
    trialSplit([
      [1, 0],
      [0, 1],
      [1, 1],
      [0, 1],
    ]),
  ).toMatchObject({ between: 0, savesAtMost: 1 });
});

test('rows of even difficulty: Miller 2024, two trials save a third of the variance, the limit is two thirds', () => {
  const random = seededRandom('difficulty');
  const rows = Array.from({ length: 60_000 }, () => {
    const rate = random();
    return [Number(random() < rate), Number(random() < rate)];
  });
  const { between, within, savesAtMost } = trialSplit(rows)!;
  expect([between, within]).toEqual([expect.closeTo(1 / 12, 2), expect.closeTo(1 / 6, 2)]);
  // The variance over rows is 1/6 at two trials (1/4 at one), 1/12 at ever more.
  expect(savesAtMost).toBeCloseTo(1 - Math.sqrt(1 / 2), 2);
});

test('the variance of the row means is split without rest', () => {
  const row = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), (rows) => {
      const { between, within, standardError, savesAtMost } = trialSplit(rows)!;
      expect(between + within / 3).toBeGreaterThanOrEqual(
        standardError * standardError * rows.length - 1e-12,
      );
      expect(savesAtMost).toBeGreaterThanOrEqual(0);
      expect(savesAtMost).toBeLessThanOrEqual(1);
    }),
  );
});

test('one trial each says nothing of chance within rows', () => {
  expect(trialSplit([[1], [0]])).toBeUndefined();
  expect(() => trialSplit([[1, 0]])).toThrow(new RangeError('the variance of fewer than 2 values'));
});
