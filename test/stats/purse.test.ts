import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { purse } from '../../src/stats/purse.ts';

const differences = fc.array(
  fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100),
  { minLength: 1, maxLength: 60 },
);

test('a purse is never empty and never negative', () => {
  fc.assert(
    fc.property(differences, fc.boolean(), (d, isWhole) => {
      for (const wealth of purse(d, isWhole ? { rows: d.length } : {}).wealth)
        expect(wealth).toBeGreaterThan(0);
    }),
  );
});

test('the next bet wins nothing on average, where over all rows the first is not better', () => {
  // Every order of the rows is as likely: over all of them the purse holds 1 on average, or less.
  const rows = [1, -1, 0.5, -0.5, 0.25, -0.25];
  const orders = permutations(rows);
  for (const length of [1, 2, 3, 4, 5]) {
    const held = orders.map((order) => {
      return purse(order.slice(0, length), { rows: rows.length }).wealth.at(-1)!;
    });
    expect(held.reduce((sum, wealth) => sum + wealth, 0) / held.length).toBeCloseTo(1, 9);
  }
});

function permutations(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, index) =>
    permutations(values.toSpliced(index, 1)).map((rest) => [value, ...rest]),
  );
}

test('of even cells at most 5 % are called worse, although the purse is looked at after every row', () => {
  const random = seededRandom('even cells');
  const runs = 2000;
  let wrong = 0;
  for (let run = 0; run < runs; run += 1) {
    const rows = Array.from({ length: 100 }, (_, row) => (row < 20 ? 1 : row < 40 ? -1 : 0));
    if (purse(shuffled(rows, random), { rows: 100 }).sureAfter !== undefined) wrong += 1;
  }
  expect(wrong / runs).toBeLessThan(0.05);
});

function shuffled(values: readonly number[], random: () => number): number[] {
  return values
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

test('what the rows that are left cannot bring down any more is sure without a bet', () => {
  expect(purse([1, 1, 1, 0], { rows: 5, confidence: 0.999_999 })).toEqual({
    wealth: expect.any(Array),
    sureAfter: 3,
  });
});

test('rows that just tie are not out of reach', () => {
  expect(purse([0.1, 0.2, 0.7, -1, 0], { rows: 5, confidence: 0.999_999 }).sureAfter).toBe(
    undefined,
  );
});

test('more confidence takes more rows', () => {
  const won = Array.from({ length: 30 }, () => 1);
  const rows = [0.8, 0.95, 0.99, 0.999].map((confidence) => {
    return purse(won, { confidence }).sureAfter;
  });
  expect(rows).toMatchInlineSnapshot(`
    [
      5,
      7,
      10,
      14,
    ]
  `);
});
