import { expect, test } from 'vitest';
import { taskFolder, taskText } from './task-folder.ts';

const { load, task, problems } = taskFolder();

test.each(['', '\n', '# nothing\n'])('a file without a value is refused: %j', async (text) => {
  const seen = await problems(text);
  expect(seen.split('\n').slice(0, 2)).toEqual([
    'error[wrong-type]: the file is empty, but must be a mapping',
    '  --> task.yaml:1:1',
  ]);
});

test('a file that is not a mapping is refused', async () => {
  expect(await problems('- name: t\n')).toMatchInlineSnapshot(`
    "error[wrong-type]: the file is a list, but must be a mapping
      --> task.yaml:1:1
      |
    1 | - name: t
      | ^^^^^^^^^"
  `);
  expect(await problems('hello\n')).toMatchInlineSnapshot(`
    "error[wrong-type]: the file is the text "hello", but must be a mapping
      --> task.yaml:1:1
      |
    1 | hello
      | ^^^^^"
  `);
});

test('a mistake in the YAML is shown where it is', async () => {
  expect(await problems('name: t\n\tmodel: embedded\n')).toMatchInlineSnapshot(`
    "error[yaml-syntax]: a tab at the beginning of a line
      --> task.yaml:2:1
      |
    2 |  model: embedded
      | ^
      = help: YAML is indented with blanks"
  `);
  expect(await problems('name: t\nname: u\n')).toMatchInlineSnapshot(`
    "error[yaml-syntax]: this key is there twice
      --> task.yaml:2:1
      |
    2 | name: u
      | ^
      = help: delete one of the two, or merge them"
  `);
  expect(await problems(taskText('---\nname: u'))).toMatchInlineSnapshot(`
    "error[yaml-syntax]: a second document begins here
      --> task.yaml:5:1
      |
    5 | ---
      | ^^^
      = help: a file holds one: delete from \`---\` on"
  `);
  expect(await problems('params: { stop: [a\n')).toMatchInlineSnapshot(`
    "error[yaml-syntax]: flow sequence in block collection must be sufficiently indented and end with a ]
      --> task.yaml:2:1
      |
    2 | 
      | ^

    error[yaml-syntax]: flow map in block collection must be sufficiently indented and end with a }
      --> task.yaml:2:1
      |
    2 | 
      | ^"
  `);
});

test('a mustache without quotes is refused, since YAML reads a mapping', async () => {
  expect(await problems('name: t\ntemplate:\n  input: {{review}}\n  output: {{summary}} !\n'))
    .toMatchInlineSnapshot(`
    "error[yaml-syntax]: unexpected tag at node end
      --> task.yaml:4:23
      |
    4 |   output: {{summary}} !
      |                       ^
      = help: put quotes around text that holds {{…}} or ": ""
  `);
  expect(await problems('name: t\ntemplate:\n  output: {{summary}}\n')).toMatchInlineSnapshot(`
    "error[yaml-syntax]: YAML reads {{…}} as mappings here, not as text
      --> task.yaml:3:11
      |
    3 |   output: {{summary}}
      |           ^^^^^^^^^^^
      = help: put quotes around text that holds {{…}}: "{{column}}""
  `);
});

test('a byte order mark and CRLF change nothing, not even a column', async () => {
  const text = taskText('shots: 2\nparams:\n  temperature: 9');
  const crlf = `\uFEFF${text}`.replaceAll('\n', '\r\n');
  expect(await problems(crlf)).toBe(await problems(text));
  const block =
    'name: t\ntemplate:\n  input: |-\n    a\n    {{b}}\n  output: "x\n    y"\ndataset: d\nscore: [f1]\n';
  expect(await task(block.replaceAll('\n', '\r\n'))).toEqual(await task(block));
});

test('a file in another encoding is refused', async () => {
  const latin = Buffer.from('name: t\n# caf\u00e9\n', 'latin1');
  expect(await problems(latin)).toMatchInlineSnapshot(`
    "error[bad-encoding]: the file is not valid UTF-8
      --> task.yaml:2:6
      |
    2 | # caf�
      |      ^
      = help: save it as UTF-8"
  `);
});

test('aliases stand for what they repeat', async () => {
  const text =
    'template: &t { input: a, output: b }\nname: t\ndataset: &d { path: d.csv, where: { l: &l [x, y] } }\nshots: { from: *d, count: 1 }\ngrid: { template: [*t], shots.order: [given] }\nscore: [f1]\n';
  const { dataset, shots, templates } = await task(text);
  expect(shots?.from).toEqual(dataset);
  expect(templates).toEqual({
    inline: { input: 'a', output: 'b', separator: '\n' },
    'inline-2': { input: 'a', output: 'b', separator: '\n' },
  });
});

