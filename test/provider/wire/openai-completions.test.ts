import { describe, expect, test } from 'vitest';
import { completionsServer, type Dialect } from '../../servers/openai.ts';
import { ask, type Target } from './ask.ts';
import { canonical, contract, type Contract } from './contract.ts';
import { plainLogprobs, saying, text, twoLogprobs } from './documented-answer.ts';

function targetOf(dialect: Dialect): Target {
  const settings = { wire: 'openai-completions', dialect } as const;
  return { server: completionsServer(dialect), settings, base: '/v1' };
}

const bare = { model: 'some-model', prompt: 'Question?' };
const extra = { user: 'me' };
const four = { stop: ['u', 'v', 'w', 'x'] };
const ollama = "Ollama's OpenAI routes drop it; the wire ollama-generate sends it";
const tgiLogprobs = "TGI's /v1/completions gives none; the wire tgi-generate does";
const tgiTopK = "TGI's OpenAI routes drop it; the wire tgi-generate sends it";
const openai = 'OpenAI does not have it; no other field means the same';

const sent: Readonly<Record<Dialect, Contract>> = {
  openai: {
    ...canonical,
    extra,
    'six stop strings': four,
    top_k: openai,
    'top_k 0': openai,
    min_p: openai,
    repetition_penalty:
      'OpenAI does not have it; presence and frequency penalties add where this one multiplies',
  },
  together: { ...canonical, extra: { safety_model: 'guard' } },
  vllm: { ...canonical, extra },
  llamacpp: {
    ...canonical,
    extra,
    repetition_penalty: { repeat_penalty: 1.1 },
    // With 0 the server would give none at all.
    'logprobs 0': { logprobs: 1 },
  },
  ollama: {
    ...canonical,
    extra,
    top_k: ollama,
    'top_k 0': ollama,
    min_p: ollama,
    repetition_penalty: ollama,
  },
  tgi: {
    ...canonical,
    extra,
    'six stop strings': four,
    'top_p 1': {},
    top_k: tgiTopK,
    'top_k 0': tgiTopK,
    min_p: 'TGI does not have it',
    presence_penalty: 'TGI does not have it',
    logprobs: tgiLogprobs,
    'logprobs 0': tgiLogprobs,
  },
};

const dialects = Object.keys(sent) as Dialect[];

describe.for(dialects)('%s', (dialect) => {
  contract(`/v1/completions of ${dialect}`, targetOf(dialect), bare, sent[dialect]);
});

test.for([
  ['openai', { finish: 'stop', finishRaw: 'stop', usage: { in: 12, out: 3, cached: 8 } }],
  ['together', { finish: 'end', finishRaw: 'eos', usage: { in: 12, out: 3 } }],
  ['vllm', { finish: 'end', finishRaw: 'stop', usage: { in: 12, out: 3 } }],
  ['llamacpp', { finish: 'stop', finishRaw: 'stop', usage: { in: 12, out: 3, cached: 8 } }],
  ['ollama', { finish: 'stop', finishRaw: 'stop', usage: { in: 12, out: 3 } }],
  ['tgi', { finish: 'stop', finishRaw: 'stop', usage: { in: 12, out: 3 } }],
] as const)('the documented answer of %s', async ([dialect, told]) => {
  const { answer } = await ask(targetOf(dialect), {});
  expect(answer).toEqual({ status: 'done', text, ...told });
});

test.for(['openai', 'together', 'vllm', 'llamacpp', 'ollama'] as const)(
  'log-probabilities of %s, whether they come as columns or as records',
  async (dialect) => {
    const { answer } = await ask(targetOf(dialect), { logprobs: 2 });
    expect(answer).toHaveProperty('logprobs', twoLogprobs);
  },
);

test('log-probabilities without alternatives', async () => {
  const { answer } = await ask(targetOf('openai'), { logprobs: 0 });
  expect(answer).toHaveProperty('logprobs', plainLogprobs);
});

test("vLLM's stop string and stop token", async () => {
  const said = (stop_reason: unknown) => (answer: { choices: object[] }) => ({
    ...answer,
    choices: [{ ...answer.choices[0], stop_reason }],
  });
  const ends = ['END', 128_001, null].map(async (reason) => {
    const { answer } = await ask(targetOf('vllm'), {}, said(reason) as never);
    return answer.status === 'done' && answer.finish;
  });
  expect(await Promise.all(ends)).toEqual(['stop', 'stop', 'end']);
});

test('the text ends before the earliest stop string, also before one that was not sent', async () => {
  const stop = ['u', 'v', 'w', 'x', '##', 'Z'];
  const { body, answer } = await ask(targetOf('openai'), { stop }, saying(' Good Z ## '));
  expect(body['stop']).toEqual(['u', 'v', 'w', 'x']);
  expect(answer).toHaveProperty('text', ' Good ');
});

test('an empty list of choices may be another next time', async () => {
  const { answer } = await ask(targetOf('openai'), {}, () => ({ choices: [] }));
  expect(answer).toEqual({
    status: 'failed',
    why: 'the answer has no choices',
    failure: { kind: 'body', http: 200, retry: true, fatal: false },
  });
});

test('an answer of another shape will be the same next time', async () => {
  const { answer } = await ask(targetOf('openai'), {}, () => ({ choices: [{ text: 7 }] }));
  expect(answer).toEqual({
    status: 'failed',
    why: 'an answer of another shape than documented: choices.0.text: Invalid input: expected string, received number',
    failure: { kind: 'body', http: 200, retry: false, fatal: false },
  });
});

test('an error that comes with HTTP 200', async () => {
  const error = { code: 502, message: 'Provider returned error' };
  const { answer } = await ask(targetOf('openai'), {}, () => ({ error }));
  expect(answer).toEqual({
    status: 'failed',
    why: 'an error in an answer of HTTP 200: Provider returned error',
    failure: { kind: 'body', http: 200, retry: true, fatal: false },
  });
});
