import { expect, test } from 'vitest';
import { makeExtractor } from '../../src/score/extract.ts';

test('without groups the whole match is the answer, trimmed', () => {
  expect(makeExtractor({ regex: ' [A-D] ', last: false })('It is B or C .')).toBe('B');
});

test('the last match can be asked for', () => {
  expect(makeExtractor({ regex: '[A-D]', last: true })('A, B or C?')).toBe('C');
});

test('with groups the first that holds something is the answer', () => {
  const extract = makeExtractor({ regex: String.raw`\((\w)\)|(\d+)`, last: false });
  expect([extract('(b)'), extract('42')]).toEqual(['b', '42']);
});

test('a group can be asked for by number', () => {
  const regex = String.raw`(\d+)/(\d+)`;
  const answers = [0, 1, 2].map((group) => makeExtractor({ regex, group, last: false })('7/10'));
  expect(answers).toEqual(['7/10', '7', '10']);
});

test('no match, and a group that took no part, are no answer', () => {
  expect(makeExtractor({ regex: 'x', last: false })('abc')).toBeUndefined();
  expect(makeExtractor({ regex: 'x', last: true })('abc')).toBeUndefined();
  expect(makeExtractor({ regex: 'a|(b)', group: 1, last: false })('a')).toBeUndefined();
});

test('an extractor remembers nothing between texts', () => {
  const extract = makeExtractor({ regex: 'a', last: false });
  expect([extract('xa'), extract('a')]).toEqual(['a', 'a']);
});
