import { expect, test } from 'vitest';
import { orderShots } from '../../src/prompt/order.ts';
import { makeSelector, type ShotSettings } from '../../src/prompt/select.ts';
import { poolOf, rowsOf, settings } from './rows.ts';

const pool = poolOf(
  rowsOf({
    a: 'green tea -> 1',
    b: 'black tea with milk -> 2',
    c: 'black coffee -> 3',
    d: 'orange juice -> 4',
    e: 'black tea -> 5',
    f: 'water -> 6',
  }),
);
const select = makeSelector(pool);

/** Keys as they stand in the prompt; the query comes after the last. */
function order(given: Partial<ShotSettings>, input = 'hot black tea', key = 'asked'): string {
  const all = { ...settings, count: 6, ...given };
  const query = { key, input };
  return orderShots(pool, select(all, query), all, query)
    .map((shot) => shot.key)
    .join(' ');
}

test('given keeps the order of selection', () => {
  expect(order({ order: 'given' })).toBe('a b c d e f');
  expect(order({ order: 'given', select: 'nearest' })).toBe('e b a c d f');
});

test('similar-last puts the most alike next to the query, ties the first chosen', () => {
  expect(order({ order: 'similar-last', select: 'nearest' })).toBe('f d c a b e');
  expect(order({ order: 'similar-last', select: 'first' })).toBe('f d c a b e');
});

test('similar-last orders what was chosen and chooses nothing', () => {
  expect(order({ order: 'similar-last', select: 'first', count: 3 })).toBe('c a b');
});

test('shuffled sorts by seed, one order for the run', () => {
  expect(order({ order: 'shuffled', seed: 0 })).toMatchInlineSnapshot(`"f e a d c b"`);
  expect(order({ order: 'shuffled', seed: 1 })).toMatchInlineSnapshot(`"f a d c b e"`);
  expect(order({ order: 'shuffled', seed: 1 }, 'other', 'r2')).toBe(
    order({ order: 'shuffled', seed: 1 }),
  );
});

test('shuffled sorts anew for each row where each row has its own shots', () => {
  const orders = ['r1', 'r2', 'r3'].map((key) =>
    order({ order: 'shuffled', per: 'row' }, 'asked', key),
  );
  expect(orders).toMatchInlineSnapshot(`
    [
      "e b d c a f",
      "d c a e b f",
      "b d a c f e",
    ]
  `);
});

test('shuffled is not the order in which random chose', () => {
  expect(order({ order: 'shuffled', select: 'random' })).not.toBe(order({ select: 'random' }));
});

test('named permutations ignore seed and row', () => {
  expect([0, 1, 2].map((n) => order({ order: `p${n}` }))).toMatchInlineSnapshot(`
    [
      "e d f a b c",
      "b e a f c d",
      "b d f a c e",
    ]
  `);
  expect(order({ order: 'p1', seed: 5, per: 'row' }, 'other', 'r2')).toBe(order({ order: 'p1' }));
});

test('named permutations mean the same at every count: fewer shots stand in the same order', () => {
  const six = order({ order: 'p2' }).split(' ');
  for (const count of [1, 2, 3, 4, 5]) {
    const fewer = order({ order: 'p2', count }).split(' ');
    expect(fewer).toEqual(six.filter((key) => fewer.includes(key)));
  }
});
