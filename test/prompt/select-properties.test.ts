import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSelector, type ShotSettings } from '../../src/prompt/select.ts';
import { poolOf, rowOf, settings } from './rows.ts';

const word = fc.constantFrom('red', 'green', 'tea', 'milk', 'and', '茶');
const question = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const item = fc.record({ q: question, a: fc.constantFrom('yes', 'no', 'perhaps') });
const pools = fc
  .array(item, { minLength: 1, maxLength: 14 })
  .map((items) => items.map((values, index) => rowOf(values, `k${index}`, index)));
const ways = fc.record({
  select: fc.constantFrom('first', 'random', 'balanced', 'nearest'),
  seed: fc.integer({ min: 0, max: 3 }),
  per: fc.constantFrom('run', 'row'),
}) as fc.Arbitrary<Partial<ShotSettings>>;
const queries = fc.record({ key: fc.constantFrom('k0', 'k1', 'other'), input: question });

function keysOf(
  rows: Parameters<typeof poolOf>[0],
  given: Partial<ShotSettings>,
  query: { key: string; input: string },
) {
  return makeSelector(poolOf(rows))({ ...settings, ...given }, query).map(({ key }) => key);
}

test('fewer shots are the beginning of more, whatever the selection', () => {
  fc.assert(
    fc.property(pools, ways, queries, fc.nat(6), (rows, way, query, few) => {
      const all = keysOf(rows, { ...way, count: 12 }, query);
      expect(keysOf(rows, { ...way, count: few }, query)).toEqual(all.slice(0, few));
    }),
  );
});

test('there are as many shots as are asked for where the pool has them, all different, none the query', () => {
  fc.assert(
    fc.property(pools, ways, queries, fc.nat(14), (rows, way, query, count) => {
      const others = rows.filter(({ values }) => values['q'] !== query.input).map(({ key }) => key);
      const keys = keysOf(rows, { ...way, count }, query);
      expect(keys).toHaveLength(Math.min(count, others.length));
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.filter((key) => !others.includes(key))).toEqual([]);
    }),
  );
});

test('one more row in the pool does not reshuffle the others', () => {
  const drawn = ways.map((way) => ({ ...way, select: 'random' as const }));
  fc.assert(
    fc.property(pools, drawn, queries, fc.nat(14), (rows, way, query, place) => {
      const added = rowOf({ q: 'new', a: 'new' }, 'new');
      const more = rows.toSpliced(place, 0, added);
      const keys = keysOf(more, { ...way, count: 20 }, query);
      expect(keys.filter((key) => key !== 'new')).toEqual(
        keysOf(rows, { ...way, count: 20 }, query),
      );
    }),
  );
});

test('one more row of a label does not reshuffle balanced queues', () => {
  fc.assert(
    fc.property(pools, queries, fc.constantFrom('run', 'row'), (rows, query, per) => {
      const added = rowOf({ q: 'new', a: 'yes' }, 'new');
      const way = { select: 'balanced', per, count: 20 } as const;
      const labelOf = new Map(rows.map(({ key, values }) => [key, values['a']]));
      const [before, after] = [rows, [...rows, added]].map((pool) => keysOf(pool, way, query));
      for (const label of ['yes', 'no', 'perhaps']) {
        const queue = (keys: readonly string[]) => keys.filter((key) => labelOf.get(key) === label);
        expect(queue(after!)).toEqual(queue(before!));
      }
    }),
  );
});

test('balanced counts of labels differ by one at most while every label has shots left', () => {
  const even = fc
    .integer({ min: 1, max: 5 })
    .map((each) =>
      ['yes', 'no', 'perhaps'].flatMap((a) =>
        Array.from({ length: each }, (_, nth) => rowOf({ q: `${a} ${nth}`, a }, `${a}${nth}`)),
      ),
    );
  fc.assert(
    fc.property(even, fc.nat(9), fc.nat(15), (rows, seed, count) => {
      const keys = keysOf(rows, { select: 'balanced', seed, count }, { key: 'x', input: 'x' });
      const counts = ['yes', 'no', 'perhaps'].map(
        (label) => keys.filter((key) => key.startsWith(label)).length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test('nearest is what sorting all by similarity gives', () => {
  fc.assert(
    fc.property(pools, queries, fc.nat(14), (rows, query, count) => {
      const pool = poolOf(rows);
      const scores = pool.similarities(query.input);
      const sorted = pool.examples
        .filter(({ input }) => input !== query.input)
        .toSorted((a, b) => scores[b.index]! - scores[a.index]!);
      expect(keysOf(rows, { select: 'nearest', count }, query)).toEqual(
        sorted.slice(0, count).map(({ key }) => key),
      );
    }),
  );
});
