import { describe, expect, test } from 'vitest';
import { chatServer, type Dialect } from '../../servers/openai.ts';
import { ask, type Target } from './ask.ts';
import { canonical, contract, type Contract } from './contract.ts';
import { plainLogprobs, text, twoLogprobs } from './documented-answer.ts';

function targetOf(dialect: Dialect): Target {
  const settings = { wire: 'openai-chat', dialect } as const;
  return { server: chatServer(dialect), settings, base: '/v1', mode: 'chat' };
}

const bare = { model: 'some-model', messages: [{ role: 'user', content: 'Question?' }] };
const extra = { user: 'me' };
const four = { stop: ['u', 'v', 'w', 'x'] };
const completionTokens = { max_tokens: { max_completion_tokens: 7 } };
const flagged = { logprobs: { logprobs: true, top_logprobs: 2 }, 'logprobs 0': { logprobs: true } };
const openai = 'OpenAI does not have it; no other field means the same';
const ollama = "Ollama's OpenAI routes drop it; the wire ollama-generate sends it";
const tgiTopK = "TGI's OpenAI routes drop it; the wire tgi-generate sends it";

const sent: Readonly<Record<Dialect, Contract>> = {
  openai: {
    ...canonical,
    ...completionTokens,
    ...flagged,
    extra,
    'six stop strings': four,
    top_k: openai,
    'top_k 0': openai,
    min_p: openai,
    repetition_penalty:
      'OpenAI does not have it; presence and frequency penalties add where this one multiplies',
  },
  together: { ...canonical, extra: { safety_model: 'guard' } },
  vllm: { ...canonical, ...completionTokens, ...flagged, extra },
  llamacpp: {
    ...canonical,
    ...flagged,
    extra,
    repetition_penalty: { repeat_penalty: 1.1 },
  },
  ollama: {
    ...canonical,
    ...flagged,
    extra,
    top_k: ollama,
    'top_k 0': ollama,
    min_p: ollama,
    repetition_penalty: ollama,
  },
  tgi: {
    ...canonical,
    ...flagged,
    extra,
    'six stop strings': four,
    'top_p 1': {},
    top_k: tgiTopK,
    'top_k 0': tgiTopK,
    min_p: 'TGI does not have it',
    presence_penalty: "TGI's chat route takes it, plus 2, for a repetition penalty",
    repetition_penalty: "TGI's chat route drops it; the wire tgi-generate sends it",
  },
};

const dialects = Object.keys(sent) as Dialect[];

describe.for(dialects)('%s', (dialect) => {
  contract(`/v1/chat/completions of ${dialect}`, targetOf(dialect), bare, sent[dialect]);
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

test.for(dialects)('log-probabilities of %s', async (dialect) => {
  const { answer } = await ask(targetOf(dialect), { logprobs: 2 });
  expect(answer).toHaveProperty('logprobs', twoLogprobs);
});

test('log-probabilities without alternatives', async () => {
  const { answer } = await ask(targetOf('openai'), { logprobs: 0 });
  expect(answer).toHaveProperty('logprobs', plainLogprobs);
});

const choice = (changes: object) => () => ({
  choices: [{ message: { role: 'assistant', content: 'x' }, finish_reason: 'stop', ...changes }],
});

test('why it ended, in our words and in theirs', async () => {
  const reasons = ['stop', 'length', 'content_filter', 'tool_calls', 'constructor', null];
  const ends = reasons.map(async (finish_reason) => {
    const { answer } = await ask(targetOf('openai'), {}, choice({ finish_reason }));
    return answer.status === 'done' && `${answer.finishRaw}: ${answer.finish}`;
  });
  expect(await Promise.all(ends)).toEqual([
    'stop: stop',
    'length: length',
    'content_filter: filter',
    'tool_calls: unknown',
    'constructor: unknown',
    ': unknown',
  ]);
});

test('a refusal is filtered, not empty', async () => {
  const message = { role: 'assistant', content: null, refusal: 'I cannot help with that.' };
  const { answer } = await ask(targetOf('openai'), {}, choice({ message }));
  expect(answer).toEqual({ status: 'done', text: '', finish: 'filter', finishRaw: 'stop' });
});

test('a message without any text is a failure', async () => {
  const message = { role: 'assistant', content: null };
  const { answer } = await ask(targetOf('openai'), {}, choice({ message }));
  expect(answer).toEqual({
    status: 'failed',
    why: 'the answer has no text',
    failure: { kind: 'body', http: 200, retry: false, fatal: false },
  });
});
