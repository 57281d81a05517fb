import { expect, test } from 'vitest';
import { checkCommand } from '../../src/command/check.ts';
import { runCommand } from '../../src/command/run.ts';
import { showCommand } from '../../src/command/show.ts';
import { court, mixed } from './court.ts';
import { desk } from './desk.ts';

test('a judge is asked for each answer, and an answer that is no choice is no score', async () => {
  const { run, calls } = await court(mixed);
  expect(await run()).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "judged · 1 cell × 4 rows = 4 requests · echo · 0.0ms

    ┌──────────────────┬──────────────────────┬───┬────────┬──────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │                judge │ n │ failed │ unscored │ truncated │   p50 │ tokens in │ out │
    │ default          │ 0.667 [0.208, 0.939] │ 3 │      0 │        1 │         0 │ 0.0ms │        14 │  14 │
    │ (majority label) │                    – │   │        │          │           │       │           │     │
    │ (nearest copy)   │                    – │   │        │          │           │       │           │     │
    └──────────────────┴──────────────────────┴───┴────────┴──────────┴───────────┴───────┴───────────┴─────┘
    scorers asked referee:strict: 4 answers, 400 tokens in, 8 out, cost 0.0042

    warning: 3 rows only: the intervals are wide, and small differences mean nothing

    saved as 20260102-030405-judged · kshot show prints it again, --failures says why answers failed
    ",
    }
  `);
  expect(JSON.parse(calls[0]!.text)).toMatchInlineSnapshot(`
    {
      "max_completion_tokens": 512,
      "messages": [
        {
          "content": "Is red the colour?",
          "role": "system",
        },
        {
          "content": "Thing: a tomato Answer: Thing: a tomato Right: red",
          "role": "user",
        },
      ],
      "model": "strict",
      "temperature": 0,
    }
  `);
});

test('what a judge said is shown with the answer', async () => {
  const { run, see } = await court(mixed);
  await run();
  expect(await see((host) => showCommand(host, undefined, { row: ['t4', 't2'] })))
    .toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "t2 · default · judge 0.000
      answer    Thing: a cherry
      expected  red
      judge     **no**
    t4 · default · judge: the judge answered none of yes, no: "It depends."
      answer    Thing: leaves
      expected  green
    ",
    }
  `);
});

