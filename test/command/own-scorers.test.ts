import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resumeCommand } from '../../src/command/resume.ts';
import { runCommand } from '../../src/command/run.ts';
import { showCommand } from '../../src/command/show.ts';
import { desk } from './desk.ts';
import { realTime } from './online.ts';

function taskWith(score: string): string {
  return `
name: own
template: { input: "Thing: {{thing}}", output: " {{colour}}" }
dataset: things.csv
model: echo
score:
${score}
`;
}

/** Real programs are waited for in real time. */
function own(score: string, files: Readonly<Record<string, string>>) {
  const made = desk({ 'task.yaml': taskWith(score), ...files }, { ...realTime, clock: () => 0 });
  const env = { PATH: process.env['PATH'] };
  const run = () => made.see((host) => runCommand({ ...host, env }, ['task.yaml'], {}));
  const row = (key: string) => made.see((host) => showCommand(host, undefined, { row: [key] }));
  return { ...made, run, row };
}

test('a function of a module scores, and says what it has to say', async () => {
  const { run, row } = own(
    `  - module:./my-scorer.mjs
  - module: { path: ./my-scorer.mjs, as: scaled, options: { scale: 10 }, range: [0, 100], better: lower, reference: false }`,
    {
      'my-scorer.mjs': `
export async function score({ completion, references, row, key, options, model }) {
  const { scale = 0.01 } = options;
  const note = [model ?? 'nobody', key, row.thing, ...references].join(', ');
  return { score: completion.length * scale > 1 && scale < 1 ? 1 : completion.length * scale, note };
}
`,
    },
  );
  expect(await run()).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "own · 1 cell × 4 rows = 4 requests · echo · 0.0ms

    ┌──────────────────┬──────────────────────┬─────────────────────────┬───┬────────┬──────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │            my-scorer │                  scaled │ n │ failed │ unscored │ truncated │   p50 │ tokens in │ out │
    │ default          │ 0.215 [0.144, 0.286] │                       – │ 4 │      0 │        4 │         0 │ 0.0ms │        20 │  20 │
    │ (majority label) │ 0.030 [0.030, 0.030] │ 30.000 [30.000, 30.000] │   │        │          │           │       │           │     │
    │ (nearest copy)   │ 0.040 [0.022, 0.058] │ 40.000 [21.626, 58.374] │   │        │          │           │       │           │     │
    └──────────────────┴──────────────────────┴─────────────────────────┴───┴────────┴──────────┴───────────┴───────┴───────────┴─────┘

    warning: 4 rows only: the intervals are wide, and small differences mean nothing

    saved as 20260102-030405-own · kshot show prints it again, --failures says why answers failed
    ",
    }
  `);
  expect((await row('t2')).out).toMatchInlineSnapshot(`
    "t2 · default · my-scorer 0.200 · scaled: the scorer gave 200, outside its range [0, 100]
      answer    Thing: a ripe cherry
      expected  red
      my-scorer  echo, t2, a ripe cherry, red
    "
  `);
});

test('what a function throws, or gives outside its range, is no score', async () => {
  const { run, see } = own(`  - module: { path: ./odd.mjs, kind: binary }`, {
    'odd.mjs': `
const given = { t1: 7, t2: NaN, t3: { unscored: 'no idea' } };
export const score = ({ key }) => {
  if (key === 't4') throw new Error('a bug', { cause: new Error('deep down') });
  return given[key];
};
`,
  });
  expect((await run()).exit).toBe(3);
  const { out } = await see((host) => showCommand(host, undefined, { failures: true }));
  expect(out).toMatchInlineSnapshot(`
    "t1 · default · odd: the scorer gave 7, and it is binary: 0 or 1
      answer    Thing: a ripe tomato
      expected  red
    t2 · default · odd: the scorer gave NaN, which is no score
      answer    Thing: a ripe cherry
      expected  red
    t3 · default · odd: no idea
      answer    Thing: fresh grass
      expected  green
    t4 · default · odd: a bug: deep down
      answer    Thing: fresh leaves of grass
      expected  green

    4 of 4 answers went wrong
      1 × odd: the scorer gave 7, and it is binary: 0 or 1
      1 × odd: the scorer gave NaN, which is no score
      1 × odd: no idea
      1 × odd: a bug: deep down
    "
  `);
});

test('a program scores in lines of JSON, in any order', async () => {
  const { run, row } = own(
    `  - command: { run: "node score.mjs --strict", as: strict, kind: binary }`,
    {
      'score.mjs': `
import { createInterface } from 'node:readline';
const held = [];
const answer = ({ id, completion, references }) =>
  console.log(JSON.stringify({ id, score: completion.endsWith(references[0][0]) , note: process.argv[2] }));
for await (const line of createInterface({ input: process.stdin })) {
  held.unshift(JSON.parse(line));
  if (held.length === 2) held.splice(0).forEach(answer);
}
held.forEach(answer);
`,
    },
  );
  expect(await run()).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "own · 1 cell × 4 rows = 4 requests · echo · 0.0ms

    ┌──────────────────┬──────────────────────┬───┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │               strict │ n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default          │ 0.000 [0.000, 0.490] │ 4 │      0 │         0 │ 0.0ms │        20 │  20 │
    │ (majority label) │ 0.000 [0.000, 0.490] │   │        │           │       │           │     │
    │ (nearest copy)   │ 0.000 [0.000, 0.490] │   │        │           │       │           │     │
    └──────────────────┴──────────────────────┴───┴────────┴───────────┴───────┴───────────┴─────┘

    warning: 4 rows only: the intervals are wide, and small differences mean nothing

    saved as 20260102-030405-own · kshot show prints it again, --failures lists wrong answers
    ",
    }
  `);
  expect((await row('t3')).out).toMatchInlineSnapshot(`
    "t3 · default · strict 0.000
      answer    Thing: fresh grass
      expected  green
      strict    --strict
    "
  `);
});

