import { expect, test } from 'vitest';
import { checkCommand } from '../../src/command/check.ts';
import { desk } from './desk.ts';

const template = 'input: "Thing: {{thing}}"\noutput: " {{colour}}"\n';

interface Files {
  readonly task: string;
  readonly template?: string;
}

/** What a user is told of a task on the things of the desk. */
async function told({ task, template: text = template }: Files, set: readonly string[] = []) {
  const files = { 'task.yaml': `name: t\n${task}`, 'template.yaml': text };
  const { see } = desk(files);
  const { exit, err } = await see((host) => checkCommand(host, ['task.yaml'], { set }));
  expect(exit).toBe(2);
  // Which scorers there are is no matter of these tests.
  return err.replaceAll(/(one of exact_match), .*/g, '$1, …');
}

test('a misspelt scorer and a misspelt column of the template are told together', async () => {
  const task = 'template: template.yaml\ndataset: things.csv\nscore: [exact_mach]\n';
  const text = 'input: "Thing: {{thng}}"\noutput: " {{colour}}"\n';
  expect(await told({ task, template: text })).toMatchInlineSnapshot(`
    "error[out-of-range]: score.0 is the text "exact_mach", but must be one of exact_match, …
      --> task.yaml:4:9
      |
    4 | score: [exact_mach]
      |         ^^^^^^^^^^
      = help: did you mean "exact_match"?

    error[unknown-column]: things.csv has no column "thng"
      --> template.yaml:1:18
      |
    1 | input: "Thing: {{thng}}"
      |                  ^^^^
      = help: did you mean "thing"?

    "
  `);
});

test('so are the columns of shots and of sound scorers', async () => {
  const task = `template: template.yaml
dataset: things.csv
shots: { count: 2, select: balanced, label: clour }
score: [{ exact_match: { target: "{{color}}" } }]
parms: { temperature: 0 }
`;
  expect(await told({ task })).toMatchInlineSnapshot(`
    "error[unknown-column]: things.csv has no column "clour"
      --> task.yaml:4:45
      |
    4 | shots: { count: 2, select: balanced, label: clour }
      |                                             ^^^^^
      = help: did you mean "colour"?

    error[unknown-column]: things.csv has no column "color"
      --> task.yaml:5:37
      |
    5 | score: [{ exact_match: { target: "{{color}}" } }]
      |                                     ^^^^^
      = help: did you mean "colour"?

    error[unknown-key]: unknown key "parms"
      --> task.yaml:6:1
      |
    6 | parms: { temperature: 0 }
      | ^^^^^
      = help: did you mean "params"?

    "
  `);
});

test('so are the columns of a template in which something else is wrong', async () => {
  const task = 'template: template.yaml\ndataset: things.csv\nscore: [exact_match]\n';
  const text = 'separater: x\ninput: "Thing: {{thng}}"\noutput: " {{colr}}"\n';
  expect(await told({ task, template: text })).toMatchInlineSnapshot(`
    "error[unknown-key]: unknown key "separater"
      --> template.yaml:1:1
      |
    1 | separater: x
      | ^^^^^^^^^
      = help: did you mean "separator"?

    error[unknown-column]: things.csv has no column "thng"
      --> template.yaml:2:18
      |
    2 | input: "Thing: {{thng}}"
      |                  ^^^^
      = help: did you mean "thing"?

    error[unknown-column]: things.csv has no column "colr"
      --> template.yaml:3:13
      |
    3 | output: " {{colr}}"
      |             ^^^^
      = help: did you mean "colour"?

    "
  `);
});

