import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { compareCommand } from '../../src/command/compare.ts';
import { runCommand } from '../../src/command/run.ts';
import type { Comparison } from '../../src/report/comparison.ts';
import { desk } from './desk.ts';

function weighing(score: string) {
  const own = desk();
  const run = (...set: readonly string[]) =>
    own.see((host) => runCommand(host, ['task.yaml'], { set: [`score=${score}`, ...set] }));
  return { ...own, run };
}

test('weights come to a metric that is shown, gated, accepted and compared as any other', async () => {
  const { run, see, read } = weighing(
    '[exact_match: { weight: 3 }, length: { max: 1, unit: words, weight: 1 }, f1]',
  );
  const { exit, out } = await run('gate.weighted={ min: 0.9 }', 'shots.count=0');
  expect(exit).toBe(1);
  expect(out.split('\n').slice(2, 10).join('\n')).toMatchInlineSnapshot(`
    "┌──────────────────┬──────────────────────┬──────────────────────┬──────────────────────┬──────────────────────┬───┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │          exact_match │               length │                   f1 │             weighted │ n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default          │ 0.000 [0.000, 0.490] │ 0.000 [0.000, 0.490] │ 0.667 [0.667, 0.667] │ 0.000 [0.000, 0.000] │ 4 │      0 │         4 │ 0.0ms │        72 │  16 │
    │ (majority label) │ 0.500 [0.150, 0.850] │ 1.000 [0.510, 1.000] │ 0.500 [0.000, 1.000] │ 0.625 [0.000, 1.000] │   │        │           │       │           │     │
    │ (nearest copy)   │ 1.000 [0.510, 1.000] │ 1.000 [0.510, 1.000] │ 1.000 [1.000, 1.000] │ 1.000 [1.000, 1.000] │   │        │           │       │           │     │
    └──────────────────┴──────────────────────┴──────────────────────┴──────────────────────┴──────────────────────┴───┴────────┴───────────┴───────┴───────────┴─────┘

    ✗ weighted >= 0.9: 0.000 in default"
  `);
  await see((host) => acceptCommand(host, undefined));
  expect(read('task.baseline.jsonl').trimEnd().split('\n').at(-1)).toMatchInlineSnapshot(
    `"{"row":"t4","scores":{"exact_match":[0],"length":[0],"f1":[0.666667],"weighted":[0]}}"`,
  );
  const after = await run('gate.weighted={ max_drop: 0.02, min: 0.9 }');
  expect(after.out.split('\n').filter((line) => line.includes('weighted >= 0.9'))).toEqual([
    '✓ weighted >= 0.9: 1.000 in default',
  ]);
  const { out: json } = await see((host) =>
    compareCommand(host, ['baseline', 'colours'], { json: true, metric: 'weighted' }),
  );
  const { comparisons } = JSON.parse(json) as Comparison;
  expect(comparisons.map(({ metric, n, paired }) => [metric, n, paired?.improved])).toEqual([
    ['weighted', 4, 4],
  ]);
});

test('weights that cannot be are refused with the reason, before anything is sent', async () => {
  const { run } = weighing(
    '[latency: { weight: 1 }, f1_macro: { labels: [red, green], weight: 2 }, exact_match: { trials: majority, weight: 1 }, f1: { weight: 0 }]',
  );
  const { exit, err } = await run();
  expect(exit).toBe(2);
  expect(err).toMatchInlineSnapshot(`
    "error[bad-weight]: latency cannot have a weight: nothing bounds it above, so that it has no place between 0 and 1
      --> --set:1:27
      |
    1 | score=[latency: { weight: 1 }, f1_macro: { labels: [red, green], weight: 2 }, exact_match: { trials: majority, weight: 1
      |                           ^
      = help: gate it by itself

    error[bad-weight]: f1_macro cannot have a weight: it scores all answers together, and the mean is of each answer
      --> --set:1:74
      |
    1 | score=[latency: { weight: 1 }, f1_macro: { labels: [red, green], weight: 2 }, exact_match: { trials: majority, weight: 1
      |                                                                          ^
      = help: take it out

    error[bad-weight]: exact_match cannot have a weight: its trials come to a score of the row, and the mean is of each answer
      --> --set:1:120
      |
    1 | xact_match: { trials: majority, weight: 1 }, f1: { weight: 0 }]
      |                                         ^
      = help: take out its weight or its trials

    error[out-of-range]: score.3.f1.weight is 0, but must be above 0
      --> --set:1:139
      |
    1 | s: majority, weight: 1 }, f1: { weight: 0 }]
      |                                         ^
    "
  `);
});

test('pipelines are several scores, the name is taken, and without weights there is no such metric', async () => {
  const errors = [];
  for (const [score, ...set] of [
    ['[exact_match: { weight: 1, extract: { strict: { regex: "^(.*)$" }, loose: first_line } }]'],
    ['[choice: { labels: [red, green], by: [acc, acc_norm], weight: 1 }]'],
    ['[f1: { as: weighted }]'],
    ['[f1]', 'gate.weighted={ min: 0.5 }'],
  ] as const)
    errors.push((await weighing(score).run(...set)).err);
  expect(errors.map((text) => text.split('\n')[0])).toEqual([
    'error[bad-weight]: exact_match cannot have a weight: it is several scores, one for each extract',
    'error[bad-weight]: choice cannot have a weight: it is several scores, one for each way to choose',
    'error[reserved-name]: a scorer cannot be named weighted',
    'error[unknown-metric]: no metric is named "weighted"',
  ]);
});
