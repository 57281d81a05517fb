import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showDiff, wordDiff } from '../../src/report/word-diff.ts';

function diff(before: string, after: string): string {
  return showDiff(wordDiff(before, after));
}

test('what was there stands in [-…-], what came in {+…+}', () => {
  expect([
    diff('a big dog', 'a small dog'),
    diff('a dog', 'a dog'),
    diff('a dog', 'a dog barks'),
    diff('', 'dog'),
    diff('dog', ''),
  ]).toEqual(['a [-big-]{+small+} dog', 'a dog', 'a dog{+ barks+}', '{+dog+}', '[-dog-]']);
});

test('both texts can be put together again', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = wordDiff(before, after);
      const without = (other: string) =>
        pieces.flatMap(([kind, part]) => (kind === other ? [] : [part])).join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }),
  );
});

test('of a very long text the beginning is compared', () => {
  const long = 'word '.repeat(5_000);
  const [piece] = wordDiff(long, long);
  expect(piece?.[1].length).toBe(2_501);
});
