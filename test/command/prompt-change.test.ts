import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { runCommand } from '../../src/command/run.ts';
import { desk } from './desk.ts';

const gate = 'gate.exact_match.max_drop=0.02';

test('what has changed in a prompt is told by name and shown as a diff', async () => {
  const { see } = desk();
  const run = (...set: readonly string[]) =>
    see((host) => runCommand(host, ['task.yaml'], { set: [gate, ...set] }));
  await run();
  await see((host) => acceptCommand(host, undefined));
  const { out } = await run(
    'params.temperature=0.7',
    'template.instruction="Answer with one word: red, green."',
  );
  const lines = out.split('\n');
  const from = lines.indexOf('asked otherwise than in the baseline');
  expect(lines.slice(from, from + 6).join('\n')).toMatchInlineSnapshot(`
    "asked otherwise than in the baseline
      temperature 0 -> 0.7
      template changed: instruction
      the prompt of t1:
        Answer with one [-of:-]{+word:+} red, green.
    "
  `);
  expect((await run()).out.includes('asked otherwise')).toBe(false);
});

test('a baseline of before prompts were kept is read, and that it was asked otherwise is told', async () => {
  const { see, read, folder } = desk();
  await see((host) => runCommand(host, ['task.yaml'], {}));
  await see((host) => acceptCommand(host, undefined));
  const [header, ...lines] = read('task.baseline.jsonl').split('\n');
  const { example: _example, cells, ...rest } = JSON.parse(header!) as Record<string, object[]>;
  const older = { ...rest, cells: cells!.map((cell) => ({ ...cell, params: undefined })) };
  const rows = lines.filter((line) => line.startsWith('{"row"'));
  writeFileSync(
    join(folder, 'task.baseline.jsonl'),
    [JSON.stringify(older), ...rows, ''].join('\n'),
  );
  const run = (...set: readonly string[]) =>
    see((host) => runCommand(host, ['task.yaml'], { set: [gate, ...set] }));
  const { out } = await run('params.temperature=0.7');
  expect(out.includes('\n  the one before keeps no prompts to show what\n')).toBe(true);
  expect((await run()).out.includes('asked otherwise')).toBe(false);
});

test('what is kept of prompts holds no secret, and a secret is no change', async () => {
  const secret = 'abcd1234efgh5678';
  const template = 'template.instruction="Say abcd1234efgh5678."';
  const { see, read } = desk({}, { env: { MY_API_KEY: secret } });
  const run = () => see((host) => runCommand(host, ['task.yaml'], { set: [gate, template] }));
  await run();
  await see((host) => acceptCommand(host, undefined));
  const text = read('task.baseline.jsonl');
  expect([text.includes(secret), text.includes('Say [MY_API_KEY].')]).toEqual([false, true]);
  expect((await run()).out.includes('asked otherwise')).toBe(false);
});
