import { expect, test } from 'vitest';
import { normaliseScoreEntry, scoreEntrySchema } from '../../src/task/score-entry.ts';
import { scored, valueOf } from './scored.ts';

const all = (written: unknown, answers: readonly string[], references: readonly string[] = []) =>
  Promise.all(answers.map((answer) => valueOf(written, answer, references)));

test('the last number counts, with or without commas, wherever it stands', async () => {
  const answers = ['3,420', 'First 12, then $3420.', '-3420', '3420.5', 'none', '3420,'];
  expect(await all('numeric', answers, ['So it is 3,420.'])).toEqual([1, 1, 0, 0, 0, 1]);
});

test('numbers may be some way off', async () => {
  expect(await all({ numeric: { tolerance: 0.5 } }, ['9.5', '9.4'], ['10'])).toEqual([1, 0]);
  const written = { numeric: { tolerance: 0.01, relative: true } };
  expect(await all(written, ['-198', '-197'], ['-200'])).toEqual([1, 0]);
});

test('numeric_diff is 1 for equal numbers and 0 for those of other sign', async () => {
  expect(await all('numeric_diff', ['0', '3', '-3', 'none'], ['0'])).toEqual([1, 0, 0, 0]);
  expect(await valueOf('numeric_diff', 'about 3', ['1'])).toBe(0.5);
});

test('a reference without a number is unscored', async () => {
  const why = 'the reference has no number';
  expect(await scored('numeric', '3', ['three'])).toEqual({ status: 'unscored', why });
});

test('one_of wants one of the values, right or wrong', async () => {
  const written = { one_of: { values: ['yes', 'no'], normalize: ['lower', 'punctuation'] } };
  expect(await all(written, ['Yes.', ' no', 'yes and no', ''])).toEqual([1, 1, 0, 0]);
});

test('length counts words, or characters as people see code points', async () => {
  expect(await all({ length: { max: 2 } }, ['', 'a b', 'a b c'])).toEqual([1, 1, 0]);
  const written = { length: { unit: 'characters', min: 2, max: 2 } };
  expect(await all(written, ['😀', '😀😀', 'abc'])).toEqual([0, 1, 0]);
});

test('json wants one JSON value and nothing beside it', async () => {
  const answers = ['{"a": 1}', 'null', '[1,]', 'Here: {}', ''];
  expect(await all('json', answers)).toEqual([1, 1, 0, 0, 0]);
});

const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer', minimum: 0 } },
  required: ['name'],
  additionalProperties: false,
};

test('json may have to fit a schema, of any draft since the seventh', async () => {
  const answers = ['{"name": "Ann", "age": 3}', '{"age": 3}', '{"name": "Ann", "x": 1}', 'Ann'];
  expect(await all({ json: { schema: person } }, answers)).toEqual([1, 0, 0, 0]);
  const drafts = ['http://json-schema.org/draft-07/schema#'];
  drafts.push('https://json-schema.org/draft/2020-12/schema');
  for (const $schema of drafts)
    expect(await all({ json: { schema: { $schema, ...person } } }, answers)).toEqual([1, 0, 0, 0]);
});

test('finish tells answers that came to their end from those that were cut', async () => {
  const reasons = ['end', 'stop', 'length', 'unknown', 'filter'] as const;
  const scores = await Promise.all(reasons.map((reason) => scored('finish', 'x', [], reason)));
  expect(scores.map((score) => (score.status === 'scored' ? score.value : score.why))).toEqual([
    1,
    1,
    0,
    'the provider does not say why the answer ended',
    'the provider filtered the answer',
  ]);
});

test('either way round the shorter text may be in the longer', async () => {
  const written = { includes: { either: true } };
  expect(await all(written, ['Paris, France', 'Par', ''], ['Paris'])).toEqual([1, 1, 0]);
  expect(await all(written, ['', 'x'], [''])).toEqual([1, 0]);
});

test('a verdict can be turned around, and is named so', async () => {
  const written = { includes: { value: 'sorry', not: true } };
  expect(await all(written, ['I am sorry', 'Paris'])).toEqual([0, 1]);
  const names = [
    written,
    { regex: { value: 'a', not: true, as: 'polite' } },
    { json: { not: false } },
  ].map((entry) => normaliseScoreEntry(scoreEntrySchema.parse(entry)).name);
  expect(names).toEqual(['not_includes', 'polite', 'json']);
});

test('what cannot be scored stays unscored when it is turned around', async () => {
  const written = { exact_match: { not: true, extract: { regex: '#' } } };
  const why = 'extract: no match';
  expect(await scored(written, 'x', ['x'])).toEqual({ status: 'unscored', why });
});
