import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { compareCommand, type CompareOptions } from '../../src/command/compare.ts';
import { runCommand, type RunOptions } from '../../src/command/run.ts';
import type { Comparison } from '../../src/report/comparison.ts';
import { desk } from './desk.ts';

const first = '20260102-030405-colours';
const second = `${first}-2`;

async function afterRuns(...all: readonly RunOptions[]) {
  const own = desk();
  for (const options of all) await own.see((host) => runCommand(host, ['task.yaml'], options));
  const compare = (a: string, b: string, options: CompareOptions = {}) =>
    own.see((host) => compareCommand(host, [a, b], options));
  const accept = (name: string) => own.see((host) => acceptCommand(host, name));
  return { ...own, compare, accept };
}

test('two runs are compared row by row, and the answers that changed are shown word by word', async () => {
  const { compare } = await afterRuns({}, { set: ['shots.count=0'] });
  expect(await compare(first, second)).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "colours · A 20260102-030405-colours · B 20260102-030405-colours-2

    ┌─────────────┬─────────┬────────┬───────┬───────┬─────────────────────────┬────────┬───┬────────┬───────┬──────┬───────┐
    │ metric      │ cell    │        │     A │     B │                   B - A │      p │ n │ better │ worse │ same │   mde │
    │ exact_match │ default │ unsure │ 1.000 │ 0.000 │ -1.000 [-1.000, -0.020] │ 0.0625 │ 4 │      0 │     4 │    0 │ 0.467 │
    └─────────────┴─────────┴────────┴───────┴───────┴─────────────────────────┴────────┴───┴────────┴───────┴──────┴───────┘

    exact_match: Tango's interval, p by McNemar's mid-p
    mde: the smallest difference that such rows show in 80 % of comparisons.
    unsure: the interval leaves out 0, but p is not below 0.05: it may be chance.

    B asks otherwise than A
      shots.count 1 -> 0
      shots: 1 gone (t2)
      the prompt of t1:
        Answer with one of: red, green.

        [-Thing: a ripe cherry-]
        [-Colour: red-]

        Thing: a ripe tomato
        Colour:

    changed most in exact_match
      t1 · default · 1.000 -> 0.000
        [-red-]{+red, green.+}
      t2 · default · 1.000 -> 0.000
        [-red-]{+red, green.+}
      t3 · default · 1.000 -> 0.000
        [-green-]{+red, green.+}
      t4 · default · 1.000 -> 0.000
        [-green-]{+red, green.+}
    ",
    }
  `);
});

test('a run is the same as itself', async () => {
  const { compare } = await afterRuns({});
  const { exit, out } = await compare(first, first);
  expect(exit).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "colours · A 20260102-030405-colours · B 20260102-030405-colours

    ┌─────────────┬─────────┬───┬───────┬───────┬────────────────────────┬────────┬───┬────────┬───────┬──────┬───────┐
    │ metric      │ cell    │   │     A │     B │                  B - A │      p │ n │ better │ worse │ same │   mde │
    │ exact_match │ default │ ≈ │ 1.000 │ 1.000 │ 0.000 [-0.490, +0.490] │ 1.0000 │ 4 │      0 │     0 │    4 │ 0.467 │
    └─────────────┴─────────┴───┴───────┴───────┴────────────────────────┴────────┴───┴────────┴───────┴──────┴───────┘

    exact_match: Tango's interval, p by McNemar's mid-p
    ≈: the interval of B - A holds 0. mde: the smallest difference that such rows show in 80 % of comparisons.
    "
  `);
});

test('a run is compared with the baseline beside its task, by name or by path', async () => {
  const { compare, accept } = await afterRuns({ set: ['shots.count=0'] }, {});
  await accept(first);
  const { out } = await compare('baseline', second);
  expect(out).toMatchInlineSnapshot(`
    "colours · A task.baseline.jsonl · B 20260102-030405-colours-2

    ┌─────────────┬─────────┬────────┬───────┬───────┬─────────────────────────┬────────┬───┬────────┬───────┬──────┬───────┐
    │ metric      │ cell    │        │     A │     B │                   B - A │      p │ n │ better │ worse │ same │   mde │
    │ exact_match │ default │ unsure │ 0.000 │ 1.000 │ +1.000 [+0.020, +1.000] │ 0.0625 │ 4 │      4 │     0 │    0 │ 0.467 │
    └─────────────┴─────────┴────────┴───────┴───────┴─────────────────────────┴────────┴───┴────────┴───────┴──────┴───────┘

    exact_match: Tango's interval, p by McNemar's mid-p
    mde: the smallest difference that such rows show in 80 % of comparisons.
    unsure: the interval leaves out 0, but p is not below 0.05: it may be chance.

    B asks otherwise than A
      shots.count 0 -> 1
      shots: 1 new (t2)
      the prompt of t1:
        Answer with one of: red, green.

        {+Thing: a ripe cherry+}
        {+Colour: red+}

        Thing: a ripe tomato
        Colour:

    changed most in exact_match
      t1 · default · 0.000 -> 1.000
      t2 · default · 0.000 -> 1.000
      t3 · default · 0.000 -> 1.000
      t4 · default · 0.000 -> 1.000
    "
  `);
  expect((await compare('task.baseline.jsonl', second)).out).toBe(out);
  expect((await compare(second, 'baseline', { json: true })).exit).toBe(0);
});

