import { expect, test } from 'vitest';
import { llamacppServer } from '../../servers/llamacpp.ts';
import { ask, type Target } from './ask.ts';
import { canonical, contract } from './contract.ts';
import { saying, text, twoLogprobs } from './documented-answer.ts';

const target: Target = { server: llamacppServer, settings: { wire: 'llamacpp-completion' } };

contract(
  '/completion',
  target,
  { prompt: 'Question?', stream: false },
  {
    ...canonical,
    max_tokens: { n_predict: 7 },
    repetition_penalty: { repeat_penalty: 1.1 },
    logprobs: { n_probs: 2 },
    // With 0 the server would give none at all.
    'logprobs 0': { n_probs: 1 },
    extra: { cache_prompt: false },
  },
);

test('the documented answer', async () => {
  const { answer } = await ask(target, { logprobs: 2 });
  expect(answer).toEqual({
    status: 'done',
    text,
    finish: 'end',
    finishRaw: 'eos',
    usage: { in: 12, out: 3, cached: 8 },
    logprobs: twoLogprobs,
  });
});

test('why it ended, in our words and in theirs', async () => {
  const ends = ['eos', 'limit', 'word', 'none'].map(async (stop_type) => {
    const { answer } = await ask(target, {}, (told: object) => ({ ...told, stop_type }));
    return answer.status === 'done' && `${answer.finishRaw}: ${answer.finish}`;
  });
  expect(await Promise.all(ends)).toEqual([
    'eos: end',
    'limit: length',
    'word: stop',
    'none: unknown',
  ]);
});

test('the text ends before the earliest stop string', async () => {
  const { answer } = await ask(target, { stop: ['##', 'Z'] }, saying(' Good Z ## '));
  expect(answer).toEqual({
    status: 'done',
    text: ' Good ',
    finish: 'stop',
    finishRaw: 'eos',
    usage: { in: 12, out: 3, cached: 8 },
  });
});

test('an answer to a prompt that did not fit is no answer', async () => {
  const { answer } = await ask(target, {}, (told: object) => ({ ...told, truncated: true }));
  expect(answer).toEqual({
    status: 'failed',
    why: 'prompt and answer are longer than the context of the server (--ctx-size)',
    failure: { kind: 'body', http: 200, retry: false, fatal: false },
  });
});
