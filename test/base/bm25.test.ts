import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bm25 } from '../../src/base/bm25.ts';

test('a document scores for the words it shares, more for rare and repeated ones', () => {
  const index = bm25([['a', 'b'], ['a', 'c', 'c'], ['a']]);
  const [first, second, third] = index.scores(['c', 'a']);
  expect(second).toBeGreaterThan(third!);
  expect(third).toBeGreaterThan(first!);
});

test('the score is that of the formula', () => {
  // Lucene's idf; k1 = 1.2, b = 0.75; two documents of mean length 1.5.
  const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
  const expected = (idf * 2 * 2.2) / (2 + 1.2 * (1 - 0.75 + (0.75 * 2) / 1.5));
  expect([...bm25([['x', 'x'], ['y']]).scores(['x'])]).toEqual([expected, 0]);
});

test('a repeated word of the query counts once, an unknown one nothing', () => {
  const index = bm25([['a', 'b'], ['b']]);
  expect(index.scores(['a', 'a', 'z'])).toEqual(index.scores(['a']));
  expect([...index.scores(['z'])]).toEqual([0, 0]);
});

test('no documents and empty documents score nothing', () => {
  expect([...bm25([]).scores(['a'])]).toEqual([]);
  expect([...bm25([[], []]).scores(['a'])]).toEqual([0, 0]);
});

test('scores are never negative, and positive just where a word is shared', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(text), text, (documents, query) => {
      const shared = documents.map((document) => query.some((word) => document.includes(word)));
      expect(Array.from(bm25(documents).scores(query), (score) => score > 0)).toEqual(shared);
    }),
  );
});
