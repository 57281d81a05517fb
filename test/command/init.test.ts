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
