import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kshot, readJson } from '../installed.ts';
import { exampleProject, runners, type Project, type TestResult } from './example-project.ts';

const minutes = 60_000;
let project: Project;

beforeAll(async () => {
  project = await exampleProject();
}, 5 * minutes);

afterAll(() => project.remove());

const showTest = ({ fullName, status }: TestResult) => `${status}: ${fullName}`;

/** Without what no two runs have in common. */
function timeless(outcome: object): unknown {
  const varying = new Set(['run', 'seconds', 'latency']);
  const text = JSON.stringify(outcome, (key, value: unknown) =>
    varying.has(key) ? undefined : value,
  );
  return JSON.parse(text);
}

const versions = [4, 5] as const;

/** `vitest run` of this version. */
function use(version: (typeof versions)[number], skip: (why: string) => never) {
  if (project.unreachable !== undefined) skip(project.unreachable);
  const runner = runners[version];
  if (!runner) return skip(`vitest ${version}, or a Node that runs it, is not installed`);
  project.use(runner);
  return (...args: readonly string[]) => project.run(runner, ...args);
}

test.for(versions)('vitest %i: gates are tests, warnings are shown', async (version, { skip }) => {
  const run = use(version, skip);
  const { code, text, tests } = await run('colours');
  expect(tests.map(showTest)).toEqual([
    'passed: colours the answers are complete',
    'passed: colours exact_match >= 0.5 in k=2',
    'passed: colours exact_match max_drop 0.1 in k=2',
    'passed: colours error_rate <= 0',
    'passed: two examples are better than none',
  ]);
  expect({ code, text }).toMatchInlineSnapshot(`
    {
      "code": 0,
      "text": "
     RUN

     ✓ evals/colours.eval.ts (5 tests) <duration>

     Test Files  1 passed (1)
          Tests  5 passed (5)

    stderr | evals/colours.eval.ts > colours > the answers are complete
    ? exact_match max_drop 0.1: inconclusive in k=2: 0.833 -> 0.833
      0.000 [-0.390, +0.390], p 0.5000 one-sided, 6 rows; a drop of 0.350 could have been seen; 74 rows would show one of 0.1
      compared with <run>: evals/colours.baseline.jsonl
    warning: 6 rows only: the intervals are wide, and small differences mean nothing
    warning: more than 10 % of the answers in k=0 were cut by max_tokens: raise it, or add a stop string

    ",
    }
  `);
});

test.for(versions)('vitest %i: the outcome is that of kshot run', async (version, { skip }) => {
  const run = use(version, skip);
  const { tests } = await run('colours');
  const [first] = tests;
  const folder = join(project.folder, '.kshot', 'runs', String(first!.meta.kshot!['run']));
  const { stdout } = await kshot(project.folder, 'run', 'evals/colours.yaml', '--json');
  const own = readJson(join(folder, 'outcome.json'));
  expect(timeless(own)).toEqual(timeless(JSON.parse(stdout) as object));
});

test.for(versions)('vitest %i: a gate that does not hold tells why', async (version, { skip }) => {
  const run = use(version, skip);
  const { code, text } = await run('one-shot');
  expect(code).toBe(1);
  expect(text.slice(text.indexOf(' FAIL '))).toMatchInlineSnapshot(`
    " FAIL  evals/one-shot.eval.ts > one-shot > exact_match >= 0.9
    kshot: ✗ exact_match >= 0.9: 0.667 in default
      --> evals/one-shot.yaml:8:3
      |
    8 |   exact_match: { min: 0.9 }
      |   ^^^^^^^^^^^

    ┌─┬─┬─┬─┬─┬─┬─┬─┐
    │ cell │ exact_match │ n │ failed │ truncated │ p50 │ tokens in │ out │
    │ default │ 0.667 [0.300, 0.903] │ 6 │ 0 │ 0 │ <duration> │ 150 │ 12 │
    │ (majority label) │ 0.500 [0.188, 0.812] │ │ │ │ │ │ │
    │ (nearest copy) │ 0.667 [0.300, 0.903] │ │ │ │ │ │ │
    └─┴─┴─┴─┴─┴─┴─┴─┘

    t1 · default · exact_match 0.000
      answer    yellow
      expected  green
    t3 · default · exact_match 0.000
      answer    green
      expected  yellow

    saved as <run> · kshot show <run> --failures lists wrong answers
    ⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯

    "
  `);
});

test.for(versions)('vitest %i: mistakes are told without a stack', async (version, { skip }) => {
  const run = use(version, skip);
  const { code, text } = await run('mistakes');
  expect(code).toBe(1);
  expect(text.slice(text.indexOf(' FAIL '))).toMatchInlineSnapshot(`
    " FAIL  evals/mistakes.eval.ts > mistakes > the task can be run
    kshot: error[unknown-key]: unknown key "temprature"
      --> evals/mistakes.yaml:4:11
      |
    4 | params: { temprature: 0 }
      |           ^^^^^^^^^^
      = help: did you mean "temperature"?
    ⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯

    "
  `);
});

test.for(versions)('vitest %i: shards merge to the same scores', async (version, { skip }) => {
  const run = use(version, skip);
  const whole = await run();
  const blobs = ['1/2', '2/2'].map((shard) => [`--shard=${shard}`, '--reporter=blob']);
  const parts = [];
  for (const args of blobs) parts.push(await run(...args));
  const merged = await run('--merge-reports');
  expect(merged.tests.map(showTest)).toEqual(whole.tests.map(showTest));
  expect(merged.code).toBe(1);
  const scored = parts.flatMap(({ tests }) => tests.map(({ fullName, meta }) => [fullName, meta]));
  expect(scored).toHaveLength(9);
  const metaOf = new Map(merged.tests.map(({ fullName, meta }) => [fullName, meta]));
  expect(Object.fromEntries(metaOf)).toEqual(Object.fromEntries(scored));
  expect(metaOf.get('one-shot exact_match >= 0.9')!.kshot).toMatchObject({
    version: 1,
    task: 'one-shot',
    exit: 1,
    cells: [{ name: 'default', n: 6, tokens: { in: 150, out: 12 } }],
    gates: [{ metric: 'exact_match', rule: 'min', limit: 0.9, passed: false }],
  });
});

test.for(versions)('vitest %i: matchers and meta have types', async (version, { skip }) => {
  use(version, skip);
  const { code, stdout } = await project.check();
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
});