test('to change a value on the command line leaves its repetitions alone', async () => {
  const text = taskText('shots: { from: *d, count: 1 }').replace(
    'rows.csv',
    '&d { path: rows.csv }',
  );
  const limits = async (set: string) => {
    const { dataset, shots } = await task(text, [set]);
    return [dataset.limit, shots?.from?.limit];
  };
  expect(await limits('dataset.limit=5')).toEqual([5, undefined]);
  expect(await limits('shots.from.limit=5')).toEqual([undefined, 5]);
});

test('a merge key adds what is not there, in its own place', async () => {
  const text = taskText(
    'shots: 1\ngrid:\n  - &a { temperature: [0, 1], top_k: [1] }\n  - min_p: [0]\n    <<: [*a, { top_k: [9], seed: [3] }]\n    temperature: [0.5]',
  );
  const { grid } = await task(text);
  expect(grid.map((axes) => axes.map(({ name, values }) => [name, values]))).toEqual([
    [
      ['temperature', [0, 1]],
      ['top_k', [1]],
    ],
    [
      ['min_p', [0]],
      ['top_k', [1]],
      ['seed', [3]],
      ['temperature', [0.5]],
    ],
  ]);
});

test('a mistake under an anchor is shown there', async () => {
  const text = taskText(
    'gate: { exact_match: &g { mn: 1 }, error_rate: { <<: *g } }\nparams: { <<: { temprature: 1 } }',
  );
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[unknown-key]: unknown key "mn"
      --> task.yaml:5:27
      |
    5 | gate: { exact_match: &g { mn: 1 }, error_rate: { <<: *g } }
      |                           ^^
      = help: did you mean "min"?

    error[unknown-key]: unknown key "temprature"
      --> task.yaml:6:17
      |
    6 | params: { <<: { temprature: 1 } }
      |                 ^^^^^^^^^^
      = help: did you mean "temperature"?"
  `);
});

test('aliases that lead nowhere, to themselves or to too much are refused', async () => {
  expect(await problems(taskText('params: *p'))).toMatchInlineSnapshot(`
    "error[yaml-syntax]: there is no anchor &p before this
      --> task.yaml:5:9
      |
    5 | params: *p
      |         ^^"
  `);
  expect(await problems(taskText('params: &p { extra: { a: *p } }'))).toMatchInlineSnapshot(`
    "error[yaml-syntax]: *p stands inside of what it repeats
      --> task.yaml:5:26
      |
    5 | params: &p { extra: { a: *p } }
      |                          ^^"
  `);
  expect(await problems(taskText('params: { <<: 1 }'))).toMatchInlineSnapshot(`
    "error[yaml-syntax]: << takes a mapping or a list of mappings
      --> task.yaml:5:15
      |
    5 | params: { <<: 1 }
      |               ^"
  `);
  const levels = Array.from({ length: 9 }, (_, n) => `&l${n + 1} [${`*l${n},`.repeat(9)}]`);
  const bomb = taskText(`params: { extra: { a: [&l0 [x], ${levels.join(', ')}] } }`);
  const [first] = (await problems(bomb)).split('\n');
  expect(first).toBe('error[yaml-syntax]: the aliases of this file stand for too much');
});

test('keys are the text that is written', async () => {
  const { dataset } = await task(
    taskText().replace('rows.csv', '{ path: d, where: { 10: a, 9: b, true: c, 0x1F: d } }'),
  );
  expect(Object.keys(dataset.where).toSorted()).toEqual(['0x1F', '10', '9', 'true']);
  expect(await problems(taskText('params: { ? [a] : 1, 7: 1, "7": 2, null: 3 }')))
    .toMatchInlineSnapshot(`
    "error[yaml-syntax]: a key must be text
      --> task.yaml:5:13
      |
    5 | params: { ? [a] : 1, 7: 1, "7": 2, null: 3 }
      |             ^^^

    error[yaml-syntax]: the key "7" is there twice
      --> task.yaml:5:28
      |
    5 | params: { ? [a] : 1, 7: 1, "7": 2, null: 3 }
      |                            ^^^"
  `);
});

test('axes keep the order of the file', async () => {
  const { grid } = (
    await load(
      taskText(
        'shots: 1\ngrid: { top_k: [2], shots.seed: [1], max_tokens: [3], model: [embedded] }',
      ),
    )
  ).task;
  expect(grid[0]!.map(({ name }) => name)).toEqual(['top_k', 'shots.seed', 'max_tokens', 'model']);
});

test('a tag is refused', async () => {
  expect(await problems(taskText('model: !env KEY'))).toMatchInlineSnapshot(`
    "error[yaml-syntax]: unresolved tag: !env
      --> task.yaml:5:8
      |
    5 | model: !env KEY
      |        ^^^^"
  `);
});
