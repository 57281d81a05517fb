import { expect, test } from 'vitest';
import { checkCommand } from '../../src/command/check.ts';
import type { Done } from '../../src/provider/completion.ts';
import { prepare, run } from '../../src/run.ts';
import { desk } from '../command/desk.ts';

const long = 'word '.repeat(40);
const things = `id,thing,colour\n${['a', 'b', 'c', 'd'].map((id) => `${id},${long}${id},red`).join('\n')}\n`;

function taskWith(context: number, fit: string): string {
  return `
name: tight
template: template.yaml
dataset: things.csv
shots: { select: first, count: 3 }
model: tiny:model
providers:
  tiny: { wire: openai, base_url: "http://127.0.0.1:9/v1", context: ${context} }
fit: ${fit}
params: { temperature: 0, max_tokens: 4 }
score: [exact_match]
`;
}

async function checked(context: number, fit: string): Promise<string> {
  const { see } = desk({ 'task.yaml': taskWith(context, fit), 'things.csv': things });
  const { out, err } = await see((host) => checkCommand(host, ['task.yaml'], {}));
  return err + out;
}

test('a prompt that does not fit the context window is told before it is sent', async () => {
  expect(await checked(150, 'error')).toMatchInlineSnapshot(`
    "error[does-not-fit]: a prompt and its answer do not fit the context window: row a in default, and 3 more
      --> task.yaml:6:8
      |
    6 | model: tiny:model
      |        ^^^^^^^^^^
      = help: fewer or shorter shots, a smaller max_tokens, or fit: drop_shots

    "
  `);
});

test('shots are left out until the prompt fits', async () => {
  expect(await checked(150, 'drop_shots')).toMatchInlineSnapshot(`
    "tight: ok
      1 cell × 4 rows × 1 trial = 4 requests to tiny:model
      about 416 tokens in, at most 16 out
    "
  `);
});

test('what does not fit even without shots is told all the same', async () => {
  expect(await checked(20, 'drop_shots')).toMatchInlineSnapshot(`
    "error[does-not-fit]: a prompt and its answer do not fit the context window: row a in default, and 3 more
      --> task.yaml:6:8
      |
    6 | model: tiny:model
      |        ^^^^^^^^^^

    "
  `);
});

test('how many requests lost shots stands beside the scores', async () => {
  const { folder, host } = desk({
    'task.yaml': taskWith(150, 'drop_shots'),
    'things.csv': things,
  });
  const prepared = await prepare('task.yaml', { cwd: folder });
  const answer: Done = {
    status: 'done',
    text: ' red',
    finish: 'stop',
    finishRaw: 'stop',
    latencyMs: 1,
  };
  const wrap = () => () => Promise.resolve(answer);
  const { cells } = await run(prepared, { ...host, home: `${folder}/.kshot`, wrap });
  expect(cells.map(({ answers, shortened }) => ({ answers, shortened }))).toEqual([
    { answers: 4, shortened: 4 },
  ]);
});
