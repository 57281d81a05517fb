import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordKey } from '../../src/plan/request.ts';
import type { Completion } from '../../src/provider/completion.ts';
import { openRecording, recorded } from '../../src/provider/record.ts';
import { replay } from '../../src/provider/replay.ts';
import { done } from '../schedule/fixture.ts';
import { closing, folderWith, questionOf, refusal, surroundingsOf, type Ask } from './own-model.ts';

const { signal } = new AbortController();
const asIs = (text: string) => text;

const answer = done(' a\u2028b', {
  finish: 'end',
  finishRaw: 'eos',
  usage: { in: 3, out: 2, cached: 1 },
  logprobs: [{ token: ' a', logprob: -0.25, top: [{ token: ' b', logprob: -2 }] }],
});

/** Answers each request in turn, and records that. */
async function record(
  path: string,
  answers: readonly (readonly [text: string, completion: Completion, how?: Ask])[],
  redact = asIs,
) {
  const recording = openRecording(path, 'recording.jsonl', redact);
  for (const [text, completion, how] of answers) {
    const complete = recorded(() => Promise.resolve(completion), recording.write);
    expect(await complete(questionOf(text, how), signal)).toBe(completion);
  }
  recording.close();
}

function emptyFolder() {
  const folder = folderWith({});
  return { folder, path: join(folder, 'recording.jsonl') };
}

async function replayed(folder: string) {
  return closing(await replay.open('recording.jsonl', surroundingsOf(folder)));
}

const missing = {
  status: 'failed',
  why: 'not in the recording: the prompt or a parameter is another',
  failure: { kind: 'status', retry: false, fatal: false },
};

test('what was recorded is answered again, whichever model it was', async () => {
  const { folder, path } = emptyFolder();
  await record(path, [
    ['first', answer, { model: 'openai:gpt' }],
    ['second', done('two')],
  ]);
  const { ask } = await replayed(folder);
  const { latencyMs: _, ...rest } = answer;
  expect(await ask('first', { model: 'replay:recording.jsonl' })).toEqual(rest);
  expect(await ask('second')).toEqual({
    status: 'done',
    text: 'two',
    finish: 'stop',
    finishRaw: 'stop',
  });
});

test('the lines of a recording', async () => {
  const { path } = emptyFolder();
  await record(path, [
    ['first', answer],
    ['second', done('two')],
  ]);
  const text = readFileSync(path, 'utf8');
  const shown = [recordKey(questionOf('first')), recordKey(questionOf('second'))].reduce(
    (before, key, index) => before.replace(key, `<key ${index + 1}>`),
    text,
  );
  expect(shown).toBe(
    String.raw`{"key":"<key 1>","text":" a\u2028b","finish":"end","finish_raw":"eos","tokens":{"in":3,"out":2,"cached":1},"logprobs":[{"token":" a","logprob":-0.25,"top":[{"token":" b","logprob":-2}]}]}
{"key":"<key 2>","text":"two","finish":"stop","finish_raw":"stop"}
`,
  );
});

test('another prompt, parameter, trial or mode is not in the recording', async () => {
  const { folder, path } = emptyFolder();
  await record(path, [['asked', answer, { params: { temperature: 0.5 } }]]);
  const { ask } = await replayed(folder);
  const params = { temperature: 0.5 };
  const others: [string, Ask][] = [
    ['asked ', { params }],
    ['asked', { params: { temperature: 0.4 } }],
    ['asked', { params: { ...params, top_k: 1 } }],
    ['asked', { params, trial: 1 }],
    ['asked', { params, mode: 'chat' }],
  ];
  expect(await Promise.all(others.map(([text, how]) => ask(text, how)))).toEqual(
    others.map(() => missing),
  );
});

test('the key of a recording does not depend on the model', () => {
  const [one, other] = ['openai:gpt', 'embedded'].map((model) => questionOf('asked', { model }));
  expect(recordKey(one!)).toBe(recordKey(other!));
});

test('failures are not recorded', async () => {
  const { folder, path } = emptyFolder();
  await record(path, [['asked', { status: 'failed', why: 'HTTP 500' }]]);
  expect(readFileSync(path, 'utf8')).toBe('');
  const { ask } = await replayed(folder);
  expect(await ask('asked')).toEqual(missing);
});

test('of two answers to one question the later is given', async () => {
  const { folder, path } = emptyFolder();
  await record(path, [['asked', done('old')]]);
  await record(path, [['asked', done('new')]]);
  const { ask } = await replayed(folder);
  expect(await ask('asked')).toEqual({
    status: 'done',
    text: 'new',
    finish: 'stop',
    finishRaw: 'stop',
  });
});

