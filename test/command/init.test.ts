import { expect, test } from 'vitest';
import { checkCommand } from '../../src/command/check.ts';
import { initCommand } from '../../src/command/init.ts';
import { runCommand } from '../../src/command/run.ts';
import { desk } from './desk.ts';

test('a first task is written, and runs at once', async () => {
  const { see } = desk();
  expect(await see((host) => initCommand(host, 'mine'))).toMatchInlineSnapshot();
  const task = 'mine/evals/review-sentiment.yaml';
  const { exit } = await see((host) => checkCommand(host, [task], {}));
  const { exit: ran } = await see((host) => runCommand(host, [task], { limit: '40' }));
  expect({ exit, ran }).toEqual({ exit: 0, ran: 0 });
});

test('nothing is overwritten', async () => {
  const { see } = desk();
  await see((host) => initCommand(host, 'mine'));
  expect(await see((host) => initCommand(host, 'mine'))).toMatchInlineSnapshot();
});
