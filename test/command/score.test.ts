import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { compareCommand } from '../../src/command/compare.ts';
import { resumeCommand } from '../../src/command/resume.ts';
import { runCommand } from '../../src/command/run.ts';
import { showCommand } from '../../src/command/show.ts';
import { scoreCommand } from '../../src/command/score.ts';
import { court, mixed } from './court.ts';
import { right, scoring } from './scoring.ts';

test('outputs are scored as those of a model, and no key is needed', async () => {
  const { score, see } = scoring('answers.csv', right);
  const { exit, out, err } = await score();
  expect([exit, err]).toEqual([0, '']);
  expect(out).toMatchInlineSnapshot(`
    "colours · 1 cell × 4 rows = 4 outputs · outputs:answers.csv · 0.0ms

    ┌──────────────────┬──────────────────────┬───┬────────┬───────────┬─────┬───────────┬─────┐
    │ cell             │          exact_match │ n │ failed │ truncated │ p50 │ tokens in │ out │
    │ answers          │ 0.750 [0.301, 0.954] │ 4 │      0 │         0 │   – │         0 │   0 │
    │ (majority label) │ 0.500 [0.150, 0.850] │   │        │           │     │           │     │
    │ (nearest copy)   │ 1.000 [0.510, 1.000] │   │        │           │     │           │     │
    └──────────────────┴──────────────────────┴───┴────────┴───────────┴─────┴───────────┴─────┘

    warning: 4 rows only: the intervals are wide, and small differences mean nothing

    saved as 20260102-030405-colours · kshot show prints it again, --failures lists wrong answers
    "
  `);
  expect(await see((host) => showCommand(host, undefined, {}))).toEqual({ exit, out, err });
});

test('the manifest says where the answers come from, and names no parameter that nobody knows', async () => {
  const { score, manifest, outcome } = scoring('answers.csv', right);
  await score();
  const { cells, options, outputs_hash: hash, task } = manifest();
  expect([options.outputs, hash?.length]).toEqual([{ file: 'answers.csv' }, 64]);
  expect([task.model, task.params, outcome().outputs]).toEqual([
    'outputs:answers.csv',
    {},
    'answers.csv',
  ]);
  expect(cells.map(({ name, axes, params }) => ({ name, axes, params }))).toMatchInlineSnapshot(`
    [
      {
        "axes": {},
        "name": "answers",
        "params": {
          "mode": "text",
          "model": "outputs:answers.csv",
          "shots.count": 0,
          "shots.order": "given",
          "shots.per": "run",
          "shots.seed": 0,
          "shots.select": "first",
          "template": "template",
        },
      },
    ]
  `);
});

test('gates decide the exit code, as of a run', async () => {
  const { score } = scoring('answers.csv', right, { set: ['gate.exact_match.min=0.9'] });
  const { exit, out } = await score();
  expect(exit).toBe(1);
  expect(out.split('\n')).toContain('✗ exact_match >= 0.9: 0.750 in answers');
});

test('the answers that a run has written are scored as they were; failures stay failures', async () => {
  const { score, outcome, see } = scoring('own.csv', '');
  await see((host) => runCommand(host, ['task.yaml'], { out: 'own.csv' }));
  const before = outcome().cells[0]!;
  await score({ column: 'answer' });
  const { metrics, tokens, answers } = outcome().cells[0]!;
  expect({ metrics, tokens, answers }).toEqual({
    metrics: before.metrics,
    tokens: before.tokens,
    answers: before.answers,
  });
  const broken = scoring('own.csv', 'id,output,status,why\nt1,,failed,HTTP 500\nt2,,done,\n');
  await broken.score({ row: ['t1', 't2'] });
  expect(broken.outcome().cells[0]).toMatchObject({ answers: 1, failed: 1 });
});

test('a gate on cells that the outputs do not have is refused', async () => {
  const set = ['gate.exact_match={ min: 0.5, cells: { temperature: 0.7 } }'];
  const { score } = scoring('answers.csv', right, { set });
  expect((await score()).err).toMatchInlineSnapshot(`
    "error[ambiguous-gate]: the gate on exact_match names no cell of the grid
      --> --set:1:6
      |
    1 | gate.exact_match={ min: 0.5, cells: { temperature: 0.7 } }
      |      ^^^^^^^^^^^
      = help: the cells are answers
    "
  `);
});

