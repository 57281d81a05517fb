import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  baselinePath,
  baselineText,
  isBaselinePath,
  readBaseline,
  type Baseline,
} from '../../src/baseline/baseline-file.ts';
import { messageOf } from '../schedule/fixture.ts';
import { runScores } from './fixture.ts';

const origin = {
  run: '20261123-142501-reviews',
  date: '2026-11-23T14:25:01.250Z',
  kshot: '0.1.0',
  models: ['embedded'],
  trials: 1,
  data_hash: 'a1b2',
};

const baseline: Baseline = {
  origin,
  scores: runScores(
    { rows: ['r1', 'r10', 'r2'], cells: [{ 'shots.count': 0 }, { 'shots.count': 8 }] },
    [[[0, 1, NaN]], [[1, 0.333333, 0]]],
  ),
};

test('a baseline is read as it was written', () => {
  expect(readBaseline(baselineText(baseline), 'x')).toEqual(baseline);
});

test('the cluster of a row stands beside its scores', () => {
  const { scores } = baseline;
  const clustered = { ...baseline, scores: { ...scores, clusters: ['a', 'b', 'a'] } };
  const text = baselineText(clustered);
  expect(text.split('\n')[1]).toBe('{"row":"r1","cluster":"a","scores":{"accuracy":[0,1]}}');
  expect(readBaseline(text, 'x')).toEqual(clustered);
});

test('a row without a score has none: no 0', () => {
  expect(baselineText(baseline).split('\n').slice(1)).toEqual([
    '{"row":"r1","scores":{"accuracy":[0,1]}}',
    '{"row":"r10","scores":{"accuracy":[1,0.333333]}}',
    '{"row":"r2","scores":{"accuracy":[null,0]}}',
    '',
  ]);
});

test('any scores come back, in whatever order the lines stand', () => {
  const score = fc.oneof(
    fc.constant(NaN),
    fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
  );
  const keys = fc.uniqueArray(fc.string(), { maxLength: 8 }).map((drawn) => drawn.toSorted());
  fc.assert(
    fc.property(keys, fc.infiniteStream(score), (rows, stream) => {
      const means = [[rows.map(() => stream.next().value as number)]];
      const one = { origin, scores: runScores({ rows, cells: [{}] }, means) };
      const [header, ...lines] = baselineText(one).trimEnd().split('\n');
      const turned = [header, ...lines.toReversed()].join('\n');
      expect(readBaseline(turned, 'x')).toEqual(one);
    }),
  );
});

const lines = baselineText(baseline).split('\n');

test.each([
  ['nothing', 1, 'it does not say what it is', ''],
  ['another document', 1, 'it does not say what it is', '{"version":1}\n'],
  ['null', 1, 'it does not say what it is', 'null'],
  ['a version to come', 1, 'it does not say what it is', lines[0]!.replace(':1,', ':2,')],
  ['the marks of a merge', 2, 'it is not JSON', `${lines[0]}\n<<<<<<< HEAD\n${lines[1]}`],
  ['a row that is none', 2, 'it is of no row', `${lines[0]}\n7`],
  [
    'a score too few',
    2,
    'it does not have 2 scores of accuracy',
    `${lines[0]}\n{"row":"r1","scores":{"accuracy":[0]}}`,
  ],
  [
    'a score beyond 1',
    2,
    'it does not have 2 scores of accuracy',
    `${lines[0]}\n{"row":"r1","scores":{"accuracy":[0,7]}}`,
  ],
  ['a row twice', 3, 'its row stands in it twice', `${lines[0]}\n${lines[1]}\n${lines[1]}`],
])('%s is no baseline', (_, line, why, text) => {
  expect(messageOf(() => readBaseline(text, 'x.baseline.jsonl')))
    .toBe(`error[bad-baseline]: line ${line} of x.baseline.jsonl cannot be read: ${why}
  = help: take it from git again, or write it anew: kshot accept`);
});

test('a baseline stands beside its task and is called after its file', () => {
  expect([
    baselinePath('/w/evals/review.yaml').replaceAll('\\', '/'),
    isBaselinePath('evals/review.baseline.jsonl'),
    isBaselinePath('evals/review.jsonl'),
  ]).toEqual(['/w/evals/review.baseline.jsonl', true, false]);
});
