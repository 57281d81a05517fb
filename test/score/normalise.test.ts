import { expect, test } from 'vitest';
import { makeNormaliser, splitWords, squadNormalise } from '../../src/score/normalise.ts';

test('steps are taken in the order they are written', () => {
  const steps = ['punctuation', 'articles', 'lower', 'whitespace'] as const;
  expect(makeNormaliser([...steps])('  The (an) apple!')).toBe('the apple');
  expect(makeNormaliser(['lower', ...steps])('  The (an) apple!')).toBe('apple');
});

test('none leaves the text as it is', () => {
  expect(makeNormaliser('none')(' The  A.')).toBe(' The  A.');
  expect(makeNormaliser(undefined)(' The  A.')).toBe(' The  A.');
});

test('remove takes out every match', () => {
  expect(makeNormaliser([{ remove: String.raw`[\$,]` }])('$1,234,567')).toBe('1234567');
  expect(makeNormaliser([{ remove: '.*#### ' }, 'digits'])('so #### 12 eggs')).toBe(' eggs');
});

test('articles are whole words of any script', () => {
  expect(['naïve a é', 'éa b', 'a_b the_c', '日本 the 語', 'Athe an'].map(squadNormalise)).toEqual([
    'naïve é',
    'éa b',
    'ab thec',
    '日本 語',
    'athe',
  ]);
});

test('words are split at what Python calls whitespace', () => {
  expect(splitWords('\u{1c}a\u{85}b\u{a0}c\u{3000}d\u{feff}e ')).toEqual([
    'a',
    'b',
    'c',
    'd\u{feff}e',
  ]);
});
