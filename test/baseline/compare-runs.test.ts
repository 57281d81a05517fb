import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedRows } from '../../src/baseline/changed-rows.ts';
import { compareRuns } from '../../src/baseline/compare-runs.ts';
import { judgePairs } from '../../src/baseline/judged-pairs.ts';
import { matchRuns } from '../../src/baseline/match-runs.ts';
import { accuracy, runScores } from './fixture.ts';

const f1 = { ...accuracy, name: 'f1', kind: 'graded' } as const;
const rows = ['r1', 'r2', 'r3'];

test('cells are matched by their axes, whatever their place or id', () => {
  const a = runScores({ rows, cells: [{ 'shots.count': 0 }, { 'shots.count': 8 }] }, []);
  const b = runScores({ rows, cells: [{ 'shots.count': 8 }, { 'shots.count': 4 }] }, []);
  const { cells, onlyInA, onlyInB } = matchRuns(a, b);
  expect({ cells, onlyInA, onlyInB }).toEqual({
    cells: [[1, 0]],
    onlyInA: { cells: ['k=0'], rows: [], metrics: [] },
    onlyInB: { cells: ['k=4'], rows: [], metrics: [] },
  });
});

test('axes may stand in another order, and a list is what it holds', () => {
  const a = runScores({ rows, cells: [{ temperature: 0, stop: ['a', 'b'] }, {}] }, []);
  const b = runScores({ rows, cells: [{}, { stop: ['a', 'b'], temperature: 0 }] }, []);
  expect(matchRuns(a, b).cells).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('one cell on each side always matches; of several, those without a counterpart are named', () => {
  const one = runScores({ rows, cells: [{ temperature: 0 }] }, []);
  const other = runScores({ rows, cells: [{ 'shots.count': 8 }] }, []);
  const two = runScores({ rows, cells: [{ temperature: 0 }, { temperature: 1 }] }, []);
  expect([
    matchRuns(one, other).cells,
    matchRuns(one, two).cells,
    matchRuns(other, two).onlyInA.cells,
  ]).toEqual([[[0, 0]], [[0, 0]], ['default']]);
});

test('rows are matched by their keys, and those of one run alone are named', () => {
  const a = runScores({ rows: ['r1', 'r3', 'r5'], cells: [{}] }, []);
  const b = runScores({ rows: ['r2', 'r3', 'r5'], cells: [{}] }, []);
  const { rows: pairs, onlyInA, onlyInB } = matchRuns(a, b);
  expect([pairs, onlyInA.rows, onlyInB.rows]).toEqual([
    [
      [1, 1],
      [2, 2],
    ],
    ['r1'],
    ['r2'],
  ]);
});

test('metrics of one name that are scored in another way are not the same', () => {
  const a = runScores({ rows, cells: [{}], metrics: [accuracy, f1] }, []);
  const b = runScores({ rows, cells: [{}], metrics: [f1, { ...accuracy, better: 'lower' }] }, []);
  const { metrics, onlyInA, onlyInB } = matchRuns(a, b);
  expect([metrics, onlyInA.metrics, onlyInB.metrics]).toEqual([
    [[1, 0]],
    ['accuracy'],
    ['accuracy'],
  ]);
});

test('only rows that both could score are compared; the others are named', () => {
  const a = runScores({ rows, cells: [{}] }, [[[1, 0, NaN]]]);
  const b = runScores({ rows, cells: [{}] }, [[[0, NaN, 1]]]);
  const [one] = compareRuns(a, b).comparisons;
  const { rows: both, onlyScoredInA, onlyScoredInB, paired } = one!;
  const { n, meanA, meanB, regressed } = paired!;
  expect({ both, onlyScoredInA, onlyScoredInB, n, meanA, meanB, regressed }).toEqual({
    both: ['r1'],
    onlyScoredInA: ['r2'],
    onlyScoredInB: ['r3'],
    n: 1,
    meanA: 1,
    meanB: 0,
    regressed: 1,
  });
});

test('where no row was scored in both nothing is claimed', () => {
  const a = runScores({ rows, cells: [{}] }, [[[1, NaN, NaN]]]);
  const b = runScores({ rows, cells: [{}] }, [[[NaN, 1, NaN]]]);
  const { comparisons } = compareRuns(a, b);
  expect(judgePairs(comparisons)).toEqual([{ comparison: comparisons[0] }]);
});

const graded = fc.double({ min: 0, max: 1, noNaN: true }).map((x) => Number(x.toPrecision(6)));
const anyRows = fc.array(fc.tuple(fc.oneof(fc.constant(NaN), fc.nat(1)), graded), {
  minLength: 1,
  maxLength: 40,
});

test('a run compared with itself: all zeros, all ≈, and no row has changed', () => {
  fc.assert(
    fc.property(anyRows, (drawn) => {
      const keys = drawn.map((_, index) => `r${String(index).padStart(3, '0')}`);
      const scores = runScores({ rows: keys, cells: [{}], metrics: [accuracy, f1] }, [
        [drawn.map(([binary]) => binary), drawn.map(([, value]) => value)],
      ]);
      const { comparisons } = compareRuns(scores, scores);
      const judged = judgePairs(comparisons).filter(({ claim }) => claim);
      const seen = judged.map(({ claim, pHolm, comparison: { paired } }) => {
        const { difference, improved, regressed, p } = paired!;
        return { claim, pHolm, difference, improved, regressed, p };
      });
      const none = { claim: '≈', pHolm: 1, difference: 0, improved: 0, regressed: 0, p: 1 };
      expect(seen).toEqual(judged.map(() => none));
      expect(changedRows(comparisons, Infinity)).toEqual([]);
    }),
  );
});

/** So many rows in which only the first is right, then as many of the other kind, the rest alike. */
function compared(worse: number, better: number, rest: number) {
  const keys = Array.from({ length: worse + better + rest }, (_, at) => String(1000 + at));
  const of = (value: number, count: number) => Array.from({ length: count }, () => value);
  const a = [...of(1, worse), ...of(0, better), ...of(1, rest)];
  const b = [...of(0, worse), ...of(1, better), ...of(1, rest)];
  const shape = { rows: keys, cells: [{}] };
  return compareRuns(runScores(shape, [[a]]), runScores(shape, [[b]])).comparisons;
}

test('a drop and a gain are told, and among many comparisons one that is just so is unsure', () => {
  const drop = compared(20, 2, 80);
  const just = compared(9, 2, 80);
  const same = compared(3, 3, 80);
  const claims = (all: ReturnType<typeof compared>) => judgePairs(all).map(({ claim }) => claim);
  expect([
    claims(drop),
    claims(compared(2, 20, 80)),
    claims(just),
    claims([...just, ...same, ...same]),
  ]).toEqual([['worse'], ['better'], ['worse'], ['unsure', '≈', '≈']]);
});

test('the rows that changed most come first, the worse before the better', () => {
  const shape = { rows: ['r1', 'r2', 'r3', 'r4'], cells: [{}], metrics: [f1] };
  const a = runScores(shape, [[[0, 1, 0.5, 0.5]]]);
  const b = runScores(shape, [[[1, 0, 0.5, 0.75]]]);
  const { comparisons } = compareRuns(a, b);
  const place = { metric: 'f1', cell: 'default', cells: ['cell0', 'cell0'] };
  expect(changedRows(comparisons, 9)).toEqual([
    { ...place, row: 'r2', a: 1, b: 0 },
    { ...place, row: 'r1', a: 0, b: 1 },
    { ...place, row: 'r4', a: 0.5, b: 0.75 },
  ]);
  expect(changedRows(comparisons, 1)).toHaveLength(1);
});

test('rows in clusters are compared by clusters', () => {
  const shape = { rows: ['r1', 'r2', 'r3', 'r4'], cells: [{}] };
  const a = runScores(shape, [[[1, 1, 1, 0]]]);
  const b = { ...runScores(shape, [[[0, 0, 1, 1]]]), clusters: Uint32Array.of(7, 7, 7, 9) };
  const { clusters, intervalMethod, testMethod } = compareRuns(a, b).comparisons[0]!.paired!;
  expect({ clusters, intervalMethod, testMethod }).toEqual({
    clusters: 2,
    intervalMethod: 'clustered-t',
    testMethod: 'cluster-sign-flip',
  });
});
