import { expect, test } from 'vitest';
import { checkCommand } from '../../src/command/check.ts';
import { desk } from './desk.ts';

test('a sound task is ok, and its size is told', async () => {
  const { see } = desk();
  const set = ['grid.shots.count=[0, 1, 2]', 'trials=2'];
  expect(await see((host) => checkCommand(host, ['task.yaml'], { set }))).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "colours: ok
      3 cells × 4 rows × 2 trials = 24 requests to embedded
      about 668 tokens in, at most 96 out
      two cells must differ by about 0.658 for 4 rows to show it (in 80 % of such runs)
    ",
    }
  `);
});

test('every file is checked, also after one with mistakes', async () => {
  const { see } = desk({ 'wrong.yaml': 'name: wrong\nscore: [exact_match]\n' });
  expect(await see((host) => checkCommand(host, ['wrong.yaml', 'task.yaml'], {})))
    .toMatchInlineSnapshot(`
    {
      "err": "error[missing-key]: missing key "template"
      --> wrong.yaml:1:1
      |
    1 | name: wrong
      | ^^^^^^^^^^^
      = help: A template file, relative to this file, or the template itself.

    error[missing-key]: missing key "dataset"
      --> wrong.yaml:1:1
      |
    1 | name: wrong
      | ^^^^^^^^^^^
      = help: A path, or a path with a selection.

    ",
      "exit": 2,
      "out": "colours: ok
      1 cell × 4 rows × 1 trial = 4 requests to embedded
      about 112 tokens in, at most 16 out
    ",
    }
  `);
});

test('columns that nothing uses and prompts without a common beginning are hinted at', async () => {
  const { see } = desk({
    'things.csv': 'id,thing,colour,weight\nt1,a rose,red,1\nt2,a leaf,green,2\nt3,a frog,green,3\n',
    'template.yaml': `
instruction: "What colour is {{thing}}?"
input: "Colour:"
output: " {{colour}}"
`,
  });
  const set = ['shots.count=0'];
  expect(await see((host) => checkCommand(host, ['task.yaml'], { set }))).toMatchInlineSnapshot(`
    {
      "err": "hint[unused-column]: 1 column is used by nothing: weight
      --> task.yaml:4:1
      |
    4 | dataset: things.csv
      | ^^^^^^^

    hint[varying-prefix]: the instruction differs from row to row: prompts share no beginning
      --> template.yaml:2:32
      |
    2 | instruction: "What colour is {{thing}}?"
      |                                ^^^^^
      = help: move the column to \`input\`, and providers can cache the shots

    ",
      "exit": 0,
      "out": "colours: ok
      1 cell × 3 rows × 1 trial = 3 requests to embedded
      about 27 tokens in, at most 12 out
    ",
    }
  `);
});

test('a scorer that does not give full marks to the right answer itself is a warning', async () => {
  const { see } = desk({
    'template.yaml': `
input: "Thing: {{thing}}\\nColour:"
output: " It is {{colour}}."
`,
  });
  const set = [
    'score=[{ exact_match: { target: "{{colour}}" } }, exact_match, { includes: { target: "{{colour}}" } }]',
    'score.0.exact_match.as=strict',
  ];
  expect(await see((host) => checkCommand(host, ['task.yaml'], { set }))).toMatchInlineSnapshot(`
    {
      "err": "warning[weak-target]: strict does not give full marks to the output of the template in 4 of 4 rows
      --> --set:1:8
      |
    1 | score=[{ exact_match: { target: "{{colour}}" } }, exact_match, { includes: { target: "{{colour}}" } }]
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: name the right answer: target: "{{column}}"; or cut it out: extract: { regex: … }

    ",
      "exit": 0,
      "out": "colours: ok
      1 cell × 4 rows × 1 trial = 4 requests to embedded
      about 84 tokens in, at most 16 out
    ",
    }
  `);
});

test('how long an answer takes and what it costs says nothing of the right answer', async () => {
  const { see } = desk({});
  const set = ['score=[exact_match, ter, cer, bleu, finish, latency, cost]'];
  expect(await see((host) => checkCommand(host, ['task.yaml'], { set }))).toMatchObject({
    err: '',
    exit: 0,
  });
});

test('of several ways to cut out the answer each is told by its name, where the scorer stands', async () => {
  const { see } = desk({});
  const set = [
    'score=[f1, { exact_match: { extract: { strict: { after: "####" }, loose: last_line } } }]',
    'gate.exact_match/strict.min=0',
    'gate.exact_match/strict.cells=every',
  ];
  expect(await see((host) => checkCommand(host, ['task.yaml'], { set }))).toMatchInlineSnapshot(`
    {
      "err": "warning[weak-target]: exact_match/strict does not give full marks to the output of the template in 4 of 4 rows
      --> --set:1:12
      |
    1 | score=[f1, { exact_match: { extract: { strict: { after: "####" }, loose: last_line } } }]
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: name the right answer: target: "{{column}}"; or cut it out: extract: { regex: … }

    ",
      "exit": 0,
      "out": "colours: ok
      1 cell × 4 rows × 1 trial = 4 requests to embedded
      about 112 tokens in, at most 16 out
    ",
    }
  `);
});