test('how far judge and human agree is a score of its own', async () => {
  const { run } = await court({ ...mixed, leaves: 'no' }, '      human: human');
  expect(await run()).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "judged · 1 cell × 4 rows = 4 requests · echo · 0.0ms

    ┌──────────────────┬──────────────────────┬──────────────────────┬───┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │                judge │          judge_kappa │ n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default          │ 0.500 [0.150, 0.850] │ 1.000 [1.000, 1.000] │ 4 │      0 │         0 │ 0.0ms │        14 │  14 │
    │ (majority label) │                    – │                    – │   │        │           │       │           │     │
    │ (nearest copy)   │                    – │                    – │   │        │           │       │           │     │
    └──────────────────┴──────────────────────┴──────────────────────┴───┴────────┴───────────┴───────┴───────────┴─────┘
    scorers asked referee:strict: 4 answers, 400 tokens in, 8 out, cost 0.0042

    judge_kappa in default: those of the human down, of the judge across
    ┌─────┬─────┬────┐
    │     │ yes │ no │
    │ yes │   2 │  · │
    │ no  │   · │  2 │
    └─────┴─────┴────┘

    warning: 4 rows only: the intervals are wide, and small differences mean nothing
    warning: the intervals of judge_kappa are approximate: 2,000 draws of the rows (bootstrap)

    saved as 20260102-030405-judged · kshot show prints it again, --failures lists wrong answers
    ",
    }
  `);
});

test('the answers of a judge come from the cache the second time', async () => {
  const { run, calls } = await court(mixed);
  await run();
  const { out } = await run();
  expect(calls).toHaveLength(4);
  expect(out.match(/^scorers asked .*$/m)?.[0]).toMatchInlineSnapshot(
    `"scorers asked referee:strict: 4 answers, 4 from cache, 400 tokens in, 8 out, cost 0.0000"`,
  );
});

/** What is told of a task with these judges. */
async function refused(...judges: readonly string[]) {
  const score = judges.map((judge) => `  - judge: { ${judge} }\n`).join('');
  const own = desk({
    'task.yaml': `name: bad
template: { input: "{{thing}}", output: " {{colour}}" }
dataset: things.csv
score:
${score}`,
  });
  const { exit, err } = await own.see((host) => runCommand(host, ['task.yaml'], {}));
  expect(exit).toBe(2);
  return err;
}

test('a judge that cannot be asked is told before anything is sent', async () => {
  const err = await refused(
    'model: "opnai:gpt-4.1", rubric: faithfulness',
    'model: "together-inference:m", rubric: brevity, as: brief',
  );
  expect(err).toMatchInlineSnapshot(`
    "error[unknown-provider]: no provider is named "opnai"
      --> task.yaml:5:21
      |
    5 |   - judge: { model: "opnai:gpt-4.1", rubric: faithfulness }
      |                     ^^^^^^^^^^^^^^^
      = help: did you mean "openai"?

    error[unsupported-param]: together-inference:m takes text prompts only
      --> task.yaml:6:12
      |
    6 |   - judge: { model: "together-inference:m", rubric: brevity, as: brief }
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: write mode: text
    "
  `);
});

test('columns that its rubric lacks are told with parameters that it does not take', async () => {
  const err = await refused(
    'model: "openai:gpt-5", rubric: { input: "{{completion}} {{thign}}" }, params: { temperature: 1 }, human: humn',
  );
  expect(err).toMatchInlineSnapshot(`
    "error[unknown-column]: things.csv has no column "thign"
      --> task.yaml:5:72
      |
    5 |   - judge: { model: "openai:gpt-5", rubric: { input: "{{completion}} {{thign}}" }, params: { temperature: 1 }, human: hu
      |                                                                        ^^^^^
      = help: did you mean "thing"?

    error[unsupported-param]: temperature cannot be sent to openai:gpt-5: reasoning models take the default only
      --> task.yaml:5:107
      |
    5 | }} {{thign}}" }, params: { temperature: 1 }, human: humn }
      |                                         ^
      = help: leave it out, choose another model, or set unsupported: drop

    error[unknown-column]: things.csv has no column "humn"
      --> task.yaml:5:119
      |
    5 | " }, params: { temperature: 1 }, human: humn }
      |                                         ^^^^
      = help: it has id, thing, colour
    "
  `);
});

test('a rubric that is not there is told as such, with what else is wrong', async () => {
  const err = await refused(
    'model: "openai:gpt-4.1", rubric: correctnes, human: humn',
    'model: "openai:gpt-4.1", rubric: ./rubrics/tone.yaml, as: tone, weight: 1',
  );
  expect(err).toMatchInlineSnapshot(`
    "error[file-not-found]: cannot read correctnes: there is no such file
      --> task.yaml:5:47
      |
    5 |   - judge: { model: "openai:gpt-4.1", rubric: correctnes, human: humn }
      |                                               ^^^^^^^^^^
      = help: did you mean "correctness"?

    error[unknown-column]: things.csv has no column "humn"
      --> task.yaml:5:66
      |
    5 |   - judge: { model: "openai:gpt-4.1", rubric: correctnes, human: humn }
      |                                                                  ^^^^
      = help: it has id, thing, colour

    error[file-not-found]: cannot read rubrics/tone.yaml: there is no such file
      --> task.yaml:6:47
      |
    6 |   - judge: { model: "openai:gpt-4.1", rubric: ./rubrics/tone.yaml, as: tone, weight: 1 }
      |                                               ^^^^^^^^^^^^^^^^^^^
    "
  `);
});

test('a choice without a name is told', async () => {
  const err = await refused(
    'model: "openai:gpt-4.1", rubric: { input: "{{completion}}", choices: { "": 1, bad: 0 } }',
  );
  expect(err.split('\n')[0]).toMatchInlineSnapshot(
    `"error[wrong-type]: score.0.judge.rubric.choices. cannot be a key: it is empty"`,
  );
});

test('a verdict and how far it agrees with a human are one question', async () => {
  const { see } = await court(mixed, '      human: human');
  const { out } = await see((host) => checkCommand(host, ['task.yaml'], {}));
  expect(out).toContain('scorers ask referee:strict up to 4 times');
});

test('check says what the judge would cost', async () => {
  const { see } = await court(mixed);
  expect((await see((host) => checkCommand(host, ['task.yaml'], {}))).out).toMatchInlineSnapshot(`
    "judged: ok
      1 cell × 4 rows × 1 trial = 4 requests to echo
      about 14 tokens in, at most 32 out
      scorers ask referee:strict up to 4 times: about 62 tokens in, at most 2,048 out: at most 0.0416
    "
  `);
});