test('thousands of answers, many at once, lines of all lengths', async () => {
  const { folder, path } = emptyFolder();
  const texts = Array.from({ length: 3000 }, (_, index) => 'é'.repeat(index % 700) + index);
  await record(
    path,
    texts.map((text) => [text, done(text)]),
  );
  const { ask } = await replayed(folder);
  const answers = await Promise.all(texts.map((text) => ask(text)));
  expect(answers.map((each) => each.status === 'done' && each.text)).toEqual(texts);
});

test('a stop string is cut off', async () => {
  const { folder, path } = emptyFolder();
  const how = { params: { stop: '\n' } };
  await record(path, [['asked', done('one\ntwo', { finish: 'end', finishRaw: 'eos' }), how]]);
  const { ask } = await replayed(folder);
  expect(await ask('asked', how)).toEqual({
    status: 'done',
    text: 'one',
    finish: 'stop',
    finishRaw: 'eos',
  });
});

test('secrets are taken out of what is written', async () => {
  const { path } = emptyFolder();
  const redact = (text: string) => text.replaceAll('sk-12345678', '[API_KEY]');
  await record(path, [['asked', done('the key is sk-12345678')]], redact);
  expect(readFileSync(path, 'utf8').slice(74)).toBe(
    '"text":"the key is [API_KEY]","finish":"stop","finish_raw":"stop"}\n',
  );
});

test('lines that are no records are refused, all at once', async () => {
  const { folder, path } = emptyFolder();
  await record(path, [['asked', answer]]);
  const lines = ['{"key":"k","text":', '', '[1]', '{"text":"a"}', '{"key":"k"}'];
  writeFileSync(path, `${lines.join('\n')}\n`, { flag: 'a' });
  const opened = replay.open('recording.jsonl', surroundingsOf(folder));
  expect(await refusal(opened, folder)).toMatchInlineSnapshot(`
    "error[json-syntax]: not JSON: object value expected after ':'
      --> folder/recording.jsonl:2:19
      |
    2 | {"key":"k","text":
      |                   ^
      = help: take the line out, or record again

    error[json-syntax]: expected a JSON object, got a list
      --> folder/recording.jsonl:4:1
      |
    4 | [1]
      | ^^^
      = help: take the line out, or record again

    error[json-syntax]: not a line of a recording: it has no key
      --> folder/recording.jsonl:5:1
      |
    5 | {"text":"a"}
      | ^^^^^^^^^^^^
      = help: kshot run --record FILE makes a recording

    error[json-syntax]: not a line of a recording: an answer of another shape than documented: text: Invalid input: expected string, received undefined
      --> folder/recording.jsonl:6:1
      |
    6 | {"key":"k"}
      | ^^^^^^^^^^^
      = help: kshot run --record FILE makes a recording"
  `);
});

test('a recording that is not there is refused', async () => {
  const folder = folderWith({ 'recordings.jsonl': '' });
  const opened = replay.open('recording.jsonl', surroundingsOf(folder));
  expect(await refusal(opened, folder)).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file folder/recording.jsonl
      = help: did you mean "recordings.jsonl"?"
  `);
});

test.each([
  [
    'the beginning of a line that a killed run left is cut off',
    (text: string) => text.slice(0, -9),
  ],
  ['a whole line without its line break stays', (text: string) => text.slice(0, -1)],
])('%s before more is recorded', async (_, damage) => {
  const { folder, path } = emptyFolder();
  await record(path, [
    ['first', done('one')],
    ['second', done('x'.repeat(200_000))],
  ]);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, damage(whole));
  await record(path, [['second', done('two')]]);
  const { ask } = await replayed(folder);
  const texts = await Promise.all([ask('first'), ask('second')]);
  expect(texts.map((each) => each.status === 'done' && each.text)).toEqual(['one', 'two']);
});

test('a file that is no recording is never written to', async () => {
  const folder = folderWith({ 'recording.jsonl': 'name: my task' });
  const write = async () => record(join(folder, 'recording.jsonl'), []);
  expect(await refusal(write(), folder)).toMatchInlineSnapshot(`
    "error[file-exists]: recording.jsonl is there already, and is no recording
      = help: name another file"
  `);
  expect(readFileSync(join(folder, 'recording.jsonl'), 'utf8')).toBe('name: my task');
});

test('a folder that is not there is no place for a recording', async () => {
  const write = async () => record(join(folderWith({}), 'no/recording.jsonl'), []);
  expect(await refusal(write())).toMatchInlineSnapshot(
    `"error[file-not-found]: cannot write recording.jsonl: there is no such folder"`,
  );
});
