import { expect, test } from 'vitest';
import { makePool } from '../../src/prompt/pool.ts';
import { makeSelector } from '../../src/prompt/select.ts';
import { compileTemplate } from '../../src/prompt/template.ts';
import { chooser, rowOf, rowsOf, settings, template } from './rows.ts';

const animals = rowsOf({
  a: 'ant -> small',
  b: 'bear -> big',
  c: 'cat -> small',
  d: 'dog -> small',
  e: 'elk -> big',
  f: 'fox -> small',
  g: 'goat -> middling',
  h: 'hare -> small',
});
const choose = chooser(animals);

test('first takes the pool as it is written', () => {
  expect(choose({ select: 'first', count: 3 })).toBe('a b c');
});

test('no shots are asked for, none are given', () => {
  for (const select of ['first', 'random', 'balanced', 'nearest'] as const)
    expect(choose({ select, count: 0 })).toBe('');
});

test('random takes the beginning of a permutation that the seed decides', () => {
  expect(choose({ select: 'random', count: 8, seed: 0 })).toMatchInlineSnapshot(
    `"a g b c e f d h"`,
  );
  expect(choose({ select: 'random', count: 8, seed: 1 })).toMatchInlineSnapshot(
    `"a b d g e c f h"`,
  );
  expect(choose({ select: 'random', count: 3, seed: 1 })).toMatchInlineSnapshot(`"a b d"`);
});

test('balanced takes one of every label in turn, labels as they first come in the permutation', () => {
  expect(choose({ select: 'random', count: 8, seed: 2 })).toMatchInlineSnapshot(
    `"g c d a e h f b"`,
  );
  expect(choose({ select: 'balanced', count: 8, seed: 2 })).toMatchInlineSnapshot(
    `"g c e d b a h f"`,
  );
});

test('balanced goes on with the labels that are left', () => {
  const labelOf = new Map(animals.map(({ key, values }) => [key, values['a'] as string]));
  const keys = choose({ select: 'balanced', count: 8, seed: 2 }).split(' ');
  expect(keys.map((key) => labelOf.get(key)).join(' ')).toMatchInlineSnapshot(
    `"middling small big small big small small small"`,
  );
});

test('a label is the trimmed output: blanks around it make no other label', () => {
  const rows = rowsOf({ a: 'ant -> x', b: 'bee -> x ', c: 'cat ->  x', d: 'dog -> y' });
  const select = chooser(rows);
  const withD = [0, 1, 2, 3].map((seed) =>
    select({ select: 'balanced', count: 2, seed }).split(' ').includes('d'),
  );
  expect(withD).toEqual([true, true, true, true]);
});

test('shots.label names a column to balance instead', () => {
  const rows = ['p', 'p', 'p', 'r'].map((kind, i) =>
    rowOf({ q: `${i}`, a: `${i}`, kind }, kind + i),
  );
  const pool = makePool({ rows, file: 'pool.csv', label: 'kind' }, compileTemplate(template));
  const query = { key: 'asked', input: 'asked' };
  const kinds = [0, 1, 2, 3].map((seed) =>
    makeSelector(pool)({ ...settings, select: 'balanced', count: 2, seed }, query)
      .map(({ key }) => key.slice(0, 1))
      .join(''),
  );
  expect(kinds.map((kind) => kind === 'pr' || kind === 'rp')).toEqual([true, true, true, true]);
});

const phrases = rowsOf({
  a: 'green tea -> 1',
  b: 'black tea with milk -> 2',
  c: 'black coffee -> 3',
  d: 'orange juice -> 4',
  e: 'black tea -> 5',
  f: 'water -> 6',
});

test('nearest takes the most alike first, ties in pool order, and ignores the seed', () => {
  const nearest = chooser(phrases);
  expect(nearest({ select: 'nearest', count: 4 }, 'hot black tea')).toBe('e b a c');
  expect(nearest({ select: 'nearest', count: 4, seed: 9 }, 'hot black tea')).toBe('e b a c');
  expect(nearest({ select: 'nearest', count: 6 }, 'nothing alike')).toBe('a b c d e f');
});

test('nearest compares inputs, never the answers', () => {
  const rows = rowsOf({ a: 'one -> tea', b: 'tea -> one' });
  expect(chooser(rows)({ select: 'nearest', count: 1 }, 'some tea')).toBe('b');
});

test('what renders as the query does is never a shot, be it the row itself or a duplicate', () => {
  const twins = rowsOf({ a: 'ant -> x', b: 'bee -> x', c: 'ant -> y', d: 'dog -> y' });
  const others = chooser(twins);
  expect(others({ select: 'first', count: 4 }, 'ant', 'a')).toBe('b d');
  expect(others({ select: 'nearest', count: 4 }, 'ant', 'a')).toBe('b d');
  expect(others({ select: 'random', count: 4 }, 'ant', 'a').split(' ').toSorted()).toEqual([
    'b',
    'd',
  ]);
  expect(
    others({ select: 'random', count: 4, per: 'row' }, 'ant', 'a').split(' ').toSorted(),
  ).toEqual(['b', 'd']);
  expect(others({ select: 'balanced', count: 4 }, 'ant', 'a').split(' ').toSorted()).toEqual([
    'b',
    'd',
  ]);
});

test('in balanced the next of the same label stands in for the query', () => {
  const all = choose({ select: 'balanced', count: 8, seed: 2 });
  const without = choose({ select: 'balanced', count: 7, seed: 2 }, 'ant');
  expect({ all, without }).toMatchInlineSnapshot(`
    {
      "all": "g c e d b a h f",
      "without": "g c e d b h f",
    }
  `);
});

test('a label with nothing left but the query is passed over', () => {
  expect(choose({ select: 'balanced', count: 3, seed: 2 }, 'goat')).toMatchInlineSnapshot(
    `"c e d"`,
  );
});

test('one set for the run gives every row the same shots', () => {
  const sets = ['r1', 'r2', 'r3'].map((key) =>
    choose({ select: 'random', count: 3 }, `? ${key}`, key),
  );
  expect(new Set(sets).size).toBe(1);
});

test('per row the seed and the key of the row decide', () => {
  const draw = (seed: number, key: string) =>
    choose({ select: 'random', count: 3, per: 'row', seed }, 'asked', key);
  expect([draw(0, 'r1'), draw(0, 'r2'), draw(1, 'r1')]).toMatchInlineSnapshot(`
    [
      "d b c",
      "g c e",
      "h d b",
    ]
  `);
  expect(draw(0, 'r1')).toBe(choose({ select: 'random', count: 3, per: 'row' }, 'other', 'r1'));
});

test('per row every shot of the pool comes first about equally often', () => {
  const firsts = new Map<string, number>();
  for (let row = 0; row < 800; row += 1) {
    const first = choose({ select: 'random', count: 1, per: 'row' }, 'asked', `row ${row}`);
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
  }
  // Expected 100 each; chi-square with 7 degrees of freedom stays below 24.3 with probability 0.999.
  const squares = [...firsts.values()].map((count) => (count - 100) ** 2 / 100);
  expect(firsts.size).toBe(8);
  expect(squares.reduce((sum, value) => sum + value, 0)).toBeLessThan(24.3);
});
