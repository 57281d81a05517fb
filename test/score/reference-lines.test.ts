import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bm25 } from '../../src/base/bm25.ts';
import { words } from '../../src/base/words.ts';
import { referenceLines, type PoolItem, type Shots } from '../../src/score/reference-lines.ts';

const labelled: readonly PoolItem[] = [
  { input: 'the tea is weak', output: ' bad' },
  { input: 'fine coffee beans', output: ' good' },
  { input: 'fresh coffee, fast delivery', output: ' good ' },
  { input: 'stale biscuits', output: 'bad' },
];

function shotsOf(examples: readonly PoolItem[]): Shots {
  const index = bm25(examples.map(({ input }) => words(input)));
  return { examples, similarities: (text) => index.scores(words(text)) };
}

function answers(pool: readonly PoolItem[], input: string, text = input) {
  const lines = referenceLines(shotsOf(pool), 100).map((line) => [
    line.name,
    line.answer({ input, text }),
  ]);
  return Object.fromEntries(lines) as Record<string, string | undefined>;
}

test('labels give the majority and the nearest example', () => {
  expect(answers(labelled, 'coffee was fine')).toEqual({
    'majority label': 'bad',
    'nearest copy': 'good',
  });
});

test('a tie goes to what comes first in the pool', () => {
  expect(answers(labelled, 'no word in common')).toEqual({
    'majority label': 'bad',
    'nearest copy': 'bad',
  });
});

test('pool rows with the input of the query are never the nearest', () => {
  expect(answers(labelled, 'the tea is weak')['nearest copy']).toBe('good');
});

test('the query counts for the majority: else every label of a balanced pool would lose', () => {
  expect(answers(labelled, 'the tea is weak')['majority label']).toBe('bad');
});

test('free text gives the first sentence and the nearest example', () => {
  const pool = [
    { input: 'coffee', output: 'A fine cup' },
    { input: 'tea', output: 'Weak' },
    { input: 'cake', output: 'Dry' },
  ];
  expect(answers(pool, 'Review: cake, tea, tea', 'Not bad. Not good.')).toEqual({
    'first sentence': 'Not bad.',
    'nearest copy': 'Weak',
  });
});

test('outputs are labels when at most half of them differ', () => {
  const names = [2, 3].map((kinds) => {
    const pool = Array.from({ length: 4 }, (_, i) => ({ input: `${i}`, output: `${i % kinds}` }));
    return referenceLines(shotsOf(pool), 100).map(({ name }) => name);
  });
  expect(names).toEqual([
    ['majority label', 'nearest copy'],
    ['first sentence', 'nearest copy'],
  ]);
});

test('an empty pool gives no lines, and a pool of the query alone no answer', () => {
  expect(referenceLines(shotsOf([]), 100)).toEqual([]);
  const twins = [labelled[0]!, labelled[0]!];
  expect(answers(twins, 'the tea is weak')).toEqual({
    'majority label': 'bad',
    'nearest copy': undefined,
  });
});

test('the majority is what counting again gives', () => {
  const lists = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 6, maxLength: 20 });
  fc.assert(
    fc.property(lists, (texts) => {
      const count = (text: string) => texts.filter((other) => other === text).length;
      const [first] = [...new Set(texts)].toSorted((a, b) => count(b) - count(a));
      const pool = texts.map((output, index) => ({ input: `${index}`, output }));
      expect(answers(pool, 'x')['majority label']).toBe(first);
    }),
  );
});

test('the nearest copy is left out where rows and pool are too many to compare', () => {
  const names = [50_000_000, 50_000_001].map((rows) =>
    referenceLines(shotsOf(labelled), rows).map(({ name }) => name),
  );
  expect(names).toEqual([['majority label', 'nearest copy'], ['majority label']]);
});