test('cells are matched by their axes, and what has no counterpart is named', async () => {
  const metrics = 'score=[exact_match, f1]';
  const { compare } = await afterRuns(
    { set: ['grid.shots.count=[0, 1]', metrics], row: ['t1', 't2', 't3'] },
    { set: ['grid.shots.count=[1, 2]', 'params.temperature=0.5', metrics] },
  );
  expect((await compare(first, second)).out).toMatchInlineSnapshot(`
    "colours · A 20260102-030405-colours · B 20260102-030405-colours-2

    ┌─────────────┬──────┬───┬───────┬───────┬────────────────────────┬────────┬───┬────────┬───────┬──────┬───────┐
    │ metric      │ cell │   │     A │     B │                  B - A │      p │ n │ better │ worse │ same │   mde │
    │ exact_match │ k=1  │ ≈ │ 1.000 │ 1.000 │ 0.000 [-0.561, +0.561] │ 1.0000 │ 3 │      0 │     0 │    3 │ 0.560 │
    │ f1          │ k=1  │ ≈ │ 1.000 │ 1.000 │ 0.000 [-0.708, +0.708] │ 1.0000 │ 3 │      0 │     0 │    3 │ 0.560 │
    └─────────────┴──────┴───┴───────┴───────┴────────────────────────┴────────┴───┴────────┴───────┴──────┴───────┘

    exact_match: Tango's interval, p by McNemar's mid-p
    f1: the interval of what so few rows may have missed, p by random signs
    ≈: the interval of B - A holds 0. mde: the smallest difference that such rows show in 80 % of comparisons. p is corrected for 2 comparisons (Holm).

    not compared: only A has 1 cell: k=0
    not compared: only B has 1 cell: k=2
    not compared: only B has 1 row: t4

    B asks otherwise than A
      temperature 0 -> 0.5
    "
  `);
});

test('--by cell puts the metrics of a cell together, --metric takes one of them', async () => {
  const set = ['grid.shots.count=[0, 1]', 'score=[exact_match, f1]'];
  const { compare } = await afterRuns({ set }, { set });
  const order = async (options: CompareOptions) => {
    const { out } = await compare(first, second, { ...options, json: true });
    const { comparisons } = JSON.parse(out) as Comparison;
    return comparisons.map(({ metric, cell }) => `${metric} ${cell}`);
  };
  expect([await order({}), await order({ by: 'cell' }), await order({ metric: 'f1' })]).toEqual([
    ['exact_match k=0', 'exact_match k=1', 'f1 k=0', 'f1 k=1'],
    ['exact_match k=0', 'f1 k=0', 'exact_match k=1', 'f1 k=1'],
    ['f1 k=0', 'f1 k=1'],
  ]);
});

test('--json is one document with every figure', async () => {
  const { compare } = await afterRuns({}, { set: ['shots.count=0'], row: ['t1'] });
  const { out } = await compare(first, second, { json: true });
  const { comparisons, ...rest } = JSON.parse(out) as Comparison;
  const none = { cells: [], rows: [], metrics: [] };
  const place = { metric: 'exact_match', cell: 'default' };
  expect(rest).toEqual({
    version: 1,
    a: { name: first, task: 'colours', unmatched: { ...none, rows: ['t2', 't3', 't4'] } },
    b: { name: second, task: 'colours', unmatched: none },
    changed: [{ ...place, row: 't1', a: 1, b: 0, answer_a: ' red', answer_b: ' red, green.' }],
    changes: [
      {
        cells: ['default'],
        settings: [{ name: 'shots.count', before: 1, after: 0 }],
        template: [],
        shots: { removed: ['t2'], added: [] },
        prompt: {
          row: 't1',
          before:
            'Answer with one of: red, green.\n\nThing: a ripe cherry\nColour: red\n\nThing: a ripe tomato\nColour:',
          after: 'Answer with one of: red, green.\n\nThing: a ripe tomato\nColour:',
        },
        diff: expect.arrayContaining(['[-Colour: red-]']) as string[],
      },
    ],
    warnings: [],
  });
  const counts = { improved: 0, regressed: 1, unchanged: 0 };
  const figures = { mean_a: 1, mean_b: 0, difference: -1, low: -1, p: 0.5, p_holm: 0.5 };
  const methods = { method: 'tango', test: 'mcnemar-mid-p', claim: '≈' };
  const [high, mde] = [expect.closeTo(0.5869, 3), expect.closeTo(0.934, 3)];
  expect(comparisons).toEqual([
    {
      ...place,
      cell_a: 'default',
      n: 1,
      paired: { ...methods, ...figures, ...counts, high, mde },
      only_scored_in_a: [],
      only_scored_in_b: [],
    },
  ]);
});

test('runs of two tasks are compared, and it is told that they are two', async () => {
  const { compare } = await afterRuns({}, { set: ['name=colors'] });
  const { out } = await compare(first, 'colors');
  expect(out.split('\n').at(-2)).toBe('A is of the task colours, B of colors');
});

test('what cannot be compared is told', async () => {
  const { compare } = await afterRuns({});
  const said = [
    await compare(first, 'yesterday'),
    await compare('baseline', first),
    await compare(first, first, { by: 'row' }),
    await compare(first, first, { metric: 'rogue' }),
  ];
  expect(said.map(({ exit, err }) => `${exit} ${err}`).join('\n')).toMatchInlineSnapshot(`
    "2 error[unknown-run]: no run is named yesterday
      = help: the newest are 20260102-030405-colours

    2 error[file-not-found]: there is no baseline task.baseline.jsonl
      = help: make it: kshot accept RUN

    2 error[bad-option]: --by takes cell or metric, not "row"

    2 error[unknown-metric]: no metric is named "rogue"
      = help: there are exact_match
    "
  `);
});