test('mistakes in the data set are told with those in the task', async () => {
  const task = 'template: template.yaml\ndataset: thing.csv\nscore: [exact_match]\ntrials: 0\n';
  expect(await told({ task })).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file ./thing.csv
      --> task.yaml:3:10
      |
    3 | dataset: thing.csv
      |          ^^^^^^^^^
      = help: did you mean "things.csv"?

    error[out-of-range]: trials is 0, but must be at least 1
      --> task.yaml:5:9
      |
    5 | trials: 0
      |         ^

    "
  `);
});

test('a model that nobody has, a gate on no cell and a misspelt column are told in the order of the file', async () => {
  const task = `model: opnai:gpt-4o
template: { input: "{{thng}}", output: "{{colour}}" }
dataset: things.csv
score: [exact_match]
gate: { exact_match: { min: 0.5, cells: { temperature: 1 } } }
`;
  expect(await told({ task })).toMatchInlineSnapshot(`
    "error[unknown-provider]: no provider is named "opnai"
      --> task.yaml:2:8
      |
    2 | model: opnai:gpt-4o
      |        ^^^^^^^^^^^^
      = help: did you mean "openai"?

    error[unknown-column]: things.csv has no column "thng"
      --> task.yaml:3:23
      |
    3 | template: { input: "{{thng}}", output: "{{colour}}" }
      |                       ^^^^
      = help: did you mean "thing"?

    error[ambiguous-gate]: the gate on exact_match names no cell of the grid
      --> task.yaml:6:9
      |
    6 | gate: { exact_match: { min: 0.5, cells: { temperature: 1 } } }
      |         ^^^^^^^^^^^
      = help: the cells are default

    "
  `);
});

test('columns in the texts that a misspelt scorer may not need are not missed', async () => {
  const text = 'input: "Thing: {{thing}}"\noutput: " {{answer}}"\n';
  const task = 'template: template.yaml\ndataset: things.csv\nscore: [lenth]\n';
  const err = await told({ task, template: text });
  expect(err.match(/^error.*/gm)).toHaveLength(1);
  const sure = await told({
    task: task.replace('[lenth]', '[exact_match]\ntrials: 0'),
    template: text,
  });
  expect(sure.match(/^error.*/gm)).toMatchInlineSnapshot(`
    [
      "error[out-of-range]: trials is 0, but must be at least 1",
      "error[unknown-column]: things.csv has no column "answer"",
    ]
  `);
});

test('what is misspelt hides what hangs on it: no check runs on a broken part', async () => {
  const broken = async (more: string, text = 'input: "{{thng}}"\noutput: "{{colr}}"\n') => {
    const task = `template: template.yaml\nscore: [exact_match]\n${more}`;
    return (await told({ task, template: text })).match(/^error.*/gm);
  };
  expect({
    'the data set': await broken('dataset: { path: things.csv, whre: { colour: red } }\n'),
    'its key': await broken('datset: things.csv\n'),
    'the shots': await broken(
      'dataset: things.csv\nshots: { count: 1, label: clour, selct: first }\n',
      template,
    ),
    'the grid': await broken('dataset: things.csv\ngrid: { shots.cout: [1] }\n', template),
    'a field of the template': await broken(
      'dataset: things.csv\n',
      'input: 1\noutput: "{{colr}}"\n',
    ),
  }).toMatchInlineSnapshot(`
    {
      "a field of the template": [
        "error[wrong-type]: input is 1, but must be text",
        "error[unknown-column]: things.csv has no column "colr"",
      ],
      "its key": [
        "error[missing-key]: missing key "dataset"",
        "error[unknown-key]: unknown key "datset"",
      ],
      "the data set": [
        "error[unknown-key]: unknown key "whre"",
      ],
      "the grid": [
        "error[unknown-key]: unknown key "shots.cout"",
      ],
      "the shots": [
        "error[unknown-key]: unknown key "selct"",
      ],
    }
  `);
});

test('a problem that two files share is told once', async () => {
  const text = 'input: "{{#each}}"\noutput: "{{colour}}"\n';
  const task = 'template: template.yaml\ndataset: things.csv\nshots: 1\nscore: [exact_match, x]\n';
  expect(await told({ task, template: text })).toMatchInlineSnapshot(`
    "error[out-of-range]: score.1 is the text "x", but must be one of exact_match, …
      --> task.yaml:5:22
      |
    5 | score: [exact_match, x]
      |                      ^

    error[template-syntax]: a {{…}} that is not closed
      --> template.yaml:1:9
      |
    1 | input: "{{#each}}"
      |         ^^^^^^^^^
      = help: write {{column}} for a column, and \\{{ for two braces that are text

    "
  `);
});
