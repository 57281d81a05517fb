import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { compareCommand } from '../../src/command/compare.ts';
import { runCommand } from '../../src/command/run.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import type { Comparison } from '../../src/report/comparison.ts';
import { desk } from './desk.ts';

const first = '20260102-030405-colours';
const labels = 'labels: [red, green]';

function scoring(score: string, ...more: readonly string[]) {
  const own = desk();
  const run = (...set: readonly string[]) =>
    own.see((host) =>
      runCommand(host, ['task.yaml'], { set: [`score=${score}`, ...more, ...set] }),
    );
  const accept = () => own.see((host) => acceptCommand(host, undefined));
  const compare = (a: string, b: string, json = false) =>
    own.see((host) => compareCommand(host, [a, b], { json }));
  return { ...own, run, accept, compare };
}

test('scores of all answers together are accepted with what adds up, and compared approximately', async () => {
  const { run, accept, compare, read } = scoring(
    `[f1_macro: { ${labels} }, accuracy: { ${labels} }]`,
  );
  await run();
  expect((await accept()).out.split('\n')[0]).toBe(
    'accepted 20260102-030405-colours: task.baseline.jsonl, 4 rows × 1 cell × 2 metrics',
  );
  const rows = read('task.baseline.jsonl')
    .split('\n')
    .filter((line) => line.startsWith('{"row"'));
  expect(rows).toMatchInlineSnapshot(`
    [
      "{"row":"t1","scores":{"f1_macro":[1],"accuracy":[1]},"counts":{"f1_macro":[[0,0]]}}",
      "{"row":"t2","scores":{"f1_macro":[1],"accuracy":[1]},"counts":{"f1_macro":[[0,0]]}}",
      "{"row":"t3","scores":{"f1_macro":[1],"accuracy":[1]},"counts":{"f1_macro":[[1,1]]}}",
      "{"row":"t4","scores":{"f1_macro":[1],"accuracy":[1]},"counts":{"f1_macro":[[1,1]]}}",
    ]
  `);
  await run('shots.count=0');
  expect((await compare('baseline', `${first}-2`)).out.split('\n').slice(0, 11).join('\n'))
    .toMatchInlineSnapshot(`
    "colours · A task.baseline.jsonl · B 20260102-030405-colours-2

    ┌──────────┬─────────┬────────┬───────┬───────┬─────────────────────────┬────────┬───┬────────┬───────┬──────┬───────┐
    │ metric   │ cell    │        │     A │     B │                   B - A │      p │ n │ better │ worse │ same │   mde │
    │ f1_macro │ default │ ≈      │ 1.000 │ 0.000 │ -1.000 [-1.000, +0.205] │ 0.1274 │ 4 │      0 │     4 │    0 │ 0.467 │
    │ accuracy │ default │ unsure │ 1.000 │ 0.000 │ -1.000 [-1.000, -0.020] │ 0.1250 │ 4 │      0 │     4 │    0 │ 0.467 │
    └──────────┴─────────┴────────┴───────┴───────┴─────────────────────────┴────────┴───┴────────┴───────┴──────┴───────┘

    f1_macro: the interval of what so few rows may have missed, p by random swaps of answers
    accuracy: Tango's interval, p by McNemar's mid-p
    ≈: the interval of B - A holds 0. mde: the smallest difference that such rows show in 80 % of comparisons. p is corrected for 2 comparisons (Holm)."
  `);
  const figures = async (a: string, b: string) =>
    (JSON.parse((await compare(a, b, true)).out) as Comparison).comparisons;
  expect(await figures(first, `${first}-2`)).toEqual(await figures('baseline', `${first}-2`));
});

test('a gate compares them with the baseline', async () => {
  const gate = 'gate.f1_macro={ max_drop: 0.02 }';
  const { run, accept, read, list } = scoring(`[f1_macro: { ${labels} }]`, gate);
  await run();
  await accept();
  await run('shots.count=0');
  const outcome = read(`.kshot/runs/${list('.kshot/runs').at(-1)}/outcome.json`);
  const [one] = (JSON.parse(outcome) as Outcome).baseline!.comparisons;
  expect(one).toMatchObject({
    metric: 'f1_macro',
    verdict: 'inconclusive',
    compared: { n: 4, baseline: 1, mean: 0, method: 'no-spread', test: 'swap', regressed: 4 },
  });
});

test('the verdict of the majority is a score of each row, as any other', async () => {
  const { run, accept, compare, read } = scoring(
    '[exact_match: { trials: majority }]',
    'trials=3',
    'params.temperature=1',
  );
  await run();
  await accept();
  expect(read('task.baseline.jsonl').trimEnd().split('\n').at(-1)).toBe(
    '{"row":"t4","scores":{"exact_match":[1]}}',
  );
  await run('shots.count=0');
  const tested = [];
  for (const a of ['baseline', first]) {
    const { comparisons } = JSON.parse((await compare(a, `${first}-2`, true)).out) as Comparison;
    tested.push(comparisons.map(({ n, paired }) => [n, paired?.method, paired?.test]));
  }
  expect(tested).toEqual([[[4, 'tango', 'mcnemar-mid-p']], [[4, 'tango', 'mcnemar-mid-p']]]);
});

test('labels that are others are another metric', async () => {
  const { run, compare } = scoring(`[f1_macro: { ${labels} }]`);
  await run();
  await run('score=[f1_macro: { labels: [red, green, blue] }]');
  const { out } = await compare(first, `${first}-2`);
  expect(out.split('\n').slice(2, 6)).toEqual([
    'no cells and metrics are in both',
    '',
    'not compared: scored otherwise in each: 1 metric: f1_macro',
    '',
  ]);
});

test.each([
  ['exact_match', 'exact_match: { normalize: squad }'],
  ['exact_match', 'exact_match: { extract: first_line }'],
  ['exact_match', 'exact_match: { target: "{{thing}}" }'],
  ['exact_match: { as: hit }', 'includes: { as: hit }'],
])('%s and %s are two metrics', async (before, after) => {
  const { run, compare } = scoring(`[${before}]`);
  await run();
  await run(`score=[${after}]`);
  const { out } = await compare(first, `${first}-2`);
  expect(out).toContain('not compared: scored otherwise in each: 1 metric');
});
