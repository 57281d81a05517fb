import { expect, test } from 'vitest';
import { judgePart, judgeRun, type GateResult } from '../../src/baseline/verdict.ts';
import type { Gate } from '../../src/task/gate-schema.ts';
import { accuracy, resultsOf } from './fixture.ts';

type Results = ReturnType<typeof resultsOf>;

const parts = { gates: [], metrics: [accuracy], halted: undefined };

function judge(gate: Gate, results: Results, better: 'higher' | 'lower' = 'higher') {
  return judgeRun({ ...parts, gates: [gate], cells: results, metrics: [{ ...accuracy, better }] })
    .gates;
}

function passed(gate: Omit<Gate, 'metric'>, mean: number): boolean[] {
  return judge({ metric: 'accuracy', ...gate }, resultsOf({ mean })).map((each) => each.passed);
}

function sayings(results: readonly GateResult[]): string[] {
  return results.map(
    ({ cell, rule, value, passed: holds }) =>
      `${cell} ${rule} ${value} ${holds ? 'holds' : 'broken'}`,
  );
}

test('without gates there is nothing to judge', () => {
  expect(judgeRun({ ...parts, cells: resultsOf({ mean: 0 }) })).toEqual({
    gates: [],
    exit: 0,
  });
});

test('a gate is told with its limit, its value and its cell', () => {
  const gate = { metric: 'accuracy', min: 0.7 };
  expect(judgeRun({ ...parts, gates: [gate], cells: resultsOf({ mean: 0.75 }) })).toEqual({
    gates: [
      {
        metric: 'accuracy',
        cell: 'default',
        rule: 'min',
        limit: 0.7,
        value: 0.75,
        passed: true,
      },
    ],
    exit: 0,
  });
});

test('the limits themselves hold', () => {
  const cases = [
    passed({ min: 0.7 }, 0.7),
    passed({ min: 0.7 }, 0.699),
    passed({ max: 0.7 }, 0.7),
    passed({ max: 0.7 }, 0.701),
    passed({ min: 0.5, max: 0.7 }, 0.6),
    passed({ min: 0.5, max: 0.7 }, 0.4),
    passed({ min: 0 }, 0),
  ];
  expect(cases).toEqual([[true], [false], [true], [false], [true, true], [false, true], [true]]);
});

test('the rounding of a sum breaks no gate', () => {
  const mean = (0.6 + 0.7 + 0.8) / 3;
  expect([mean, ...passed({ min: 0.7 }, mean)]).toEqual([0.6999999999999998, true]);
  expect(passed({ max: 0.3 }, 0.1 + 0.2)).toEqual([true]);
});

test('a gate on cells that scored nothing does not hold', () => {
  const results = resultsOf({}, { mean: 0.9 });
  const every = judge({ metric: 'accuracy', min: 0, max: 1, cells: 'every' }, results);
  expect(sayings(every)).toEqual([
    'k=0 min undefined broken',
    'k=0 max undefined broken',
    'k=1 min 0.9 holds',
    'k=1 max 0.9 holds',
  ]);
});

test('the best cell alone is judged, and marked as chosen by the same rows', () => {
  const results = resultsOf({ mean: 0.2 }, { mean: 0.8 }, {}, { mean: 0.8 }, { mean: 0.5 });
  const gate = { metric: 'accuracy', cells: 'best' } as const;
  expect(judge({ ...gate, min: 0.7 }, results)).toEqual([
    {
      metric: 'accuracy',
      cell: 'k=1',
      rule: 'min',
      limit: 0.7,
      value: 0.8,
      passed: true,
      optimistic: true,
    },
  ]);
  expect(sayings(judge({ ...gate, max: 0.3 }, results, 'lower'))).toEqual(['k=0 max 0.2 holds']);
  expect(sayings(judge({ ...gate, min: 0 }, resultsOf({}, {})))).toEqual([
    'k=0 min undefined broken',
  ]);
});

test('cells can be named by the values of axes, also of those that the grid does not vary', () => {
  const results = resultsOf({ mean: 0.2 }, { mean: 0.8 });
  const byCount = { metric: 'accuracy', min: 0.7, cells: { 'shots.count': 1 } };
  const byParam = { metric: 'accuracy', min: 0.7, cells: { temperature: 0 } };
  expect(sayings(judge(byCount, results))).toEqual(['k=1 min 0.8 holds']);
  expect(sayings(judge(byParam, results))).toEqual(['k=0 min 0.2 broken', 'k=1 min 0.8 holds']);
});

