import { afterEach, expect, test, vi } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { evaluate, runEval, whyIncomplete } from '../../src/vitest/evaluate.ts';
import type { EvalOptions, RunEvalOptions } from '../../src/vitest/eval-options.ts';
import { judgeLimit, limitsOf } from '../../src/vitest/gate-limits.ts';
import { colours } from './colours.ts';

afterEach(() => void vi.restoreAllMocks());

/** What is thrown, as vitest prints it. */
async function failure(folder: string, options: RunEvalOptions): Promise<unknown> {
  const error = await runEval('task.yaml', { cwd: folder, ...options }).catch(
    (thrown: unknown) => thrown as Error,
  );
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  return { text: `${name}: ${message}`, stack };
}

test('a run leaves the folder that kshot run leaves, and warns as it does', async () => {
  const { folder, list, warnings } = colours('gate: { exact_match: { min: 0.5, cells: best } }');
  const { run, exit, cells } = await runEval('task.yaml', { cwd: folder });
  expect({ exit, cells: cells.map(({ name }) => name) }).toEqual({
    exit: 0,
    cells: ['k=0', 'k=1'],
  });
  expect(list(`.kshot/runs/${run}`).toSorted()).toEqual([
    'journal.jsonl',
    'manifest.json',
    'outcome.json',
  ]);
  expect(warnings()).toMatchInlineSnapshot(`
    "warning: 4 rows only: the intervals are wide, and small differences mean nothing
    warning: more than 10 % of the answers in k=0 were cut by max_tokens: raise it, or add a stop string"
  `);
});

test('options narrow the run, and lay values over the task', async () => {
  const { folder } = colours();
  const options = {
    limit: 2,
    cell: 'k=1',
    set: { 'params.max_tokens': 2, trials: 2, mode: undefined },
  };
  const { rows, trials, cells } = await runEval(new URL(`file://${folder}/task.yaml`), {
    cwd: folder,
    ...options,
  });
  expect({ rows, trials }).toEqual({ rows: 2, trials: 2 });
  expect(cells.map(({ name, params }) => [name, params['max_tokens']])).toEqual([['k=1', 2]]);
});

test('what is wrong with the task is told with its place, and has no stack', async () => {
  const { folder } = colours('gate: { exact_mach: { min: 0.5 } }');
  expect(await failure(folder, {})).toMatchInlineSnapshot(`
    {
      "stack": "",
      "text": "kshot: error[unknown-metric]: no metric is named "exact_mach"
      --> task.yaml:9:9
      |
    9 | gate: { exact_mach: { min: 0.5 } }
      |         ^^^^^^^^^^
      = help: did you mean "exact_match"?",
    }
  `);
});

test('what is wrong with an option is told, and nothing is run', async () => {
  const { folder, list } = colours();
  const wrong = [{ limt: 3 }, { concurrency: 0 }, { maxCost: -1 }, { timeout: 1.5 }];
  const told = await Promise.all(
    wrong.map((options) => failure(folder, options as RunEvalOptions)),
  );
  expect(told).toMatchInlineSnapshot(`
    [
      {
        "stack": "",
        "text": "kshot: error[bad-option]: there is no option "limt"
      = help: did you mean "limit"?",
      },
      {
        "stack": "",
        "text": "kshot: error[bad-option]: concurrency takes a whole number from 1 to 1000, not "0"",
      },
      {
        "stack": "",
        "text": "kshot: error[bad-option]: maxCost takes an amount above 0, not "-1"",
      },
      {
        "stack": "",
        "text": "kshot: error[bad-option]: timeout takes a whole number from 1 to 2147483647, not "1.5"",
      },
    ]
  `);
  expect(list('.')).not.toContain('.kshot');
});

test('a run whose time is over is not complete, and keeps what was answered', async () => {
  const { folder } = colours();
  const options = {
    cwd: folder,
    timeout: 1,
    concurrency: 1,
    set: { model: 'command:node half.mjs' },
  };
  const evaluated = await evaluate('task.yaml', options, new AbortController().signal);
  expect(evaluated.outcome.exit).toBe(130);
  expect(whyIncomplete(evaluated)).toMatchInlineSnapshot(
    `"its 1.0ms are over: interrupted: the table holds what was answered until then (exit code 130)"`,
  );
});

test('a run that the test gave up is not complete', async () => {
  const { folder } = colours();
  const evaluated = await evaluate('task.yaml', { cwd: folder }, AbortSignal.abort());
  expect(whyIncomplete(evaluated)).toMatchInlineSnapshot(
    `"interrupted: the table holds what was answered until then (exit code 130)"`,
  );
});

const half = { model: 'command:node half.mjs' };
const drop = { exact_match: { max_drop: 0.1, cells: 'every' } };

test.each<[string, boolean, EvalOptions]>([
  ['has no gate', true, {}],
  ['holds its gates', true, { set: { gate: { exact_match: { min: 0.5, cells: 'best' } } } }],
  ['breaks a gate', false, { set: { gate: { exact_match: { min: 0.5, cells: 'every' } } } }],
  ['breaks a gate on a rate', false, { set: { gate: { truncated_rate: { max: 0 } } } }],
  ['lacks half of the answers', false, { set: half }],
  ['lacks them as a gate allows', true, { set: { ...half, gate: { error_rate: { max: 0.9 } } } }],
  ['lacks more than a gate allows', false, { set: { ...half, gate: { error_rate: { max: 0 } } } }],
  ['has no baseline to drop from', true, { set: { gate: drop } }],
  ['has none, and must', false, { set: { gate: drop }, strict: true }],
  [
    'has none for a rate, and must',
    false,
    { set: { gate: { error_rate: { max_drop: 0 } } }, strict: true },
  ],
])('a suite passes where kshot run ends with 0: one that %s', async (_, green, options) => {
  const { folder } = colours();
  const signal = new AbortController().signal;
  const evaluated = await evaluate('task.yaml', { cwd: folder, ...options }, signal);
  const broken = limitsOf(evaluated.prepared.loaded.task.gates).filter(
    (limit) => judgeLimit(limit, evaluated).status === 'broken',
  );
  const passes = whyIncomplete(evaluated) === undefined && broken.length === 0;
  expect({ passes, exit0: evaluated.outcome.exit === 0 }).toEqual({ passes: green, exit0: green });
});

test.each([false, true])('a drop that so few rows cannot tell: strict is %s', async (strict) => {
  const { folder, host, warnings } = colours();
  await runEval('task.yaml', { cwd: folder });
  await acceptCommand(host, undefined);
  warnings();
  const options = { cwd: folder, strict, set: { gate: drop } };
  const evaluated = await evaluate('task.yaml', options, new AbortController().signal);
  const [limit] = limitsOf(evaluated.prepared.loaded.task.gates);
  expect(judgeLimit(limit!, evaluated).status).toBe(strict ? 'broken' : 'holds');
  expect(evaluated.outcome.exit).toBe(strict ? 3 : 0);
  expect(warnings().split('\n')[0]).toMatch(/^\? exact_match max_drop 0\.1: inconclusive in k=/);
});
