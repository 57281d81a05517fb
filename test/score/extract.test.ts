import { expect, test } from 'vitest';
import { makeExtractor } from '../../src/score/extract.ts';

test('without groups the whole match is the answer, trimmed', () => {
  expect(makeExtractor({ regex: ' [A-D] ' })('It is B or C .')).toBe('B');
});

test('the last match can be asked for', () => {
  expect(makeExtractor({ regex: '[A-D]', last: true })('A, B or C?')).toBe('C');
});

test('with groups the first that holds something is the answer', () => {
  const extract = makeExtractor({ regex: String.raw`\((\w)\)|(\d+)` });
  expect([extract('(b)'), extract('42')]).toEqual(['b', '42']);
});

test('a group can be asked for by number', () => {
  const regex = String.raw`(\d+)/(\d+)`;
  const answers = [0, 1, 2].map((group) => makeExtractor({ regex, group })('7/10'));
  expect(answers).toEqual(['7/10', '7', '10']);
});

test('no match, and a group that took no part, are no answer', () => {
  expect(makeExtractor({ regex: 'x' })('abc')).toBeUndefined();
  expect(makeExtractor({ regex: 'x', last: true })('abc')).toBeUndefined();
  expect(makeExtractor({ regex: 'a|(b)', group: 1 })('a')).toBeUndefined();
});

test('an extractor remembers nothing between texts', () => {
  const extract = makeExtractor({ regex: 'a' });
  expect([extract('xa'), extract('a')]).toEqual(['a', 'a']);
});

test('numbers, lines, markers and fields are taken without a pattern', () => {
  const text = 'So 3 and 1,234.5\n  Answer: 7 or\nAnswer: -42.';
  const steps = ['last_number', 'first_number', 'first_line', 'last_line', { after: 'Answer:' }];
  expect(steps.map((step) => makeExtractor(step as never)(text))).toEqual([
    '-42',
    '3',
    'So 3 and 1,234.5',
    'Answer: -42.',
    '-42.',
  ]);
  const answer = '{"a": {"b": ["x", 2, null]}, "c": "  d "}';
  const fields = ['c', 'a.b.0', 'a.b.1', 'a.b.2', 'a', 'a.b.3', 'toString', 'c.length'];
  expect(fields.map((field) => makeExtractor({ field })(answer))).toEqual([
    'd',
    'x',
    '2',
    'null',
    '{"b":["x",2,null]}',
    undefined,
    undefined,
    undefined,
  ]);
  expect(makeExtractor({ field: 'c' })('no JSON')).toBeUndefined();
});

test('steps are taken in turn, and one that finds nothing ends it', () => {
  const extract = makeExtractor([{ after: 'Answer:' }, 'first_line', { regex: '[a-z]+' }]);
  expect(extract('Reasons.\nAnswer: 1. paris\nrome')).toBe('paris');
  expect(extract('paris')).toBeUndefined();
});

test.each([
  ['B', 'B'],
  ['(B) Paris', 'B'],
  ['B. A city', 'B'],
  ['**B**', 'B'],
  ['A cat is a cat, so the answer is (C), not D.', 'C'],
  ['Answer: **B**', 'B'],
  ['the correct option is b', 'B'],
  ['It must be (B).', 'B'],
  ['A cat would choose D.', 'D'],
  ['I would say C', 'C'],
  ['A cat is no city', undefined],
  ['E', undefined],
  ['Berlin', undefined],
  ["The answer is Berlin's", undefined],
])('the letter that %j chooses is %s', (text, letter) => {
  expect(makeExtractor({ letter: 'ABCD' })(text)).toBe(letter);
});
