import { expect, test } from 'vitest';
import { geminiServer } from '../../servers/gemini.ts';
import { ask, type Target } from './ask.ts';
import { contract } from './contract.ts';
import { plainLogprobs, saying, text, twoLogprobs } from './documented-answer.ts';

const target: Target = {
  server: geminiServer,
  settings: { wire: 'gemini-generate' },
  base: '/v1beta',
  mode: 'chat',
};
const bare = { contents: [{ role: 'user', parts: [{ text: 'Question?' }] }] };
const config = (generationConfig: object) => ({ generationConfig });

contract(':generateContent', target, bare, {
  max_tokens: config({ maxOutputTokens: 7 }),
  'one stop string': config({ stopSequences: ['END'] }),
  'two stop strings': config({ stopSequences: ['x', 'END'] }),
  'no stop string': {},
  'six stop strings': config({ stopSequences: ['u', 'v', 'w', 'x', 'y'] }),
  temperature: config({ temperature: 0.5 }),
  'temperature 0': config({ temperature: 0 }),
  top_p: config({ topP: 0.9 }),
  'top_p 1': config({ topP: 1 }),
  top_k: config({ topK: 40 }),
  'top_k 0': config({ topK: 0 }),
  repetition_penalty: 'Gemini does not have it',
  logprobs: config({ responseLogprobs: true, logprobs: 2 }),
  'logprobs 0': config({ responseLogprobs: true }),
  seed: config({ seed: 7 }),
  min_p: 'Gemini does not have it',
  presence_penalty: config({ presencePenalty: -0.5 }),
  frequency_penalty: config({ frequencyPenalty: 0.25 }),
  extra: config({ candidateCount: 1 }),
});

const usage = { in: 12, out: 3, cached: 8 };

test('the documented answer, without its thoughts, which are counted', async () => {
  const { answer } = await ask(target, { logprobs: 2 });
  expect(answer).toEqual({
    status: 'done',
    text,
    finish: 'stop',
    finishRaw: 'STOP',
    usage,
    logprobs: twoLogprobs,
  });
});

test('log-probabilities without alternatives', async () => {
  const { answer } = await ask(target, { logprobs: 0 });
  expect(answer).toHaveProperty('logprobs', plainLogprobs);
});

test('the text ends before the earliest stop string', async () => {
  const { answer } = await ask(target, { stop: ['##', 'Z'] }, saying(' Good Z ## '));
  expect(answer).toEqual({
    status: 'done',
    text: ' Good ',
    finish: 'stop',
    finishRaw: 'STOP',
    usage,
  });
});

test('why it ended, in our words and in theirs', async () => {
  const reasons = ['STOP', 'MAX_TOKENS', 'SAFETY', 'RECITATION', 'SPII', 'OTHER'];
  const ends = reasons.map(async (finishReason) => {
    const { answer } = await ask(target, {}, () => ({ candidates: [{ finishReason }] }));
    return answer.status === 'done' && `${answer.finishRaw}: ${answer.finish}`;
  });
  expect(await Promise.all(ends)).toEqual([
    'STOP: stop',
    'MAX_TOKENS: length',
    'SAFETY: filter',
    'RECITATION: filter',
    'SPII: filter',
    'OTHER: unknown',
  ]);
});

test('a prompt that was blocked is filtered; no candidates without a reason may be some next time', async () => {
  const { answer: blocked } = await ask(target, {}, () => ({
    promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
  }));
  expect(blocked).toEqual({
    status: 'done',
    text: '',
    finish: 'filter',
    finishRaw: 'PROHIBITED_CONTENT',
  });
  const { answer: none } = await ask(target, {}, () => ({ candidates: [] }));
  expect(none).toEqual({
    status: 'failed',
    why: 'the answer has no candidates',
    failure: { kind: 'body', http: 200, retry: true, fatal: false },
  });
});
