import { expect, test } from 'vitest';
import { summarise } from '../../src/stats/summarise.ts';

const binary = { kind: 'binary', range: [0, 1] } as const;
const graded = { kind: 'graded', range: [0, 1] } as const;

test('0/1 scores at one trial have a Wilson interval', () => {
  expect(summarise(Float64Array.of(1, 1, 1, 1, 1, 1, 1, 0, 0, 0), binary, 1)).toEqual({
    mean: 0.7,
    low: expect.closeTo(0.39677814746114537, 12),
    high: expect.closeTo(0.8922087325936989, 12),
    n: 10,
    method: 'wilson',
  });
});

test('several trials of 0/1 scores have a t interval over the row means', () => {
  expect(summarise(Float64Array.of(0.5, 0.5, 0.75, 0.25), binary, 2)).toEqual({
    mean: 0.5,
    low: expect.closeTo(0.175193, 5),
    high: expect.closeTo(0.824807, 5),
    n: 4,
    method: 't',
  });
});

test('graded scores have a t interval even if all are 0 or 1', () => {
  expect(summarise(Float64Array.of(1, 1), graded, 1)).toEqual({
    mean: 1,
    low: 1,
    high: 1,
    n: 2,
    method: 't',
  });
});

test('one row under t may be anywhere in the range', () => {
  expect(summarise(Float64Array.of(0.25), graded, 1)).toEqual({
    mean: 0.25,
    low: 0,
    high: 1,
    n: 1,
    method: 't',
  });
});

test('one 0/1 row has a Wilson interval', () => {
  expect(summarise(Float64Array.of(1), binary, 1)).toEqual({
    mean: 1,
    low: expect.closeTo(0.206549314377238, 12),
    high: 1,
    n: 1,
    method: 'wilson',
  });
});

test('no rows have no summary', () => {
  expect(summarise(Float64Array.of(), binary, 1)).toBeUndefined();
});

test('a binary score between 0 and 1 is a bug', () => {
  expect(() => summarise(Float64Array.of(1, 0.5), binary, 1)).toThrow(
    new RangeError('a binary score of 0.5'),
  );
});

test('the t interval is cut to the range of the scores', () => {
  expect(summarise(Float64Array.of(0, 0, 0, 0.9), graded, 1)).toEqual({
    mean: 0.225,
    low: 0,
    high: expect.closeTo(0.9410504, 6),
    n: 4,
    method: 't',
  });
});

test('scores without a most have an interval that is open above for one row', () => {
  const seconds = { kind: 'graded', range: [0, null] } as const;
  expect(summarise(Float64Array.of(7), seconds, 1)).toMatchObject({ low: 0, high: null });
  const { low, high } = summarise(Float64Array.of(1, 9), seconds, 1)!;
  expect([low, high]).toEqual([0, expect.closeTo(5 + 4 * 12.7062047, 6)]);
});
