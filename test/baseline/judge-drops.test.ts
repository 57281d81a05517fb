import { expect, test } from 'vitest';
import { judgeDrops, type Drops } from '../../src/baseline/judge-drops.ts';
import type { RunScores } from '../../src/baseline/run-scores.ts';
import type { Gate } from '../../src/task/gate-schema.ts';
import { judgeRun } from '../../src/baseline/verdict.ts';
import { accuracy, resultsOf, runScores } from './fixture.ts';

const count = 200;
const keys = Array.from({ length: count }, (_, row) => String(1000 + row));

/** So many of the rows right, those from a place on. */
function right(share: number, from = 0): number[] {
  return keys.map((_, row) => Number((row + count - from) % count < share * count));
}

function scores(...cells: readonly (readonly number[])[]): RunScores {
  const axes = cells.map((_, index) => ({ 'shots.count': index }));
  const means = cells.map((cell) => [cell]);
  return runScores({ rows: keys, cells: axes }, means);
}

function judge(accepted: RunScores, now: RunScores, gate: Partial<Gate> = {}, tasks = 1): Drops {
  const means = now.means.map(([ofRows]) => {
    const scored = ofRows!.filter((score) => !Number.isNaN(score));
    return scored.length === 0
      ? {}
      : { mean: scored.reduce((sum, each) => sum + each, 0) / scored.length };
  });
  const gates = [{ metric: 'accuracy', max_drop: 0.01, cells: 'every' as const, ...gate }];
  const cells = resultsOf(...means);
  return judgeDrops({ gates, cells, metrics: [accuracy], accepted, now, tasks });
}

function said({ results }: Drops): string[] {
  return results.map(({ cell, verdict, why }) => `${cell} ${verdict}${why ? `: ${why}` : ''}`);
}

test('a real drop is a regression, and told with all that it rests on', () => {
  const { verdict, results } = judge(scores(right(0.9)), scores(right(0.8)));
  expect({ verdict, results }).toEqual({
    verdict: 'regression',
    results: [
      {
        metric: 'accuracy',
        cell: 'default',
        verdict: 'regression',
        max_drop: 0.01,
        compared: {
          n: 200,
          baseline: 0.9,
          mean: 0.8,
          difference: expect.closeTo(-0.1, 9),
          low: expect.closeTo(-0.1494, 4),
          high: expect.closeTo(-0.0657, 4),
          drop: expect.closeTo(0.1, 9),
          p: expect.closeTo(2 ** -21, 9),
          non_inferiority: 0.05,
          method: 'tango',
          test: 'mcnemar-mid-p',
          improved: 0,
          regressed: 20,
          unchanged: 180,
          mde: expect.closeTo(0.0596, 4),
          rows_needed: 284,
        },
      },
    ],
  });
});

test('the same scores are ok, higher ones improved, and a few worse rows inconclusive', () => {
  const before = scores(right(0.8));
  expect([
    judge(before, before).verdict,
    judge(before, scores(right(0.9))).verdict,
    judge(before, scores(right(0.8, 20))).verdict,
  ]).toEqual(['ok', 'improved', 'inconclusive']);
});

test('a drop within max_drop is none, and what a gate allows need not be shown not to be', () => {
  const drop = judge(scores(right(0.9)), scores(right(0.8)), { max_drop: 0.2 });
  expect(said(drop)).toEqual(['default ok']);
  expect(drop.results[0]?.compared?.non_inferiority).toBe(0.2);
});

test('among many gated cells a drop must be surer', () => {
  const [same, worse] = [right(0.9), right(0.875)];
  const one = judge(scores(same), scores(worse));
  const many = judge(scores(same, same, same, same), scores(worse, same, same, same));
  expect([said(one), said(many)]).toEqual([
    ['default regression'],
    ['k=0 inconclusive', 'k=1 ok', 'k=2 ok', 'k=3 ok'],
  ]);
  expect(many.results[0]?.compared?.p).toBe(4 * one.results[0]!.compared!.p);
});

test('among several tasks a drop must be surer, too', () => {
  const [before, now] = [scores(right(0.9)), scores(right(0.875))];
  const [one, four] = [judge(before, now), judge(before, now, {}, 4)];
  expect([one.verdict, four.verdict]).toEqual(['regression', 'inconclusive']);
  expect(four.results[0]?.compared?.p).toBe(4 * one.results[0]!.compared!.p);
});

test('of a cell that the baseline does not have nothing can be said', () => {
  const drops = judge(scores(right(1), right(1)), scores(right(1), right(1), right(1)));
  expect(said(drops)).toEqual([
    'k=0 ok',
    'k=1 ok',
    'k=2 inconclusive: the baseline does not have the cell and metric',
  ]);
  expect([drops.verdict, drops.matched.onlyInB.cells]).toEqual(['inconclusive', ['k=2']]);
});

test('a cell in which nothing could be scored does not pass', () => {
  const nothing = keys.map(() => NaN);
  const drops = judge(scores(right(0.5)), scores(nothing));
  expect([drops.verdict, ...said(drops)]).toEqual([
    'regression',
    'default regression: nothing was scored',
  ]);
});

test('where the two were scored on other rows nothing can be said', () => {
  const firstHalf = keys.map((_, row) => (row < 100 ? 1 : NaN));
  const otherHalf = keys.map((_, row) => (row < 100 ? NaN : 1));
  const drops = judge(scores(firstHalf), scores(otherHalf));
  expect([said(drops), drops.lost.length]).toEqual([
    ['default inconclusive: no row was scored in both'],
    100,
  ]);
});

test('only the cells that a gate means are compared', () => {
  const before = scores(right(0.9), right(0.9));
  const now = scores(right(0.5), right(0.9));
  expect(said(judge(before, now, { cells: { 'shots.count': 1 } }))).toEqual(['k=1 ok']);
  expect(judge(before, now, { cells: 'best' }).results).toMatchObject([
    { cell: 'k=1', verdict: 'ok', optimistic: true },
  ]);
  expect(said(judge(before, now, { cells: { 'shots.count': 7 } }))).toEqual([
    'k=7 inconclusive: this run does not have the cell',
  ]);
});

test('a regression breaks its gate, what is inconclusive only under --strict', () => {
  const gates = [{ metric: 'accuracy', max_drop: 0.01 }];
  const before = scores(right(0.8));
  const exits = (drops: Drops | undefined) =>
    [false, true].map((strict) => {
      const run = { gates, cells: resultsOf({ mean: 0.5 }), metrics: [accuracy] };
      return judgeRun({ ...run, halted: undefined, drops, strict }).exit;
    });
  expect({
    regression: exits(judge(before, scores(right(0.6)))),
    inconclusive: exits(judge(before, scores(right(0.8, 20)))),
    ok: exits(judge(before, before)),
    improved: exits(judge(before, scores(right(0.9)))),
    without: exits(undefined),
  }).toEqual({
    regression: [1, 1],
    inconclusive: [0, 3],
    ok: [0, 0],
    improved: [0, 0],
    without: [0, 3],
  });
});

test('what was lost stands among the gates', () => {
  const gates = [{ metric: 'accuracy', max_drop: 0.01 }];
  const drops = judge(scores(right(0.75)), scores(right(0.5)));
  const run = { gates, cells: resultsOf({ mean: 0.5 }), metrics: [accuracy], halted: undefined };
  expect(judgeRun({ ...run, drops }).gates).toEqual([
    {
      metric: 'accuracy',
      cell: 'default',
      rule: 'max_drop',
      limit: 0.01,
      value: 0.25,
      passed: false,
    },
  ]);
});
