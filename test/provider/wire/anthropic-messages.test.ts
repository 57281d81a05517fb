import { expect, test } from 'vitest';
import { anthropicServer } from '../../servers/anthropic.ts';
import { ask, type Target } from './ask.ts';
import { contract } from './contract.ts';
import { saying, text } from './documented-answer.ts';

const target: Target = {
  server: anthropicServer,
  settings: { wire: 'anthropic-messages' },
  mode: 'chat',
  always: { max_tokens: 100 },
};
const bare = {
  model: 'some-model',
  messages: [{ role: 'user', content: 'Question?' }],
  max_tokens: 100,
};
const gone = 'the API version 2026-10-21 answers it with an error, whatever the value';
const never = 'the Messages API does not have it';

contract('/v1/messages', target, bare, {
  max_tokens: { max_tokens: 7 },
  'one stop string': { stop_sequences: ['END'] },
  'two stop strings': { stop_sequences: ['x', 'END'] },
  'no stop string': {},
  'six stop strings': { stop_sequences: ['u', 'v', 'w', 'x', 'y', 'z'] },
  temperature: gone,
  'temperature 0': gone,
  top_p: gone,
  'top_p 1': gone,
  top_k: gone,
  'top_k 0': gone,
  repetition_penalty: never,
  logprobs: never,
  'logprobs 0': never,
  seed: never,
  min_p: never,
  presence_penalty: never,
  frequency_penalty: never,
  extra: { metadata: { user_id: 'me' } },
});

const usage = { in: 12, out: 3, cached: 8 };

test('the documented answer: its text blocks, and what was written to and read from the cache', async () => {
  const { answer } = await ask(target, {});
  expect(answer).toEqual({ status: 'done', text, finish: 'end', finishRaw: 'end_turn', usage });
});

test('stop strings of white space are refused by the server, and cut here', async () => {
  const stop = ['\n', '\n\n', 'END'];
  const { body, answer } = await ask(target, { stop }, saying(' Good\nInput: x'));
  expect(body).toEqual({ ...bare, stop_sequences: ['END'] });
  expect(answer).toEqual({
    status: 'done',
    text: ' Good',
    finish: 'stop',
    finishRaw: 'end_turn',
    usage,
  });
  const { body: onlyBlank } = await ask(target, { stop: '\n' });
  expect(onlyBlank).toEqual(bare);
});

test('why it ended, in our words and in theirs', async () => {
  const reasons = [
    'end_turn',
    'stop_sequence',
    'max_tokens',
    'model_context_window_exceeded',
    'refusal',
    'pause_turn',
    'tool_use',
  ];
  const ends = reasons.map(async (stop_reason) => {
    const { answer } = await ask(target, {}, (told: object) => ({ ...told, stop_reason }));
    return answer.status === 'done' && `${answer.finishRaw}: ${answer.finish}`;
  });
  expect(await Promise.all(ends)).toEqual([
    'end_turn: end',
    'stop_sequence: stop',
    'max_tokens: length',
    'model_context_window_exceeded: length',
    'refusal: filter',
    'pause_turn: unknown',
    'tool_use: unknown',
  ]);
});