test('a gate whose cells --cell has left out does not hold', () => {
  const gate = { metric: 'accuracy', min: 0.7, cells: { 'shots.count': 8, temperature: 0 } };
  expect(judgeRun({ ...parts, gates: [gate], cells: resultsOf({ mean: 0.9 }) })).toEqual({
    gates: [{ metric: 'accuracy', cell: 'k=8 t=0', rule: 'min', limit: 0.7, passed: false }],
    exit: 1,
  });
});

test('error_rate and truncated_rate are of every cell', () => {
  const results = resultsOf(
    { mean: 0.5, answers: 95, failed: 5, truncated: 19 },
    { mean: 0.5 },
    { answers: 0, failed: 100 },
  );
  expect(sayings(judge({ metric: 'error_rate', max: 0.05 }, results))).toEqual([
    'k=0 max 0.05 holds',
    'k=1 max 0 holds',
    'k=2 max 1 broken',
  ]);
  expect(sayings(judge({ metric: 'truncated_rate', max: 0.1 }, results))).toEqual([
    'k=0 max 0.2 broken',
    'k=1 max 0 holds',
    'k=2 max undefined broken',
  ]);
});

test('a rate of nothing answered is none, and holds no gate', () => {
  const nothing = resultsOf({ answers: 0 });
  expect(sayings(judge({ metric: 'error_rate', max: 1 }, nothing))).toEqual([
    'default max undefined broken',
  ]);
});

test('the best cell for a rate is the one with the lowest', () => {
  const results = resultsOf({ failed: 20 }, { failed: 0 }, { failed: 10 });
  const gate = { metric: 'error_rate', max: 0.1, cells: 'best' } as const;
  expect(sayings(judge(gate, results))).toEqual(['k=1 max 0 holds']);
});

test('max_drop without a baseline is not judged', () => {
  expect(judge({ metric: 'accuracy', max_drop: 0.01 }, resultsOf({ mean: 0 }))).toEqual([]);
});

test.each([
  ['that was answered', 0, resultsOf({ mean: 0.5 })],
  ['that had nothing to ask', 0, resultsOf({ answers: 0 }, { answers: 0 })],
  ['of which nothing could be scored', 3, resultsOf({ answers: 100 })],
  ['that failed', 3, resultsOf({ answers: 0, failed: 100 })],
  ['of which too much failed', 3, resultsOf({ mean: 0.5, answers: 90, failed: 10 })],
])('a part of a run judges no gates: one %s ends with %d', (_, exit, results) => {
  const gate = { metric: 'accuracy', min: 1 };
  expect(judgePart([gate], results, undefined)).toEqual({ gates: [], exit });
});

test('what a gate on error_rate allows in the whole, no part refuses', () => {
  const gate = { metric: 'error_rate', max: 0.2 };
  const results = resultsOf({ mean: 0.5, answers: 70, failed: 30 });
  expect(judgePart([gate], results, undefined)).toEqual({ gates: [], exit: 0 });
});

test('a part that was interrupted before it had anything is interrupted', () => {
  const results = resultsOf({ answers: 0 });
  expect(judgePart([], results, { kind: 'interrupted' })).toEqual({ gates: [], exit: 130 });
});

test('a gate on the latency of answers that the cache gave is skipped', () => {
  const timed = { ...accuracy, better: 'lower', timed: true } as const;
  const [cell] = resultsOf({});
  const judged = (cached: number) => {
    const results = [{ ...cell!, summary: { ...cell!.summary, cached } }];
    const gates = [{ metric: 'accuracy', max: 1 }];
    return judgeRun({ gates, cells: results, metrics: [timed], halted: undefined }).gates;
  };
  const expected = { metric: 'accuracy', cell: 'default', rule: 'max', limit: 1 };
  expect(judged(100)).toEqual([{ ...expected, passed: true, skipped: true }]);
  expect(judged(99)).toEqual([{ ...expected, passed: false }]);
});

test('what a race has dropped is not the best of anything', () => {
  const [lucky, winner] = resultsOf({ mean: 0.9 }, { mean: 0.7 });
  const gate: Gate = { metric: 'accuracy', min: 0.8, cells: 'best' };
  const name = winner!.cell.name;
  expect(sayings(judge(gate, [{ ...lucky!, dropped: true }, winner!]))).toEqual([
    `${name} min 0.7 broken`,
  ]);
});
