import { expect, test } from 'vitest';
import { checkCommand } from '../../src/command/check.ts';
import { initCommand } from '../../src/command/init.ts';
import { runCommand } from '../../src/command/run.ts';
import { desk } from './desk.ts';

test('a first task is written, and runs at once', async () => {
  const { see } = desk();
  expect(await see((host) => initCommand(host, 'mine'))).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "created mine/evals/review-sentiment.yaml
    created mine/templates/review-sentiment.yaml
    created mine/datasets/reviews.csv
    created mine/schema/task.schema.json
    created mine/schema/template.schema.json

    Next:
      kshot check mine/evals/review-sentiment.yaml
      kshot run mine/evals/review-sentiment.yaml
      kshot render mine/evals/review-sentiment.yaml
    ",
    }
  `);
  const task = 'mine/evals/review-sentiment.yaml';
  const { exit } = await see((host) => checkCommand(host, [task], {}));
  const { exit: ran } = await see((host) => runCommand(host, [task], { limit: '40' }));
  expect({ exit, ran }).toEqual({ exit: 0, ran: 0 });
});

test('nothing is overwritten', async () => {
  const { see } = desk();
  await see((host) => initCommand(host, 'mine'));
  expect(await see((host) => initCommand(host, 'mine'))).toMatchInlineSnapshot(`
    {
      "err": "error[file-exists]: evals/review-sentiment.yaml, templates/review-sentiment.yaml, datasets/reviews.csv, schema/task.schema.json, schema/template.schema.json are there already
      = help: kshot init writes into an empty folder: kshot init my-evals
    ",
      "exit": 2,
      "out": "",
    }
  `);
});

test('--ci github writes a workflow beside the first task', async () => {
  const { see, read } = desk();
  const { exit, out, err } = await see((host) => initCommand(host, 'mine', { ci: 'github' }));
  expect({ exit, err, created: out.split('\n').slice(4, 8) }).toMatchInlineSnapshot(`
    {
      "created": [
        "created mine/schema/template.schema.json",
        "created mine/.github/workflows/kshot.yaml",
        "",
        "Next:",
      ],
      "err": "",
      "exit": 0,
    }
  `);
  const workflow = read('mine/.github/workflows/kshot.yaml');
  await expect(workflow.replace(/@\d+\.\d+\.\d+/, '@VERSION')).toMatchFileSnapshot(
    'workflow.yaml.txt',
  );
});

test('where there are tasks the workflow is written alone, and once', async () => {
  const { see } = desk({ 'evals/own.yaml': 'name: own\n' });
  const init = () => see((host) => initCommand(host, undefined, { ci: 'github' }));
  expect([await init(), await init()]).toMatchInlineSnapshot(`
    [
      {
        "err": "",
        "exit": 0,
        "out": "created .github/workflows/kshot.yaml
    ",
      },
      {
        "err": "error[file-exists]: .github/workflows/kshot.yaml is there already
      = help: remove it to have it written anew
    ",
        "exit": 2,
        "out": "",
      },
    ]
  `);
});

test('below the root of a repository it says that the workflow has to move', async () => {
  const { see, host } = desk({ '.git/HEAD': '' });
  const printed = [];
  for (const folder of ['.', 'mine'])
    printed.push((await see(() => initCommand(host, folder, { ci: 'github' }))).err);
  expect(printed).toMatchInlineSnapshot(`
    [
      "",
      "GitHub reads the workflows at the root of a repository alone: move .github there, and give its paths the folder
    ",
    ]
  `);
});

test('another service is not known', async () => {
  const { see } = desk();
  expect((await see((host) => initCommand(host, 'mine', { ci: 'gitlab' }))).err).toBe(
    'error[bad-option]: --ci takes github, not "gitlab"\n',
  );
});
