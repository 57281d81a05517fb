import { expect, test } from 'vitest';
import { axisSpread } from '../../src/stats/axis-spread.ts';
import { pairedT } from '../../src/stats/paired-t.ts';
import { studentQuantile } from '../../src/stats/student-t.ts';

const graded = { kind: 'graded', range: [0, 1], better: 'higher' } as const;
const places = [0, 0, 1, 1, 2, 2];
const scores = [
  [0.1, 0.2, 0.4, 0.3, 0.2],
  [0.3, 0.2, 0.2, 0.1, 0.2],
  [0.5, 0.6, 0.4, 0.7, 0.3],
  [0.5, 0.4, 0.8, 0.3, 0.7],
  [0.4, 0.4, 0.4, 0.4, 0.4],
  [0.4, 0.4, 0.4, 0.4, 0.4],
];

test('the spread is from the worst value to the best, each row by its mean over the cells', () => {
  const { means, spread, best, worst, low, high } = axisSpread(places, scores, graded);
  expect(means.map((one) => Number(one.toFixed(6)))).toEqual([0.22, 0.52, 0.4]);
  expect([worst, best]).toEqual([0, 1]);
  const rows = { worst: [0.2, 0.2, 0.3, 0.2, 0.2], best: [0.5, 0.5, 0.6, 0.5, 0.5] };
  expect(spread).toBeCloseTo(pairedT(rows.best, rows.worst).difference, 12);
  expect(low).toBeLessThanOrEqual(spread);
  expect(high).toBeGreaterThanOrEqual(spread);
});

test('the interval allows for all pairs of values: of three it is that of 98.3 %', () => {
  const three = [
    [0.1, 0.2, 0.4, 0.3],
    [0.5, 0.9, 0.6, 0.8],
    [0.4, 0.4, 0.4, 0.4],
  ];
  const { spread, low, high } = axisSpread([0, 1, 2], three, graded);
  const { standardError } = pairedT(three[1]!, three[0]!);
  const half = studentQuantile(1 - 0.05 / 6, 3) * standardError;
  expect([spread, low, high].map((one) => one.toFixed(9))).toEqual(
    [0.45, 0.45 - half, 0.45 + half].map((one) => one.toFixed(9)),
  );
});

test('where lower is better the worst value is the highest', () => {
  const { best, worst, spread } = axisSpread(places, scores, { ...graded, better: 'lower' });
  expect([best, worst]).toEqual([0, 1]);
  expect(spread).toBeCloseTo(0.3, 12);
});

test('values that are all alike have no spread, and p is 1', () => {
  const alike = [
    [0, 1, 1],
    [0, 1, 1],
  ];
  const { spread, p } = axisSpread([0, 1], alike, { ...graded, kind: 'binary' });
  expect([spread, p]).toEqual([0, 1]);
});
