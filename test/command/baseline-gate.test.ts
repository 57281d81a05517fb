import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { mergeCommand } from '../../src/command/merge.ts';
import { resumeCommand } from '../../src/command/resume.ts';
import { runCommand, type RunOptions } from '../../src/command/run.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { desk } from './desk.ts';

const gate = 'gate.exact_match.max_drop=0.02';

/** A desk with the evals that are shipped. */
function shipped() {
  const own = desk();
  for (const folder of ['evals', 'templates', 'datasets'])
    cpSync(folder, join(own.folder, folder), { recursive: true });
  const run = (task: string, set: readonly string[] = [], options: RunOptions = {}) =>
    own.see((host) => runCommand(host, [`evals/${task}.yaml`], { ...options, set }));
  const accept = () => own.see((host) => acceptCommand(host, undefined));
  return { ...own, run, accept };
}

/** What is said of the gates and the baseline, without the table. */
function gateLines(out: string): string {
  const lines = out.split('\n');
  const from = lines.findIndex((line) => /^[✓✗?] /.test(line));
  return lines.slice(from, lines.indexOf('', from)).join('\n');
}

test('an equal prompt stays green', async () => {
  const { run, accept } = shipped();
  await run('review-category');
  await accept();
  const { exit, out } = await run('review-category', [gate]);
  expect(exit).toBe(0);
  expect(gateLines(out)).toMatchInlineSnapshot(`
    "✓ exact_match >= 0.3: 0.401 in default
    ✓ exact_match max_drop 0.02: ok in default: 0.401 -> 0.401
      0.000 [-0.015, +0.015], p 0.5000 one-sided, 252 rows; a drop of 0.011 could have been seen
      compared with 20260102-030405-review-category: evals/review-category.baseline.jsonl"
  `);
});

test('a prompt that is another one, but no worse, does not turn red', async () => {
  const { run, accept } = shipped();
  await run('review-category');
  await accept();
  const { exit } = await run('review-category', [
    gate,
    'template.instruction="Name the department of the shop."',
  ]);
  expect(exit).toBe(0);
});

test('a prompt that has lost the review turns red', async () => {
  const { run, accept } = shipped();
  await run('review-category');
  await accept();
  const { exit, out } = await run('review-category', [
    gate,
    'template.input="Review: {{id}}\\nDepartment:"',
    'gate.exact_match.min=0',
  ]);
  expect(exit).toBe(1);
  expect(gateLines(out)).toMatchInlineSnapshot(`
    "✓ exact_match >= 0: 0.167 in default
    ✗ exact_match max_drop 0.02: regression in default: 0.401 -> 0.167
      -0.234 [-0.313, -0.153], p <0.0001 one-sided, 252 rows; a drop of 0.114 could have been seen
      compared with 20260102-030405-review-category: evals/review-category.baseline.jsonl"
  `);
});

test('a prompt with fewer and random shots is worse, and turns red', async () => {
  const { run, accept } = shipped();
  await run('review-category');
  await accept();
  const worse = ['shots.select=random', 'shots.count=4', 'gate.exact_match.min=0'];
  const { exit, out } = await run('review-category', [gate, ...worse]);
  expect(exit).toBe(1);
  expect(gateLines(out)).toMatchInlineSnapshot(`
    "✓ exact_match >= 0: 0.171 in default
    ✗ exact_match max_drop 0.02: regression in default: 0.401 -> 0.171
      -0.230 [-0.308, -0.150], p <0.0001 one-sided, 252 rows; a drop of 0.113 could have been seen
      compared with 20260102-030405-review-category: evals/review-category.baseline.jsonl"
  `);
});

test('too few rows pass with what they could have shown, and do not under --strict', async () => {
  const { run, accept } = shipped();
  await run('review-category');
  await accept();
  const few = [gate, 'dataset.limit=20'];
  const { exit, out } = await run('review-category', few);
  expect(exit).toBe(0);
  expect(gateLines(out)).toMatchInlineSnapshot(`
    "✓ exact_match >= 0.3: 0.450 in default
    ? exact_match max_drop 0.02: inconclusive in default: 0.450 -> 0.450
      0.000 [-0.161, +0.161], p 0.5000 one-sided, 20 rows; a drop of 0.127 could have been seen; 130 rows would show one of 0.05
      compared with 20260102-030405-review-category: evals/review-category.baseline.jsonl
      not compared: only the baseline has 232 rows: r021, r022, r023, r024, r025, …"
  `);
  const strict = await run('review-category', few, { strict: true });
  expect([strict.exit, strict.out.split('\n').at(-3)]).toEqual([
    3,
    'inconclusive: too few rows to say whether it is worse, and --strict is set (exit code 3)',
  ]);
});

test('tasks that are run together are judged together', async () => {
  const { see } = desk();
  const run = (...tasks: readonly string[]) =>
    see((host) => runCommand(host, tasks, { set: [gate, 'shots.count=0'] }));
  await see((host) => runCommand(host, ['task.yaml'], {}));
  await see((host) => acceptCommand(host, undefined));
  const p = (out: string) => out.match(/p [\d.]+ one-sided/g);
  const alone = await run('task.yaml');
  const together = await run('task.yaml', 'task.yaml');
  expect([alone, together].map(({ exit, out }) => [exit, p(out)])).toEqual([
    [1, ['p 0.0313 one-sided']],
    [0, ['p 0.0625 one-sided', 'p 0.0625 one-sided']],
  ]);
});

