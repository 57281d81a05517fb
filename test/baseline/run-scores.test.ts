import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoresOfRun, scoresOfTally } from '../../src/baseline/run-scores.ts';
import { describeCell, type Manifest } from '../../src/schedule/manifest.ts';
import type { Pair } from '../../src/schedule/read-journal.ts';
import { makeTally } from '../../src/stats/tally.ts';
import type { MetricInfo } from '../../src/task/metric-info.ts';
import { cellsOf, done } from '../schedule/fixture.ts';

const f1: MetricInfo = { name: 'f1', kind: 'graded', better: 'higher', range: [0, 1] };
const cells = cellsOf({ axes: { temperature: 0 } }, { axes: { temperature: 1 } });

interface Answer {
  readonly cell: number;
  readonly row: string;
  readonly trial: number;
  /** Without one it could not be scored. */
  readonly score?: number | undefined;
}

function pairOf({ cell, row, trial, score }: Answer): Pair {
  const place = { cell: `cell${cell}`, row, trial };
  const scores = { f1: score ?? { unscored: 'empty' } };
  return {
    answer: { kind: 'answer', ...place, status: 'done', text: '', shots: [] },
    score: { kind: 'score', ...place, scores, expected: [] },
  };
}

async function* all(pairs: readonly Pair[]): AsyncGenerator<Pair> {
  yield* pairs;
  await Promise.resolve();
}

function ofJournal(rows: number, trials: number, answers: readonly Answer[]) {
  const described = cells.map((cell) => ({ ...describeCell(cell), server_default: [] }));
  const parts = { task: { name: 'reviews' }, cells: described, metrics: [f1], rows, trials };
  return scoresOfRun(parts as unknown as Manifest, all(answers.map(pairOf)));
}

function ofTally(keys: readonly string[], trials: number, answers: readonly Answer[]) {
  const shape = { cells: cells.length, rows: keys.length, trials, kinds: ['graded'] } as const;
  const tally = makeTally(shape);
  for (const { cell, row, trial, score } of answers)
    tally.add(
      { cell, row: keys.indexOf(row), trial },
      {
        completion: done(''),
        scores: [
          score === undefined
            ? { status: 'unscored', why: 'empty' }
            : { status: 'scored', value: score },
        ],
      },
    );
  return scoresOfTally({ task: 'reviews', cells, metrics: [f1], tally, keys });
}

test('trials are averaged for each row, and rows are sorted by their keys', async () => {
  const scores = await ofJournal(3, 2, [
    { cell: 0, row: 'r10', trial: 0, score: 1 },
    { cell: 0, row: 'r2', trial: 1, score: 0.5 },
    { cell: 0, row: 'r10', trial: 1, score: 0 },
    { cell: 1, row: 'B', trial: 0, score: 1 / 3 },
    { cell: 1, row: 'r2', trial: 0 },
  ]);
  expect(scores).toEqual({
    task: 'reviews',
    metrics: [f1],
    cells: cells.map(describeCell),
    rows: ['B', 'r10', 'r2'],
    means: [[Float64Array.of(NaN, 0.5, 0.5)], [Float64Array.of(0.333333, NaN, NaN)]],
  });
});

test('of a place that was answered twice the last answer counts', async () => {
  const { means } = await ofJournal(1, 1, [
    { cell: 0, row: 'r1', trial: 0, score: 0 },
    { cell: 0, row: 'r1', trial: 0, score: 1 },
  ]);
  expect(means[0]).toEqual([Float64Array.of(1)]);
});

test('what the data cannot hold is passed over: other cells, rows beyond the last, trials beyond the last', async () => {
  const { rows, means } = await ofJournal(1, 1, [
    { cell: 0, row: 'r1', trial: 0, score: 1 },
    { cell: 7, row: 'r1', trial: 0, score: 0 },
    { cell: 0, row: 'r2', trial: 0, score: 0 },
    { cell: 0, row: 'r1', trial: 1, score: 0 },
  ]);
  expect([rows, means]).toEqual([['r1'], [[Float64Array.of(1)], [Float64Array.of(NaN)]]]);
});

const keys = ['r1', 'r2', 'r10', 'é', 'Z'];
const score = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
const answersOf = fc
  .array(fc.tuple(fc.nat(1), fc.constantFrom(...keys), fc.nat(2), score))
  .map((drawn) => drawn.map(([cell, row, trial, value]) => ({ cell, row, trial, score: value })))
  .map((drawn) => [
    ...new Map(drawn.map((one) => [`${one.cell} ${one.row} ${one.trial}`, one])).values(),
  ]);

test('the journal tells the same as the tally, in whatever order answers came', async () => {
  await fc.assert(
    fc.asyncProperty(answersOf, async (answers) => {
      const every = keys.map((row) => ({ cell: 0, row, trial: 3 }));
      const asked = [...answers, ...every];
      const journal = await ofJournal(keys.length, 4, asked);
      expect(journal).toEqual(ofTally(keys, 4, asked.toReversed()));
    }),
  );
});

test('clusters follow their rows', () => {
  const shape = { cells: 2, rows: 3, trials: 1, kinds: ['graded'] } as const;
  const tally = makeTally({ ...shape, clusters: Uint32Array.of(5, 6, 5) });
  const parts = { task: 'reviews', cells, metrics: [f1], tally, keys: ['c', 'a', 'b'] };
  const { rows, clusters } = scoresOfTally(parts);
  expect([rows, clusters]).toEqual([
    ['a', 'b', 'c'],
    [6, 5, 5],
  ]);
});
