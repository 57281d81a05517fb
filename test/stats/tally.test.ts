import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Completion } from '../../src/provider/completion.ts';
import type { Score } from '../../src/score/score.ts';
import { makeTally } from '../../src/stats/tally.ts';
import { done } from '../schedule/fixture.ts';

const failed: Completion = { status: 'failed', why: 'timeout' };

function scored(value: number): Score {
  return { status: 'scored', value };
}

const unscored: Score = { status: 'unscored', why: 'no reference' };

test('a cell that was never asked has nothing', () => {
  const tally = makeTally({ cells: 1, rows: 3, trials: 1, metrics: 1 });
  expect([tally.counts(0), tally.rowMeans(0, 0)]).toEqual([
    {
      answers: 0,
      failed: 0,
      unscored: 0,
      truncated: 0,
      shortened: 0,
      rows: 0,
      tokens: { in: 0, out: 0 },
      latencies: Float32Array.of(),
    },
    Float64Array.of(),
  ]);
});

test('trials are averaged per row before anything else', () => {
  const tally = makeTally({ cells: 1, rows: 2, trials: 4, metrics: 1 });
  for (const [trial, value] of [1, 1, 1, 0].entries())
    tally.add({ cell: 0, row: 0, trial }, done(''), [scored(value)]);
  tally.add({ cell: 0, row: 1, trial: 0 }, done(''), [scored(0)]);
  expect(tally.rowMeans(0, 0)).toEqual(Float64Array.of(0.75, 0));
});

test('a failed answer has no score, and above all is not 0', () => {
  const tally = makeTally({ cells: 1, rows: 3, trials: 2, metrics: 1 });
  tally.add({ cell: 0, row: 0, trial: 0 }, done(''), [scored(1)]);
  tally.add({ cell: 0, row: 0, trial: 1 }, failed, []);
  tally.add({ cell: 0, row: 1, trial: 0 }, failed, [scored(0)]);
  tally.add({ cell: 0, row: 2, trial: 0 }, done(''), [unscored]);
  expect(tally.rowMeans(0, 0)).toEqual(Float64Array.of(1));
});

test('answers, failures, tokens and latencies are of all trials, rows of those with a score', () => {
  const tally = makeTally({ cells: 1, rows: 3, trials: 2, metrics: 2 });
  const usage = { in: 10, out: 2 };
  const add = (row: number, trial: number, completion: Completion, scores: Score[]) =>
    tally.add({ cell: 0, row, trial }, completion, scores);
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
      truncated: 2,
      shortened: 0,
      rows: 2,
      tokens: { in: 30, out: 6 },
      latencies: Float32Array.of(3, 1, 2, 4),
    },
    Float64Array.of(0.5),
    Float64Array.of(0.5, 0.25),
  ]);
});

test('cells know nothing of each other', () => {
  const tally = makeTally({ cells: 3, rows: 2, trials: 1, metrics: 1 });
  tally.add({ cell: 1, row: 1, trial: 0 }, done('', { latencyMs: 7 }), [scored(1)]);
  expect([0, 1, 2].map((cell) => [tally.counts(cell).answers, tally.rowMeans(cell, 0)])).toEqual([
    [0, Float64Array.of()],
    [1, Float64Array.of(1)],
    [0, Float64Array.of()],
  ]);
});

interface Result {
  readonly cell: number;
  readonly row: number;
  readonly trial: number;
  readonly completion: Completion;
  readonly scores: readonly Score[];
}

const shape = { cells: 2, rows: 4, trials: 3, metrics: 2 } as const;

const score = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map((eighths) => scored(eighths / 8)),
  fc.constant(unscored),
);

const completion = fc.oneof(
  { weight: 1, arbitrary: fc.constant(failed) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        finish: fc.constantFrom('stop', 'length'),
        usage: fc.record({ in: fc.nat(999), out: fc.nat(99) }),
        latencyMs: fc.nat(9999),
      })
      .map((fields) => done('', fields)),
  },
);

const results = fc.uniqueArray(
  fc.record({
    cell: fc.nat(shape.cells - 1),
    row: fc.nat(shape.rows - 1),
    trial: fc.nat(shape.trials - 1),
    completion,
    scores: fc.tuple(score, score),
  }),
  { selector: ({ cell, row, trial }) => [cell, row, trial].join(' ') },
);

function valuesOf(own: readonly Result[], row: number, metric: number): number[] {
  return own
    .filter((result) => result.row === row && result.completion.status === 'done')
    .flatMap(({ scores }) => {
      const one = scores[metric]!;
      return one.status === 'scored' ? [one.value] : [];
    });
}

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Straight from the words of DESIGN.md, with no regard to memory. */
function recompute(own: readonly Result[]) {
  const answered = own.flatMap((result) =>
    result.completion.status === 'done' ? [{ ...result, completion: result.completion }] : [],
  );
  const rows = Array.from({ length: shape.rows }, (_, row) => row);
  const means = [0, 1].map((metric) =>
    rows.map((row) => valuesOf(own, row, metric)).filter(({ length }) => length > 0),
  );
  const sum = (count: (result: (typeof answered)[number]) => number) =>
    answered.reduce((total, result) => total + count(result), 0);
  return {
    answers: answered.length,
    failed: own.length - answered.length,
    unscored: sum(({ scores }) => Number(scores.some(({ status }) => status === 'unscored'))),
    truncated: sum((result) => Number(result.completion.finish === 'length')),
    shortened: 0,
    rows: rows.filter((row) => [0, 1].some((metric) => valuesOf(own, row, metric).length > 0))
      .length,
    tokens: {
      in: sum((result) => result.completion.usage!.in),
      out: sum((result) => result.completion.usage!.out),
    },
    latencies: answered.map((result) => result.completion.latencyMs).sort((a, b) => a - b),
    means: means.map((metric) => metric.map(average)),
  };
}

test('in any order of results, the tally says what a naive recount says', () => {
  fc.assert(
    fc.property(results, (given) => {
      const tally = makeTally(shape);
      for (const { cell, row, trial, completion: one, scores } of given)
        tally.add({ cell, row, trial }, one, scores);
      for (const cell of [0, 1]) {
        const { latencies, ...counts } = tally.counts(cell);
        expect({
          ...counts,
          latencies: Array.from(latencies).sort((a, b) => a - b),
          means: [0, 1].map((metric) => [...tally.rowMeans(cell, metric)]),
        }).toEqual(recompute(given.filter((result) => result.cell === cell)));
      }
    }),
  );
});
