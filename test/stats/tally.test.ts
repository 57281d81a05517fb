import { expect, test } from 'vitest';
import type { Completion } from '../../src/provider/completion.ts';
import type { Score } from '../../src/score/score.ts';
import { makeTally, type Result } from '../../src/stats/tally.ts';
import { done } from '../schedule/fixture.ts';

const failed: Completion = { status: 'failed', why: 'timeout' };

function scored(value: number): Score {
  return { status: 'scored', value };
}

const unscored: Score = { status: 'unscored', why: 'no reference' };

test('a cell that was never asked has nothing', () => {
  const tally = makeTally({ cells: 1, rows: 3, trials: 1, kinds: ['graded'] });
  expect([tally.counts(0), tally.rowMeans(0, 0)]).toEqual([
    {
      answers: 0,
      failed: 0,
      unscored: 0,
      unjudged: 0,
      truncated: 0,
      shortened: 0,
      cached: 0,
      rows: 0,
      tokens: { in: 0, out: 0 },
      paid: { in: 0, out: 0 },
      prefixCached: 0,
      latencies: Float32Array.of(),
    },
    Float64Array.of(),
  ]);
});

test('trials are averaged per row before anything else', () => {
  const tally = makeTally({ cells: 1, rows: 2, trials: 4, kinds: ['graded'] });
  for (const [trial, value] of [1, 1, 1, 0].entries())
    tally.add({ cell: 0, row: 0, trial }, { completion: done(''), scores: [scored(value)] });
  tally.add({ cell: 0, row: 1, trial: 0 }, { completion: done(''), scores: [scored(0)] });
  expect(tally.rowMeans(0, 0)).toEqual(Float64Array.of(0.75, 0));
});

test('a failed answer has no score, and above all is not 0', () => {
  const tally = makeTally({ cells: 1, rows: 3, trials: 2, kinds: ['graded'] });
  tally.add({ cell: 0, row: 0, trial: 0 }, { completion: done(''), scores: [scored(1)] });
  tally.add({ cell: 0, row: 0, trial: 1 }, { completion: failed, scores: [] });
  tally.add({ cell: 0, row: 1, trial: 0 }, { completion: failed, scores: [scored(0)] });
  tally.add({ cell: 0, row: 2, trial: 0 }, { completion: done(''), scores: [unscored] });
  expect(tally.rowMeans(0, 0)).toEqual(Float64Array.of(1));
});

test('answers, failures, tokens and latencies are of all trials, rows of those with a score', () => {
  const tally = makeTally({ cells: 1, rows: 3, trials: 2, kinds: ['graded', 'graded'] });
  const usage = { in: 10, out: 2 };
  const add = (row: number, trial: number, completion: Completion, scores: Score[]) =>
    tally.add({ cell: 0, row, trial }, { completion, scores });
  add(0, 0, done('', { usage, latencyMs: 3 }), [scored(0), scored(0.5)]);
  add(0, 1, done('', { usage, latencyMs: 1, finish: 'length' }), [scored(1), unscored]);
  add(1, 0, done('', { usage, latencyMs: 2, finish: 'filter' }), [unscored, unscored]);
  add(1, 1, failed, []);
  add(2, 0, done('', { latencyMs: 4, finish: 'length' }), [unscored, scored(0.25)]);
  expect([tally.counts(0), tally.rowMeans(0, 0), tally.rowMeans(0, 1)]).toEqual([
    {
      answers: 4,
      failed: 1,
      unscored: 3,
      unjudged: 0,
      truncated: 2,
      shortened: 0,
      cached: 0,
      rows: 2,
      tokens: { in: 30, out: 6 },
      paid: { in: 30, out: 6 },
      prefixCached: 0,
      latencies: Float32Array.of(1, 2, 3, 4),
    },
    Float64Array.of(0.5),
    Float64Array.of(0.5, 0.25),
  ]);
});

test('cells know nothing of each other', () => {
  const tally = makeTally({ cells: 3, rows: 2, trials: 1, kinds: ['graded'] });
  tally.add(
    { cell: 1, row: 1, trial: 0 },
    { completion: done('', { latencyMs: 7 }), scores: [scored(1)] },
  );
  expect([0, 1, 2].map((cell) => [tally.counts(cell).answers, tally.rowMeans(cell, 0)])).toEqual([
    [0, Float64Array.of()],
    [1, Float64Array.of(1)],
    [0, Float64Array.of()],
  ]);
});

test('an answer is counted once: another in its place changes nothing', () => {
  const tally = makeTally({ cells: 1, rows: 1, trials: 1, kinds: ['graded'] });
  const slot = { cell: 0, row: 0, trial: 0 };
  const first = { completion: done('', { usage: { in: 10, out: 2 } }), scores: [scored(1)] };
  expect([tally.at(slot), tally.add(slot, first), tally.at(slot)]).toEqual([
    'nothing',
    true,
    'answered',
  ]);
  const before = [tally.counts(0), tally.rowMeans(0, 0), tally.sums()];
  const others: Result[] = [
    first,
    { completion: done('', { finish: 'length' }), scores: [scored(0)], shortened: true },
    { completion: failed, scores: [], shortened: true },
  ];
  expect(others.map((other) => tally.add(slot, other))).toEqual([false, false, false]);
  expect([tally.counts(0), tally.rowMeans(0, 0), tally.sums()]).toEqual(before);
  expect(tally.at(slot)).toBe('answered');
});

test('what failed makes room: it is counted once, and no more once it is answered', () => {
  const tally = makeTally({ cells: 1, rows: 2, trials: 1, kinds: ['graded'] });
  const slot = { cell: 0, row: 1, trial: 0 };
  const seen = () => {
    const { answers, failed: lost, shortened, rows } = tally.counts(0);
    return [tally.at(slot), { answers, failed: lost, shortened, rows }, tally.sums()];
  };
  const lost = [
    'failed',
    { answers: 0, failed: 1, shortened: 1, rows: 0 },
    { answered: 0, failed: 1 },
  ];
  expect(tally.add(slot, { completion: failed, scores: [], shortened: true })).toBe(true);
  expect(seen()).toEqual(lost);
  expect(tally.add(slot, { completion: failed, scores: [], shortened: true })).toBe(true);
  expect(seen()).toEqual(lost);
  expect(tally.add(slot, { completion: done(''), scores: [scored(1)] })).toBe(true);
  expect(seen()).toEqual([
    'answered',
    { answers: 1, failed: 0, shortened: 0, rows: 1 },
    { answered: 1, failed: 0 },
  ]);
});

test('what the cache gave is neither paid for nor timed', () => {
  const tally = makeTally({ cells: 1, rows: 3, trials: 1, kinds: ['graded'] });
  const completions = [
    done('', { usage: { in: 100, out: 5, cached: 64 }, latencyMs: 30 }),
    done('', { usage: { in: 10, out: 1, cached: 8 }, latencyMs: 7, cached: true }),
    done('', { usage: { in: 1, out: 1 }, latencyMs: 40 }),
  ];
  for (const [row, completion] of completions.entries())
    tally.add({ cell: 0, row, trial: 0 }, { completion, scores: [scored(1)] });
  expect(tally.counts(0)).toEqual({
    answers: 3,
    failed: 0,
    unscored: 0,
    unjudged: 0,
    truncated: 0,
    shortened: 0,
    cached: 1,
    rows: 3,
    tokens: { in: 111, out: 7 },
    paid: { in: 101, out: 6 },
    prefixCached: 64,
    latencies: Float32Array.of(30, 40),
  });
});
