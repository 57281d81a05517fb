import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean, editDistance } from '../../src/base/distance.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', '😀'), maxLength: 8 });

test('the edit distance is a metric', () => {
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(editDistance(a, a)).toBe(0);
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});

test('the edit distance lies between the difference of the lengths and the longer length', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const [m, n] = [Array.from(a).length, Array.from(b).length];
      expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(m - n));
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(m, n));
    }),
  );
});

test('known distances', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('😀a', 'a')).toBe(1);
});

test('the nearest word is offered, if one is near', () => {
  const known = ['temperature', 'top_p', 'top_k', 'as'];
  expect(didYouMean('temprature', known)).toBe('did you mean "temperature"?');
  expect(didYouMean('TOP_K', known)).toBe('did you mean "top_k"?');
  expect(didYouMean('at', known)).toBe('did you mean "as"?');
  expect(didYouMean('xyz', known)).toBeUndefined();
  expect(didYouMean('a', ['q', ' A'])).toBe('did you mean " A"?');
  expect(didYouMean('1', ['q', 'k'])).toBeUndefined();
  expect(didYouMean('x', [])).toBeUndefined();
});
