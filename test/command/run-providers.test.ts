import { expect, test } from 'vitest';
import { runCommand } from '../../src/command/run.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { anthropicServer } from '../servers/anthropic.ts';
import { geminiServer } from '../servers/gemini.ts';
import { llamacppServer } from '../servers/llamacpp.ts';
import { ollamaServer } from '../servers/ollama.ts';
import { chatServer, completionsServer } from '../servers/openai.ts';
import { scripted } from '../servers/scripted.ts';
import { answerText, key, serve, type Documented } from '../servers/strict.ts';
import { tgiServer } from '../servers/tgi.ts';
import { togetherInferenceServer } from '../servers/together-inference.ts';
import { desk } from './desk.ts';
import { onlineTask, realTime } from './online.ts';

const rows = 'id,item,answer\nr0,0,answer 0\nr1,1,answer 1\n';

test('two tasks with two providers are run one after the other', async () => {
  const [one, two] = [await scripted(), await scripted()];
  const files = {
    'one.yaml': onlineTask({ url: one.url }),
    'two.yaml': onlineTask({ url: two.url }).replace('name: online', 'name: two'),
    'rows.csv': rows,
  };
  const { see } = desk(files, { ...realTime, env: { MY_KEY: key } });
  const { exit, out } = await see((host) =>
    runCommand(host, ['one.yaml', 'two.yaml'], { json: true }),
  );
  const { runs } = JSON.parse(out) as { runs: Outcome[] };
  expect({ exit, runs: runs.map(({ task, cells }) => [task, cells[0]?.n]) }).toEqual({
    exit: 0,
    runs: [
      ['online', 2],
      ['two', 2],
    ],
  });
  expect([one.asked.length, two.asked.length]).toEqual([2, 2]);
});

test('two providers in one grid are both asked, each with its own key and headers', async () => {
  const [one, two] = [await scripted(), await scripted()];
  const second = `  other: { wire: openai-completions, base_url: "${two.url}/v1", api_key_env: OTHER_KEY, headers: { X-Team: b } }\n`;
  const task = onlineTask({ url: one.url, more: 'grid: { model: [mine:a, other:b] }' });
  const env = { MY_KEY: 'key-of-one', OTHER_KEY: 'key-of-two' };
  const files = { 'task.yaml': `${task.trimEnd()}\n${second}`, 'rows.csv': rows };
  const { see } = desk(files, { ...realTime, env });
  const { exit } = await see((host) => runCommand(host, ['task.yaml'], {}));
  const seen = [one, two].map(({ calls }) =>
    calls.map(({ headers }) => [headers['authorization'], headers['x-team']]),
  );
  expect({ exit, seen }).toEqual({
    exit: 0,
    seen: [
      [
        ['Bearer key-of-one', undefined],
        ['Bearer key-of-one', undefined],
      ],
      [
        ['Bearer key-of-two', 'b'],
        ['Bearer key-of-two', 'b'],
      ],
    ],
  });
});

test('one server under two names is asked in the way of each', async () => {
  const server = await scripted();
  const second = `  other: { wire: openai-completions, base_url: "${server.url}/v1", headers: { X-Team: b } }\n`;
  const task = onlineTask({ url: server.url, more: 'grid: { model: [mine:a, other:a] }' });
  const files = { 'task.yaml': `${task.trimEnd()}\n${second}`, 'rows.csv': rows };
  const { see } = desk(files, { ...realTime, env: { MY_KEY: 'key-of-one' } });
  await see((host) => runCommand(host, ['task.yaml'], {}));
  const seen = server.calls.map(({ headers }) => [headers['authorization'], headers['x-team']]);
  expect(seen.map((pair) => JSON.stringify(pair)).toSorted()).toEqual([
    '["Bearer key-of-one",null]',
    '["Bearer key-of-one",null]',
    '[null,"b"]',
    '[null,"b"]',
  ]);
});

interface Place {
  readonly server: Documented;
  readonly wire: string;
  readonly base?: string;
  readonly dialect?: string;
  readonly mode?: 'chat';
}

const dialects = ['openai', 'together', 'vllm', 'llamacpp', 'ollama', 'tgi'] as const;

const places: readonly Place[] = [
  { wire: 'together-inference', server: togetherInferenceServer },
  ...dialects.flatMap((dialect): Place[] => [
    { wire: 'openai-completions', dialect, base: '/v1', server: completionsServer(dialect) },
    { wire: 'openai-chat', dialect, base: '/v1', mode: 'chat', server: chatServer(dialect) },
  ]),
  { wire: 'llamacpp-completion', server: llamacppServer },
  { wire: 'ollama-generate', server: ollamaServer },
  { wire: 'tgi-generate', server: tgiServer },
  { wire: 'anthropic-messages', mode: 'chat', server: anthropicServer },
  { wire: 'gemini-generate', base: '/v1beta', mode: 'chat', server: geminiServer },
];

const task = `name: anywhere
template: { instruction: Answer., input: "Item {{item}}:", output: " {{answer}}", stop: "###" }
dataset: rows.csv
shots: 1
model: mine:some-model
params: { temperature: 0, top_p: 0.9, max_tokens: 8, seed: 1 }
unsupported: drop
score: [exact_match]
`;

test.each(places)(
  'the same task runs unchanged on $wire $dialect',
  async ({ server, wire, dialect, base = '', mode }) => {
    const { url, calls } = await serve(server);
    const said = { wire, base_url: url + base, api_key_env: 'LOOPBACK_KEY', dialect };
    const files = {
      'package.json': '{}',
      'kshot.config.yaml': JSON.stringify({ providers: { mine: said } }),
      'task.yaml': task,
      'rows.csv': `id,item,answer\nr0,0,${answerText.trim()}\nr1,1,${answerText.trim()}\n`,
    };
    const { see } = desk(files, { ...realTime, env: { LOOPBACK_KEY: key } });
    const set = mode ? [`mode=${mode}`] : [];
    const { exit, out, err } = await see((host) =>
      runCommand(host, ['task.yaml'], { set, json: true }),
    );
    const { cells } = JSON.parse(out || '{}') as Partial<Outcome>;
    expect({ exit, err, n: cells?.[0]?.n, mean: cells?.[0]?.metrics['exact_match'] }).toEqual({
      exit: 0,
      err: '',
      n: 2,
      mean: { mean: 1, low: expect.any(Number), high: 1, n: 2, method: 'wilson' },
    });
    expect(calls).toHaveLength(2);
  },
);
