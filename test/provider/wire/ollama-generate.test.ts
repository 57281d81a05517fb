import { expect, test } from 'vitest';
import { ollamaServer } from '../../servers/ollama.ts';
import { ask, type Target } from './ask.ts';
import { contract } from './contract.ts';
import { plainLogprobs, saying, text, twoLogprobs } from './documented-answer.ts';

const target: Target = { server: ollamaServer, settings: { wire: 'ollama-generate' } };
const bare = { model: 'some-model', prompt: 'Question?', raw: true, stream: false };

contract('/api/generate', target, bare, {
  max_tokens: { options: { num_predict: 7 } },
  'one stop string': { options: { stop: ['END'] } },
  'two stop strings': { options: { stop: ['x', 'END'] } },
  'no stop string': {},
  'six stop strings': { options: { stop: ['u', 'v', 'w', 'x', 'y', 'z'] } },
  temperature: { options: { temperature: 0.5 } },
  'temperature 0': { options: { temperature: 0 } },
  top_p: { options: { top_p: 0.9 } },
  'top_p 1': { options: { top_p: 1 } },
  top_k: { options: { top_k: 40 } },
  'top_k 0': { options: { top_k: 0 } },
  repetition_penalty: { options: { repeat_penalty: 1.1 } },
  logprobs: { logprobs: true, top_logprobs: 2 },
  'logprobs 0': { logprobs: true },
  seed: { options: { seed: 7 } },
  min_p: { options: { min_p: 0.05 } },
  presence_penalty: { options: { presence_penalty: -0.5 } },
  frequency_penalty: { options: { frequency_penalty: 0.25 } },
  extra: { options: { num_ctx: 4096 } },
});

test('extra options stand beside the parameters', async () => {
  const { body } = await ask(target, { top_k: 5, extra: { options: { num_ctx: 4096 } } });
  expect(body).toEqual({ ...bare, options: { top_k: 5, num_ctx: 4096 } });
});

test('the documented answer', async () => {
  const { answer } = await ask(target, { logprobs: 2 });
  expect(answer).toEqual({
    status: 'done',
    text,
    finish: 'stop',
    finishRaw: 'stop',
    usage: { in: 12, out: 3 },
    logprobs: twoLogprobs,
  });
});

test('log-probabilities without alternatives', async () => {
  const { answer } = await ask(target, { logprobs: 0 });
  expect(answer).toHaveProperty('logprobs', plainLogprobs);
});

test('the end by length, and a cached prompt that is not counted', async () => {
  const { answer } = await ask(target, {}, () => ({
    response: 'x',
    done: true,
    done_reason: 'length',
    eval_count: 1,
  }));
  expect(answer).toEqual({
    status: 'done',
    text: 'x',
    finish: 'length',
    finishRaw: 'length',
    usage: { in: 0, out: 1 },
  });
});

test('the text ends before the earliest stop string', async () => {
  const { answer } = await ask(target, { stop: ['##', 'Z'] }, saying(' Good Z ## '));
  expect(answer).toHaveProperty('text', ' Good ');
});