test('scored outputs are accepted and compared, too', async () => {
  const { score, see } = scoring('answers.csv', right);
  await score();
  const accepted = await see((host) => acceptCommand(host, undefined));
  expect(accepted.out.split('\n')[0]).toBe(
    'accepted 20260102-030405-colours: task.baseline.jsonl, 4 rows × 1 cell × 1 metric',
  );
  await see((host) => runCommand(host, ['task.yaml'], {}));
  const compared = await see((host) => compareCommand(host, ['baseline', 'colours-2'], {}));
  expect(compared.out).toMatchInlineSnapshot(`
    "colours · A task.baseline.jsonl · B 20260102-030405-colours-2

    ┌─────────────┬────────────────────┬───┬───────┬───────┬─────────────────────────┬────────┬───┬────────┬───────┬──────┬───────┐
    │ metric      │ cell               │   │     A │     B │                   B - A │      p │ n │ better │ worse │ same │   mde │
    │ exact_match │ answers -> default │ ≈ │ 0.750 │ 1.000 │ +0.250 [-0.362, +0.699] │ 0.5000 │ 4 │      1 │     0 │    3 │ 0.700 │
    └─────────────┴────────────────────┴───┴───────┴───────┴─────────────────────────┴────────┴───┴────────┴───────┴──────┴───────┘

    exact_match: Tango's interval, p by McNemar's mid-p
    ≈: the interval of B - A holds 0. mde: the smallest difference that such rows show in 80 % of comparisons.

    B asks otherwise than A
      model outputs:answers.csv -> embedded

    changed most in exact_match
      t4 · default · 0.000 -> 1.000
    "
  `);
});

test('to go on with it asks nobody either, and takes no other file', async () => {
  const { score, see, folder } = scoring('answers.csv', right);
  const { out } = await score();
  const again = await see((host) => resumeCommand(host, undefined, {}));
  expect([again.exit, again.out]).toEqual([0, out]);
  writeFileSync(join(folder, 'answers.csv'), right.replace('t4,red', 't4,green'));
  const other = await see((host) => resumeCommand(host, undefined, {}));
  expect(other.err).toMatchInlineSnapshot(`
    "error[run-changed]: answers.csv has changed since the run 20260102-030405-colours
      = help: put it back, or start anew: kshot score task.yaml --outputs answers.csv
    "
  `);
});

test('reports are those of a run', async () => {
  const { score } = scoring('answers.csv', right);
  const { out } = await score({ report: ['junit'] });
  expect(out).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="kshot" tests="4" failures="0" errors="0" time="0.000">
      <testsuite name="colours · answers" tests="4" failures="0" errors="0" skipped="0" timestamp="2026-01-02T03:04:05">
        <properties>
          <property name="model" value="outputs:answers.csv"/>
          <property name="mode" value="text"/>
          <property name="template" value="template"/>
          <property name="shots.count" value="0"/>
          <property name="shots.select" value="first"/>
          <property name="shots.order" value="given"/>
          <property name="shots.seed" value="0"/>
          <property name="shots.per" value="run"/>
          <property name="n" value="4"/>
          <property name="exact_match" value="0.75"/>
          <property name="exact_match.low" value="0.300641842582402"/>
          <property name="exact_match.high" value="0.9544127391902995"/>
        </properties>
        <testcase classname="colours · answers" name="t1" time="0.000">
          <system-out>exact_match 1</system-out>
        </testcase>
        <testcase classname="colours · answers" name="t2" time="0.000">
          <system-out>exact_match 1</system-out>
        </testcase>
        <testcase classname="colours · answers" name="t3" time="0.000">
          <system-out>exact_match 1</system-out>
        </testcase>
        <testcase classname="colours · answers" name="t4" time="0.000">
          <system-out>exact_match 0</system-out>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test('a judge among the scorers is asked, and its cost is limited', async () => {
  const { see, calls, folder } = await court(mixed);
  writeFileSync(join(folder, 'answers.csv'), right);
  const score = (maxCost: string) =>
    see((host) =>
      scoreCommand(host, 'task.yaml', { outputs: 'answers.csv', maxCost, cache: false }),
    );
  const { exit, out } = await score('1');
  expect([exit, calls.length]).toEqual([0, 4]);
  expect(out.split('\n').filter((line) => /answers|referee/.test(line))).toMatchInlineSnapshot(`
    [
      "judged · 1 cell × 4 rows = 4 outputs · outputs:answers.csv · 0.0ms",
      "│ answers          │ 0.667 [0.208, 0.939] │ 3 │      0 │        1 │         0 │   – │         0 │   0 │",
      "scorers asked referee:strict: 4 answers, 400 tokens in, 8 out, cost 0.0042",
      "saved as 20260102-030405-judged · kshot show prints it again, --failures says why answers failed",
    ]
  `);
  expect((await score('0.001')).exit).toBe(130);
});