test('without a baseline a max_drop is a warning, and 3 under --strict; no run writes one', async () => {
  const { see, folder } = desk();
  const run = (options: RunOptions) =>
    see((host) => runCommand(host, ['task.yaml'], { ...options, set: [gate] }));
  const { exit, err } = await run({});
  expect({ exit, err }).toMatchInlineSnapshot(`
    {
      "err": "warning[no-baseline]: max_drop of exact_match is not checked: there is no baseline task.baseline.jsonl
      --> --set:1:6
      |
    1 | gate.exact_match.max_drop=0.02
      |      ^^^^^^^^^^^
      = help: make one of a good run, and keep it in git: kshot accept

    ",
      "exit": 0,
    }
  `);
  const strict = await run({ strict: true });
  expect([strict.exit, strict.out.split('\n').at(-3)]).toEqual([
    3,
    'inconclusive: a max_drop has no baseline to be checked against, and --strict is set (exit code 3)',
  ]);
  expect(existsSync(join(folder, 'task.baseline.jsonl'))).toBe(false);
});

test('outcome.json tells the whole comparison', async () => {
  const { see, read, list } = desk();
  await see((host) => runCommand(host, ['task.yaml'], {}));
  await see((host) => acceptCommand(host, undefined));
  await see((host) => runCommand(host, ['task.yaml'], { set: [gate], row: ['t1', 't2', 't3'] }));
  const outcome = read(`.kshot/runs/${list('.kshot/runs').at(-1)}/outcome.json`);
  const { gates, baseline } = JSON.parse(outcome) as Outcome;
  const { comparisons, ...rest } = baseline!;
  expect({ gates, ...rest }).toEqual({
    gates: [
      {
        metric: 'exact_match',
        cell: 'default',
        rule: 'max_drop',
        limit: 0.02,
        value: 0,
        passed: true,
      },
    ],
    file: 'task.baseline.jsonl',
    run: '20260102-030405-colours',
    date: '2026-01-02T03:04:05.000Z',
    verdict: 'inconclusive',
    changes: [],
    not_compared: ['only the baseline has 1 row: t4'],
  });
  const counts = { n: 3, improved: 0, regressed: 0, unchanged: 3, difference: 0, drop: 0, p: 0.5 };
  expect(comparisons).toMatchObject([{ metric: 'exact_match', compared: counts }]);
});

test('rows in clusters are judged by clusters', async () => {
  const { see, read, list } = desk();
  const set = [gate, 'dataset={ path: things.csv, cluster: colour }'];
  await see((host) => runCommand(host, ['task.yaml'], {}));
  await see((host) => acceptCommand(host, undefined));
  await see((host) => runCommand(host, ['task.yaml'], { set }));
  const outcome = read(`.kshot/runs/${list('.kshot/runs').at(-1)}/outcome.json`);
  const [one] = (JSON.parse(outcome) as Outcome).baseline!.comparisons;
  expect(one!.compared!.test).toBe('cluster-sign-flip');
});

test('resume and merge compare with the baseline, too; a part does not', async () => {
  const { see, list } = desk();
  const set = [gate];
  await see((host) => runCommand(host, ['task.yaml'], {}));
  await see((host) => acceptCommand(host, undefined));
  const whole = await see((host) => runCommand(host, ['task.yaml'], { set }));
  const again = await see((host) => resumeCommand(host, undefined, { strict: true }));
  const parts = [];
  for (const shard of ['1/2', '2/2'])
    parts.push(await see((host) => runCommand(host, ['task.yaml'], { set, shard, strict: true })));
  const folders = list('.kshot/runs').slice(2);
  const merged = await see((host) =>
    mergeCommand(
      host,
      folders.map((name) => `.kshot/runs/${name}`),
      { strict: true },
    ),
  );
  expect([whole, again, ...parts, merged].map(({ exit }) => exit)).toEqual([0, 3, 0, 0, 3]);
  expect([again, merged].map(({ out }) => gateLines(out))).toEqual(
    [whole, whole].map(({ out }) => gateLines(out)),
  );
  expect(gateLines(whole.out)).toMatchInlineSnapshot(`
    "? exact_match max_drop 0.02: inconclusive in default: 1.000 -> 1.000
      0.000 [-0.490, +0.490], p 0.5000 one-sided, 4 rows; a drop of 0.467 could have been seen; 349 rows would show one of 0.05
      compared with 20260102-030405-colours: task.baseline.jsonl"
  `);
});

test('a baseline that cannot be read stops a run before anything is sent', async () => {
  const { see, folder } = desk({ 'task.baseline.jsonl': '<<<<<<< HEAD\n' });
  const run = (set: readonly string[]) => see((host) => runCommand(host, ['task.yaml'], { set }));
  const { exit, err } = await run([gate]);
  expect([exit, existsSync(join(folder, '.kshot'))]).toEqual([2, false]);
  expect(err).toMatchInlineSnapshot(`
    "error[bad-baseline]: line 1 of task.baseline.jsonl cannot be read: it is not JSON
      = help: take it from git again, or write it anew: kshot accept
    "
  `);
  expect((await run([])).exit).toBe(0);
});
