import { expect, test } from 'vitest';
import { porterStem } from '../../src/score/porter-stemmer.ts';

// NLTK 3.10.3, PorterStemmer() in its default mode.
test('words are stemmed as by NLTK', () => {
  const stems = {
    skies: 'sky',
    dies: 'die',
    tried: 'tri',
    died: 'die',
    agreed: 'agre',
    toying: 'toy',
    hoping: 'hope',
    hopping: 'hop',
    egged: 'eg',
    fully: 'fulli',
    hopefully: 'hope',
    radically: 'radic',
    geology: 'geolog',
    theology: 'theolog',
    possibly: 'possibl',
    rolling: 'roll',
    oed: 'o',
    yyyy: 'yyyi',
    '4th': '4th',
    be: 'be',
  };
  const found = Object.keys(stems).map((word) => [word, porterStem(word)]);
  expect(Object.fromEntries(found)).toEqual(stems);
});

test('a run of a hundred thousand letters is no trouble', () => {
  expect(porterStem('y'.repeat(100_000)).length).toBe(100_000);
});
