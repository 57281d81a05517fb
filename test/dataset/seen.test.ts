import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seen } from '../../src/dataset/seen.ts';

test('a key is new once, then it tells its first line', () => {
  const keys = seen();
  expect(keys.meet('a', 2)).toBe(undefined);
  expect(keys.meet('b', 3)).toBe(undefined);
  expect(keys.meet('a', 4)).toBe(2);
  expect(keys.meet('a', 5)).toBe(2);
});

test('it agrees with a map of texts', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3 })), (list) => {
      const keys = seen();
      const map = new Map<string, number>();
      for (const [index, key] of list.entries()) {
        expect(keys.meet(key, index + 1)).toBe(map.get(key));
        if (!map.has(key)) map.set(key, index + 1);
      }
    }),
  );
});

test('many keys of one kind are all told apart', () => {
  const keys = seen();
  const count = 200_000;
  const met = Array.from({ length: count }, (_, index) => keys.meet(`row-${index}`, index + 1));
  expect(met.every((line) => line === undefined)).toBe(true);
  expect(keys.meet('row-0', 1)).toBe(1);
  expect(keys.meet(`row-${count - 1}`, 1)).toBe(count);
});
