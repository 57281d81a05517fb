import { expect, test } from 'vitest';
import { needsReference } from '../../src/score/score.ts';
import { normaliseScoreEntry, scoreEntrySchema } from '../../src/task/score-entry.ts';
import { scored, valueOf } from './scored.ts';

test('blanks around the answer are nothing', async () => {
  expect(await valueOf('exact_match', ' Paris\n', ['Paris'])).toBe(1);
});

test('exact_match without normalisation minds case and marks', async () => {
  expect(await valueOf('exact_match', 'paris.', ['Paris'])).toBe(0);
  expect(await valueOf({ exact_match: { normalize: 'squad' } }, 'the paris.', ['Paris'])).toBe(1);
});

test('of several references the best counts', async () => {
  expect(await valueOf('exact_match', 'NYC', ['New York', 'NYC'])).toBe(1);
  expect(await valueOf('f1', 'Barack Obama', ['Obama', 'Barack Hussein Obama'])).toBe(0.8);
});

test('includes looks for the reference, or for the value literally', async () => {
  expect(await valueOf('includes', 'It is Paris, I think.', ['Rome', 'Paris'])).toBe(1);
  expect(await valueOf('includes', 'It is paris.', ['Paris'])).toBe(0);
  expect(await valueOf({ includes: { ignore_case: true } }, 'It is paris.', ['Paris'])).toBe(1);
  expect(await valueOf({ includes: { value: '1.5' } }, '105', [])).toBe(0);
  expect(await valueOf({ includes: { value: '1.5' } }, 'about 1.5 l', ['2'])).toBe(1);
});

test('a regex matches anywhere in the trimmed answer, and needs no reference', async () => {
  expect(await valueOf({ regex: { value: String.raw`^\p{L}+$` } }, ' naïve ', [])).toBe(1);
  expect(await valueOf({ regex: { value: '^b$' } }, 'a\nb', [])).toBe(0);
  expect(await valueOf({ regex: { value: '^B$', flags: 'im' } }, 'a\nb', [])).toBe(1);
  expect(await valueOf({ regex: { value: 'a.b', flags: 's' } }, 'a\nb', [])).toBe(1);
});

test('a regex gives the same score each time', async () => {
  const written = { regex: { value: 'a' } };
  const scores = await Promise.all(['a', 'a', 'ba'].map((text) => valueOf(written, text, [])));
  expect(scores).toEqual([1, 1, 1]);
});

test('similarity is measured in characters, not in UTF-16 units', async () => {
  expect(await valueOf('levenshtein', 'a😀', ['b😀'])).toBe(0.5);
  expect(await valueOf('levenshtein', '', [''])).toBe(1);
});

test('extract touches the answer only, before any scorer', async () => {
  const extract = { regex: String.raw`answer is (\w+)` };
  const written = { exact_match: { extract } };
  expect(await scored(written, 'The answer is Paris.', ['Paris'])).toEqual({
    status: 'scored',
    value: 1,
  });
  expect(await valueOf(written, 'The answer is Paris.', ['answer is Paris'])).toBe(0);
});

test.each([
  {
    what: 'an answer without the pattern',
    written: { f1: { extract: { regex: '#' } } },
    references: ['x'],
    why: 'extract: no match',
  },
  {
    what: 'a row without a reference',
    written: 'rouge_l',
    references: [],
    why: 'no reference',
  },
  {
    what: 'an empty reference to be included',
    written: 'includes',
    references: [''],
    why: 'the reference is empty',
  },
  {
    what: 'a reference that ROUGE cannot see',
    written: 'rouge_l',
    references: ['отлично'],
    why: 'the reference has no letters a-z and no digits, and ROUGE sees nothing else',
  },
])('$what is unscored, not 0', async ({ written, references, why }) => {
  expect(await scored(written, 'отлично', references)).toEqual({ status: 'unscored', why });
});

test('a filtered answer is unscored, a truncated one is scored', async () => {
  expect(await scored('exact_match', 'x', ['x'], 'filter')).toEqual({
    status: 'unscored',
    why: 'the provider filtered the answer',
  });
  expect(await scored('exact_match', 'x', ['x'], 'length')).toEqual({ status: 'scored', value: 1 });
});

test('an empty answer is a wrong answer', async () => {
  const names = ['exact_match', 'includes', 'f1', 'rouge_1', 'rouge_2', 'rouge_l', 'levenshtein'];
  const scores = await Promise.all(names.map((name) => valueOf(name, ' ', ['Paris'])));
  expect(scores).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('references that cannot be used are passed over', async () => {
  expect(await valueOf('includes', 'Rome', ['', 'Paris'])).toBe(0);
});

test('every scorer needs a reference but regex, and includes with a value', () => {
  const written = [
    'exact_match',
    'includes',
    'f1',
    'levenshtein',
    'rouge_2',
    { regex: { value: 'a' } },
    { includes: { value: 'a' } },
  ];
  const needs = written.map((entry) =>
    needsReference(normaliseScoreEntry(scoreEntrySchema.parse(entry))),
  );
  expect(needs).toEqual([true, true, true, true, true, false, false]);
});