test('a program that fails leaves answers without a score, and resume --failed asks it again', async () => {
  const { run, see, folder } = own(`  - command: { run: "node score.mjs", as: flaky }`, {
    'score.mjs': `
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
if (!existsSync('healed')) { console.error('out of order'); process.exit(4); }
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify({ id: JSON.parse(line).id, score: 1 }));
`,
  });
  const first = await run();
  writeFileSync(join(folder, 'healed'), '');
  const again = await see((host) =>
    resumeCommand({ ...host, env: { PATH: process.env['PATH'] } }, undefined, { failed: true }),
  );
  expect([first.exit, again.exit]).toEqual([3, 0]);
  expect(first.out).toMatchInlineSnapshot(`
    "own · 1 cell × 4 rows = 4 requests · echo · 0.0ms

    ┌──────────────────┬───────┬───┬────────┬──────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │ flaky │ n │ failed │ unscored │ truncated │   p50 │ tokens in │ out │
    │ default          │     – │ 0 │      0 │        4 │         0 │ 0.0ms │        20 │  20 │
    │ (majority label) │     – │   │        │          │           │       │           │     │
    │ (nearest copy)   │     – │   │        │          │           │       │           │     │
    └──────────────────┴───────┴───┴────────┴──────────┴───────────┴───────┴───────────┴─────┘

    warning: 4 answers could not be scored: whom a scorer asks failed

    incomplete: nothing could be scored (exit code 3)
    saved as 20260102-030405-own · kshot show prints it again, --failures says why answers failed
    ask again what failed: kshot resume 20260102-030405-own --failed
    "
  `);
  expect(again.out).toMatchInlineSnapshot(`
    "own · 1 cell × 4 rows = 4 requests · echo · 0.0ms

    ┌──────────────────┬──────────────────────┬───┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │                flaky │ n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default          │ 1.000 [1.000, 1.000] │ 4 │      0 │         0 │ 0.0ms │        20 │  20 │
    │ (majority label) │ 1.000 [1.000, 1.000] │   │        │           │       │           │     │
    │ (nearest copy)   │ 1.000 [1.000, 1.000] │   │        │           │       │           │     │
    └──────────────────┴──────────────────────┴───┴────────┴───────────┴───────┴───────────┴─────┘

    warning: 4 rows only: the intervals are wide, and small differences mean nothing
    warning: flaky: all rows score alike in 1 cell, so the interval says nothing

    saved as 20260102-030405-own · kshot show prints it again, --failures lists wrong answers
    "
  `);
});

test('a module that cannot be used is told before anything is asked', async () => {
  const { run } = own(
    `  - module:./none.mjs
  - module: { path: ./other.mjs, range: [1, 0] }`,
    { 'other.mjs': 'export const judge = () => 1;' },
  );
  expect(await run()).toMatchInlineSnapshot(`
    {
      "err": "error[wrong-type]: score.1.module.range has no room
      --> task.yaml:8:41
      |
    8 |   - module: { path: ./other.mjs, range: [1, 0] }
      |                                         ^^^^^^
    ",
      "exit": 2,
      "out": "",
    }
  `);
  const other = own(`  - module:./other.mjs\n  - exact_match`, {
    'other.mjs': 'export const judge = () => 1;',
  });
  expect(await other.run()).toMatchInlineSnapshot(`
    {
      "err": "error[unknown-metric]: ./other.mjs exports no function score; it exports judge
      --> task.yaml:7:5
      |
    7 |   - module:./other.mjs
      |     ^^^^^^^^^^^^^^^^^^
      = help: export function score({ completion, references, row }) …
    ",
      "exit": 2,
      "out": "",
    }
  `);
});
