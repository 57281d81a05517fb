import { expect, test } from 'vitest';
import { loadTask } from '../../src/task/load.ts';
import { taskFolder, taskText } from './task-folder.ts';

const { folder, task, write, problems } = taskFolder();

test('a task file becomes a task with every default filled in', async () => {
  expect(await task(taskText())).toMatchInlineSnapshot(`
    {
      "client_stop": false,
      "dataset": {
        "path": "folder/rows.csv",
        "seed": 0,
        "where": {},
      },
      "fit": "error",
      "gates": [],
      "grid": [
        [],
      ],
      "mode": "text",
      "model": "embedded",
      "name": "t",
      "params": {},
      "providers": {},
      "score": [
        {
          "metric": "exact_match",
          "name": "exact_match",
          "options": {},
        },
      ],
      "templates": {
        "inline": {
          "input": "{{q}}",
          "output": " {{a}}",
          "separator": "
    ",
        },
      },
      "trials": 1,
      "unsupported": "error",
    }
  `);
});

test('everything a task can say is kept', async () => {
  write(
    'templates/short.yaml',
    'instruction: Be short.\ninput: "{{q}}"\noutput: " {{a}}"\nstop: [x]\n',
  );
  const text = `
name: whole
description: All of it.
template: ../templates/short.yaml
dataset: { path: ../d.jsonl, where: { l: [a, b] }, sample: 9, seed: 3, limit: 5, id: key, cluster: c }
shots: { from: { path: pool.csv, limit: 7 }, count: 2, select: balanced, order: p1, seed: 4, per: row, label: l }
mode: chat
model: embedded
params: { temperature: 0.5, stop: ["\\n", x], extra: { best_of: 2 } }
grid: { top_p: [0.5, 1], shots.seed: { from: 1, to: 3, step: 1 } }
trials: 3
score: [f1, exact_match: { normalize: squad, as: em, target: [a, b] }]
gate: { em: { min: 0.2, max_drop: 0.1, cells: best }, error_rate: { max: 0 } }
unsupported: warn
client_stop: true
fit: drop_shots
providers:
  mine:
    wire: openai-chat
    base_url: http://localhost:8000/v1
    api_key_env: MY_KEY
    dialect: vllm
    headers: { X-Team: evals }
    params: { top_k: false, max_tokens: max_new }
    requests_per_minute: 600
    tokens_per_minute: 1e5
    concurrency: 8
    context: 4096
    price: { input: 0.5, output: 1.5 }
    timeouts: { connect: 1, first_byte: 2, total: 3.5 }
`;
  const whole = JSON.stringify(await task(text, [], 'evals/whole.yaml'), null, 2);
  await expect(whole).toMatchFileSnapshot('whole-task.txt');
});

test('paths are relative to the file that names them, those of --set to the working directory', async () => {
  write('evals/b.yaml', 'input: "{{q}}"\noutput: "{{a}}"\n');
  write('b.yaml', 'input: "Q: {{q}}"\noutput: "{{a}}"\n');
  const text =
    'name: t\ntemplate: b.yaml\ndataset: d.csv\nshots: { from: { path: p.csv }, count: 1 }\nscore: [f1]\n';
  async function paths(...set: string[]) {
    const { templates, dataset, shots } = await task(text, set, 'evals/t.yaml');
    return [templates['b']?.input, dataset.path, shots?.from?.path];
  }
  expect(await paths()).toEqual(['{{q}}', 'folder/evals/d.csv', 'folder/evals/p.csv']);
  expect(await paths('template=b.yaml', 'dataset=d.csv', 'shots.from=p.csv')).toEqual([
    'Q: {{q}}',
    'folder/d.csv',
    'folder/p.csv',
  ]);
  expect(await paths('dataset.path=d.csv', 'shots.from.path=p.csv')).toEqual([
    '{{q}}',
    'folder/d.csv',
    'folder/p.csv',
  ]);
  expect(await paths('dataset.limit=3', 'shots.from.limit=3')).toEqual([
    '{{q}}',
    'folder/evals/d.csv',
    'folder/evals/p.csv',
  ]);
});

test('a number is short for shots with that count, a path for a data set without a selection', async () => {
  const [short, long] = [
    await task(taskText('shots: 4')),
    await task(taskText('shots: { count: 4 }')),
  ];
  expect(short).toEqual(long);
  const text = taskText('shots: { from: p.csv, count: 1 }');
  expect(await task(text)).toEqual(await task(text.replace('p.csv', '{ path: p.csv }')));
});

test('no shots means none', async () => {
  expect((await task(taskText())).shots).toBeUndefined();
});

test('where compares the text that is written', async () => {
  const text = taskText().replace(
    'rows.csv',
    '{ path: rows.csv, where: { code: 1.0, big: 12345678901234567890, ok: True, zip: [007, "x"], 2024: a, 1.50: b } }',
  );
  const { dataset } = await task(text, ['dataset.where.rate=2.50', 'dataset.where.a.b=1e3']);
  expect(dataset.where).toEqual({
    2024: ['a'],
    code: ['1.0'],
    big: ['12345678901234567890'],
    ok: ['True'],
    zip: ['007', 'x'],
    '1.50': ['b'],
    rate: ['2.50'],
    'a.b': ['1e3'],
  });
});

test("templates go by the names of their files, and the first is the task's own, whatever its name", async () => {
  const file = 'input: "{{q}}"\noutput: "{{a}}"\n';
  for (const name of ['b', '1', '10', 'sub/b']) write(`${name}.yaml`, file);
  const text = taskText(
    'grid: { template: [b.yaml, 10.yaml, 1.yaml, sub/b.yaml, { input: x, output: y }] }',
  );
  const { templates, grid } = await task(text, ['template=b.yaml']);
  expect(Object.keys(templates)).toEqual(['b', '10.yaml', '1.yaml', 'b-2', 'inline']);
  expect(grid).toEqual([
    [{ name: 'template', values: ['b', '10.yaml', '1.yaml', 'b-2', 'inline'] }],
  ]);
});

test('a task that is not there is told', async () => {
  write('folder.yaml/x', '');
  const error = (name: string) => loadTask(name, [], folder).catch(({ message }: Error) => message);
  expect(await error('nope.yaml')).toMatchInlineSnapshot(
    `"error[file-not-found]: cannot read nope.yaml: there is no such file"`,
  );
  expect(await error('folder.yaml')).toMatchInlineSnapshot(
    `"error[file-not-found]: cannot read folder.yaml: it is a folder"`,
  );
});

test('a template that is not there is told where it is named', async () => {
  expect(await problems(taskText('grid: { template: [none.yaml] }'), ['template=nothing.yaml']))
    .toMatchInlineSnapshot(`
    "error[file-not-found]: cannot read none.yaml: there is no such file
      --> task.yaml:5:20
      |
    5 | grid: { template: [none.yaml] }
      |                    ^^^^^^^^^

    error[file-not-found]: cannot read nothing.yaml: there is no such file
      --> --set:1:10
      |
    1 | template=nothing.yaml
      |          ^^^^^^^^^^^^"
  `);
});
