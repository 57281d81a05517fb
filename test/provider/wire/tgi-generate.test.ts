import { expect, test } from 'vitest';
import { tgiServer } from '../../servers/tgi.ts';
import { ask, type Target } from './ask.ts';
import { contract } from './contract.ts';
import { plainLogprobs, text, twoLogprobs } from './documented-answer.ts';

const target: Target = { server: tgiServer, settings: { wire: 'tgi-generate' } };

contract(
  '/generate',
  target,
  { inputs: 'Question?', parameters: { details: true } },
  {
    max_tokens: { parameters: { max_new_tokens: 7 } },
    'one stop string': { parameters: { stop: ['END'] } },
    'two stop strings': { parameters: { stop: ['x', 'END'] } },
    'no stop string': {},
    'six stop strings': { parameters: { stop: ['u', 'v', 'w', 'x'] } },
    temperature: { parameters: { do_sample: true, temperature: 0.5 } },
    'temperature 0': { parameters: { do_sample: false } },
    top_p: { parameters: { top_p: 0.9 } },
    'top_p 1': {},
    top_k: { parameters: { top_k: 40 } },
    'top_k 0': {},
    repetition_penalty: { parameters: { repetition_penalty: 1.1 } },
    logprobs: { parameters: { top_n_tokens: 2 } },
    'logprobs 0': {},
    seed: { parameters: { seed: 7 } },
    min_p: 'TGI does not have it',
    presence_penalty: 'TGI does not have it',
    frequency_penalty: { parameters: { frequency_penalty: 0.25 } },
    extra: { parameters: { typical_p: 0.5 } },
  },
);

test('the documented answer, with the tokens of the prompt from a header', async () => {
  const { answer } = await ask(target, { logprobs: 2 });
  expect(answer).toEqual({
    status: 'done',
    text,
    finish: 'end',
    finishRaw: 'eos_token',
    usage: { in: 12, out: 3 },
    logprobs: twoLogprobs,
  });
});

test('log-probabilities without alternatives, and none where none were asked for', async () => {
  const { answer } = await ask(target, { logprobs: 0 });
  expect(answer).toHaveProperty('logprobs', plainLogprobs);
  const { answer: unasked } = await ask(target, {});
  expect(unasked).toEqual({
    status: 'done',
    text,
    finish: 'end',
    finishRaw: 'eos_token',
    usage: { in: 12, out: 3 },
  });
});

test('the stop string that the server leaves in the text is cut', async () => {
  const { answer } = await ask(target, { stop: ['.com', 'x'] });
  expect(answer).toEqual({
    status: 'done',
    text,
    finish: 'stop',
    finishRaw: 'stop_sequence',
    usage: { in: 12, out: 3 },
  });
});

test('a token whose log-probability is not known is left out', async () => {
  const token = { id: 1, text: 'x', logprob: null, special: false };
  const { answer } = await ask(target, { logprobs: 0 }, () => ({
    generated_text: 'x',
    details: { finish_reason: 'length', generated_tokens: 1, tokens: [token] },
  }));
  expect(answer).toEqual({
    status: 'done',
    text: 'x',
    finish: 'length',
    finishRaw: 'length',
    usage: { in: 12, out: 1 },
    logprobs: [],
  });
});
