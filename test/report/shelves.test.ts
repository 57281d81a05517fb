import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeShelves } from '../../src/report/shelves.ts';

test('each shelf gives back what was put on it, in order, however little is held in memory', () => {
  const pieces = fc.array(
    fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.string({ unit: 'grapheme' })),
  );
  fc.assert(
    fc.property(pieces, fc.nat({ max: 20 }), (put, most) => {
      const shelves = makeShelves(most);
      for (const [name, text] of put) shelves.put(name, text);
      const taken = ['a', 'b', 'c', 'd'].map((name) => [...shelves.take(name)].join(''));
      shelves.close();
      const expected = ['a', 'b', 'c', 'd'].map((name) =>
        put.flatMap(([shelf, text]) => (shelf === name ? [text] : [])).join(''),
      );
      expect(taken).toEqual(expected);
    }),
  );
});
