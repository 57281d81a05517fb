import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clusteredError,
  clusteredInterval,
  clusterSums,
  clusterWarning,
} from '../../src/stats/clusters.ts';
import { clopperPearson } from '../../src/stats/clopper-pearson.ts';
import { standardError } from '../../src/stats/mean.ts';
import { summarise } from '../../src/stats/summarise.ts';
import { tInterval } from '../../src/stats/t-interval.ts';

const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 2,
  maxLength: 40,
});

test('with one row in each cluster all is as without clusters', () => {
  fc.assert(
    fc.property(scores, (values) => {
      const clusters = values.map((_, row) => row);
      expect(clusteredError(values, clusters).cr1).toBeCloseTo(standardError(values), 12);
      const { low, high } = clusteredInterval(values, clusters, 0.95);
      const plain = tInterval(values, 0.95);
      expect([low, high]).toEqual([expect.closeTo(plain.low, 10), expect.closeTo(plain.high, 10)]);
    }),
  );
});

test('to write every row twice adds nothing', () => {
  fc.assert(
    fc.property(scores, (values) => {
      const clusters = values.map((_, row) => `document ${row}`);
      const twice = clusteredError([...values, ...values], [...clusters, ...clusters]);
      expect(twice.cr1).toBeCloseTo(clusteredError(values, clusters).cr1, 12);
    }),
  );
});

test('equation 4 of Miller 2024, term by term', () => {
  const values = [1, 0, 0.5, 0.25, 1, 0.75, 0];
  const clusters = ['a', 'a', 'a', 'b', 'b', 'c', 'c'];
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let squares = 0;
  for (const [i, one] of values.entries())
    for (const [j, other] of values.entries())
      squares += clusters[i] === clusters[j] ? (one - mean) * (other - mean) : 0;
  const { cr0, cr1 } = clusteredError(values, clusters);
  expect(cr0).toBeCloseTo(Math.sqrt(squares) / n, 14);
  expect(cr1 / cr0).toBeCloseTo(Math.sqrt(3 / 2), 14);
});

test('clusters are summed in the order in which they come', () => {
  expect([...clusterSums([1, 2, 3, 4], ['b', 'a', 'b', 'c'])]).toEqual([4, 2, 4]);
});

test('a mean over clusters is summed up by them, within the range', () => {
  const values = Float64Array.of(1, 1, 1, 0.5, 0.75, 1);
  const graded = { kind: 'graded', range: [0, 1] } as const;
  expect(summarise(values, graded, 1, ['x', 'x', 'y', 'y', 'z', 'z'])).toEqual({
    mean: 0.875,
    low: expect.closeTo(0.875 - 4.302653 * 0.072169, 5),
    high: 1,
    n: 6,
    method: 'clustered-t',
    clusters: 3,
  });
  expect(summarise(values, graded, 1, ['x', 'x', 'x', 'x', 'x', 'x'])).toEqual({
    mean: 0.875,
    low: 0,
    high: 1,
    n: 6,
    method: 'clustered-t',
    clusters: 1,
  });
});

test('equal scores in clusters: what so few clusters can have missed', () => {
  const binary = { kind: 'binary', range: [0, 1] } as const;
  const clusters = Array.from({ length: 60 }, (_, row) => row % 20);
  expect(summarise(new Float64Array(60).fill(1), binary, 1, clusters)).toEqual({
    mean: 1,
    // Clopper and Pearson of 20 in 20
    low: expect.closeTo(clopperPearson(20, 20, 0.95).low, 12),
    high: 1,
    n: 60,
    method: 'no-spread',
    clusters: 20,
  });
});

test('few clusters carry a warning', () => {
  expect([clusterWarning(19), clusterWarning(20)]).toEqual([
    'only 19 clusters: with fewer than 20 the interval is too narrow',
    undefined,
  ]);
});

test('one cluster, or a row without one, is refused', () => {
  expect(() => clusteredError([1, 0], ['a', 'a'])).toThrow(
    new RangeError('the standard error of 1 cluster'),
  );
  expect(() => clusterSums([1, 0], ['a'])).toThrow(
    new RangeError('2 values in 1 rows of clusters'),
  );
});
