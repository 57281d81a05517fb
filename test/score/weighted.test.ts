import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Score } from '../../src/score/score.ts';
import { makeWeigher } from '../../src/score/weighted.ts';
import type { MetricInfo } from '../../src/task/metric-info.ts';
import { expandEntry } from '../../src/task/expand-entry.ts';
import { normaliseScoreEntry, scoreEntrySchema } from '../../src/task/score-entry.ts';
import { weightedInfo } from '../../src/task/weights.ts';

function info(name: string, changes: Partial<MetricInfo> = {}): MetricInfo {
  return { name, kind: 'graded', better: 'higher', range: [0, 1], ...changes };
}

function weigher(weights: Readonly<Record<string, number>>, metrics: readonly MetricInfo[]) {
  return makeWeigher({ ...info('weighted'), weights }, metrics);
}

const scored = (value: number): Score => ({ status: 'scored', value });
const unscored = (why: string, again?: true): Score => ({
  status: 'unscored',
  why,
  ...(again ? { again } : {}),
});

test('scores count by their weights, and those that have none not at all', () => {
  const weigh = weigher({ a: 3, b: 1 }, [info('a'), info('other'), info('b')]);
  expect(weigh([scored(1), scored(0), scored(0.5)])).toEqual(scored(0.875));
});

test('where lower is better the score is turned, and any range becomes 0 to 1', () => {
  const metrics = [
    info('stars', { range: [1, 5] }),
    info('toxicity', { better: 'lower' }),
    info('slips', { better: 'lower', range: [-2, 2] }),
  ];
  const weigh = weigher({ stars: 1, toxicity: 1, slips: 2 }, metrics);
  expect([
    weigh([scored(5), scored(0), scored(-2)]),
    weigh([scored(1), scored(1), scored(2)]),
    weigh([scored(4), scored(0.25), scored(0)]),
  ]).toEqual([scored(1), scored(0), scored(0.625)]);
});

test('an answer that a part cannot score is unscored: which part is told', () => {
  const weigh = weigher({ a: 1, b: 1 }, [info('a'), info('b'), info('c')]);
  expect([
    weigh([scored(1), unscored('no reference'), unscored('not mine')]),
    weigh([unscored('x'), unscored('y'), scored(1)]),
    weigh([scored(1), unscored('the judge failed', true), scored(1)]),
  ]).toEqual([
    unscored('b is unscored'),
    unscored('a, b are unscored'),
    unscored('b is unscored', true),
  ]);
});

test('it is never beyond its range, and between the least and the most of its parts', () => {
  const part = fc.tuple(
    fc.double({ min: 0.001, max: 100, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
      const names = parts.map((_, index) => `m${index}`);
      const weights = Object.fromEntries(parts.map(([weight], index) => [names[index]!, weight]));
      const values = parts.map(([, value]) => value);
      const score = weigher(
        weights,
        names.map((name) => info(name)),
      )(values.map(scored));
      const value = score.status === 'scored' ? score.value : NaN;
      expect(value).toBeLessThanOrEqual(1);
      expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
      expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
    }),
  );
});

test('the metric names what it is made of; what measures a judge is no part of it', () => {
  const entries = [
    { exact_match: { weight: 2, as: 'em' } },
    'f1',
    { judge: { model: 'embedded', rubric: 'faithfulness', human: '{{label}}', weight: 1 } },
  ].map((written) => normaliseScoreEntry(scoreEntrySchema.parse(written)));
  expect(entries.flatMap(expandEntry).map(({ name }) => name)).toEqual([
    'em',
    'f1',
    'judge',
    'judge_kappa',
  ]);
  expect(weightedInfo(entries)).toEqual({
    ...info('weighted'),
    weights: { em: 2, judge: 1 },
    rule: expect.stringMatching(/^[0-9a-f]{12} [0-9a-f]{12}$/) as string,
  });
  expect(weightedInfo(entries.slice(1, 2))).toBe(undefined);
});
