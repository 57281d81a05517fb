import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullProduct } from '../../src/stats/full-product.ts';

const pointsOf = (text: string) => text.split(' ').map((point) => point.split(''));

test('a full product is kept whole', () => {
  expect(fullProduct(pointsOf('ax ay bx by cx cy'))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(fullProduct([['a']])).toEqual([0]);
  expect(fullProduct([])).toEqual([]);
});

test('what stands outside of the others is left out', () => {
  expect(fullProduct(pointsOf('ox ax ay bx by'))).toEqual([1, 2, 3, 4]);
  expect(fullProduct(pointsOf('ax ay bx by cx dx ex'))).toEqual([0, 2, 4, 5, 6]);
});

test('of linked axes one point is left: their effects cannot be told apart', () => {
  expect(fullProduct(pointsOf('ax by cz'))).toHaveLength(1);
});

test('what is kept is a full product of differing points, in their order', () => {
  const point = fc.tuple(
    fc.constantFrom('a', 'b', 'c'),
    fc.constantFrom('x', 'y'),
    fc.constantFrom('1', '2'),
  );
  const points = fc.uniqueArray(point, { selector: (one) => one.join(''), minLength: 1 });
  fc.assert(
    fc.property(points, (all) => {
      const kept = fullProduct(all);
      const size = [0, 1, 2].reduce(
        (product, axis) => product * new Set(kept.map((index) => all[index]![axis])).size,
        1,
      );
      expect(size).toBe(kept.length);
      expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    }),
  );
});
