import { expect, test } from 'vitest';
import { taskFolder, taskText } from './task-folder.ts';

const { problems, task, write } = taskFolder();

/** What is wrong with a `--set` itself. */
async function refused(...set: string[]): Promise<string> {
  try {
    return await problems(taskText('grid: [{ top_p: [1] }]\nparams: { top_p: 1 }'), set);
  } catch (error) {
    return (error as Error).message;
  }
}

test('after grid the rest of the path is one key, and lists replace', async () => {
  const text = taskText('shots: { seed: 4 }\ngrid: { shots.count: [1], top_p: [1] }');
  const { grid } = await task(text, ['grid.shots.count=[0, 2]', 'grid.shots.order=[p1]']);
  expect(grid).toEqual([
    [
      { name: 'shots.count', values: [0, 2] },
      { name: 'top_p', values: [1] },
      { name: 'shots.order', values: ['p1'] },
    ],
  ]);
});

test('a mapping of a grid that is a list is counted from 0', async () => {
  const text = taskText('shots: 1\ngrid: [{ top_p: [1] }, { top_p: [1] }]');
  const { grid } = await task(text, ['grid.1.shots.seed=[5, 6]', 'grid.2.top_k=[3]']);
  expect(grid.slice(1)).toEqual([
    [
      { name: 'top_p', values: [1] },
      { name: 'shots.seed', values: [5, 6] },
    ],
    [{ name: 'top_k', values: [3] }],
  ]);
});

test('a scorer is reached by its place, its options with or without its name', async () => {
  const text = taskText().replace('[exact_match]', '[{ regex: { value: a } }, f1]');
  const { score } = await task(text, [
    'score.0.value=b',
    'score.0.flags=i',
    'score.0.regex.as=r',
    'score.1.target=[x, y]',
    'score.2=rouge_l',
  ]);
  expect(score).toEqual([
    { metric: 'regex', name: 'r', options: { value: 'b', flags: 'i' } },
    { metric: 'f1', name: 'f1', options: {}, target: ['x', 'y'] },
    { metric: 'rouge_l', name: 'rouge_l', options: { stem: false } },
  ]);
});

test('a key below a short form makes it the long one', async () => {
  const set = ['shots.seed=3', 'shots.from=x.csv', 'shots.from.limit=2', 'dataset.limit=5'];
  const { shots, dataset } = await task(taskText('shots: 4'), set);
  expect({ shots, dataset }).toEqual({
    shots: {
      count: 4,
      seed: 3,
      select: 'random',
      per: 'run',
      from: { path: 'folder/x.csv', limit: 2, seed: 0, where: {} },
    },
    dataset: { path: 'folder/rows.csv', limit: 5, seed: 0, where: {} },
  });
});

test('axes in the cells of a gate are one key', async () => {
  const { gates } = await task(taskText('shots: 3\ngate: { exact_match: { min: 1 } }'), [
    'gate.exact_match.cells.shots.count=3',
  ]);
  expect(gates).toEqual([{ metric: 'exact_match', min: 1, cells: { 'shots.count': 3 } }]);
});

test('a key inside a template file is reached, and a new template keeps it', async () => {
  write('one.yaml', 'input: one\noutput: x\nstop: a\n');
  write('two.yaml', 'input: two\noutput: x\nstop: a\n');
  const text = taskText().replace(/template: .*/, 'template: one.yaml');
  const templates = async (...set: string[]) => (await task(text, set)).templates;
  const stop = 'template.stop=["\\n\\n", b]';
  const rest = { output: 'x', separator: '\n', stop: ['\n\n', 'b'] };
  expect(await templates(stop)).toEqual({ one: { input: 'one', ...rest } });
  expect(await templates(stop, 'template=two.yaml')).toEqual({ two: { input: 'two', ...rest } });
  expect(await templates(stop, 'template={ input: three, output: x }')).toEqual({
    inline: { input: 'three', ...rest },
  });
});

test('later values lie over earlier ones, and merge with nothing', async () => {
  const text = taskText('params: { top_p: 0.5, stop: [a, b] }');
  const set = ['params.stop=[c]', 'params.top_k=1', 'params.top_k=2'];
  expect((await task(text, set)).params).toEqual({ top_p: 0.5, stop: ['c'], top_k: 2 });
  expect((await task(text, ['params={ top_k: 1 }'])).params).toEqual({ top_k: 1 });
});

test('blanks around the path do not matter', async () => {
  expect((await task(taskText(), [' params.top_p = 0.5 '])).params).toEqual({ top_p: 0.5 });
});

test('a --set that is not path=value is refused', async () => {
  expect(await refused('foo')).toMatchInlineSnapshot(`
    "error[bad-override]: --set takes path=value, not "foo"
      = help: for instance --set params.temperature=0.2"
  `);
  const forms = ['=1', 'a..b=1', 'params.=1', '.=1', ''];
  const firsts = await Promise.all(forms.map(async (form) => (await refused(form)).split('\n')[0]));
  expect(firsts).toEqual(
    forms.map((form) => `error[bad-override]: --set takes path=value, not "${form}"`),
  );
});

test('a --set that leads through a value or past a list is refused', async () => {
  expect(await refused('params.top_p.x=1')).toMatchInlineSnapshot(`
    "error[bad-override]: cannot set params.top_p.x: params.top_p is a plain value
      --> --set:1:1
      |
    1 | params.top_p.x=1
      | ^^^^^^^^^^^^^^
      = help: set it as a whole: --set params.top_p=…"
  `);
  expect(await refused('grid.top_p=[1]')).toMatchInlineSnapshot(`
    "error[bad-override]: cannot set grid.top_p: grid is a list of 1
      --> --set:1:1
      |
    1 | grid.top_p=[1]
      | ^^^^^^^^^^
      = help: count from 0: grid.0"
  `);
  expect(await refused('score.2=f1')).toMatchInlineSnapshot(`
    "error[bad-override]: cannot set score.2: score is a list of 1
      --> --set:1:1
      |
    1 | score.2=f1
      | ^^^^^^^
      = help: count from 0: score.0"
  `);
});

test('mistakes in a --set are shown in its own words', async () => {
  expect(await refused('params.stop=[a')).toMatchInlineSnapshot(`
    "error[yaml-syntax]: flow sequence must end with a ]
      --> --set:1:15
      |
    1 | params.stop=[a
      |               ^"
  `);
  expect(await refused('params.temprature=1', 'params.top_p=', 'trials=x')).toMatchInlineSnapshot(`
    "error[unknown-key]: unknown key "temprature"
      --> --set:1:8
      |
    1 | params.temprature=1
      |        ^^^^^^^^^^
      = help: did you mean "temperature"?

    error[wrong-type]: trials is the text "x", but must be a number
      --> --set:1:8
      |
    1 | trials=x
      |        ^

    error[wrong-type]: params.top_p is empty, but must be a number
      --> --set:1:14
      |
    1 | params.top_p=
      |              ^"
  `);
  expect(await refused('shots.seed=1')).toMatchInlineSnapshot(`
    "error[no-shot-count]: shots has no count
      --> --set:1:1
      |
    1 | shots.seed=1
      | ^^^^^
      = help: add \`count: 4\` to shots, or an axis \`shots.count: [0, 4]\` to the grid"
  `);
  expect(await refused('params.stop=###')).toMatchInlineSnapshot(`
    "error[bad-override]: YAML reads # as a comment
      --> --set:1:13
      |
    1 | params.stop=###
      |             ^^^
      = help: put it in quotes that reach YAML: 'params.stop="#"'"
  `);
});
