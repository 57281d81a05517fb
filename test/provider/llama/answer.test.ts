import { expect, test } from 'vitest';
import { bigramModel } from '../../gguf/bigram-model.ts';
import { answerOf, keepEngine, modelOf } from '../../gguf/engine.ts';

/** "1" goes on for ever, "e" ends. */
const model = bigramModel({
  1: { 2: 1 },
  2: { 3: 1 },
  3: { 4: 1 },
  4: { '\n': 1 },
  '\n': { 1: 1 },
  d: { e: 1 },
});

keepEngine();

test('an answer ends at max_tokens', async () => {
  const ask = await modelOf(model);
  expect(await ask('1', { params: { max_tokens: 3 } })).toEqual({
    status: 'done',
    text: '234',
    finish: 'length',
    finishRaw: 'max_tokens',
    // The text is one token, and before it stands the one that begins every text.
    usage: { in: 2, out: 3, cached: 0 },
  });
});

test('an answer ends where the model ends it', async () => {
  const ask = await modelOf(model);
  expect(await ask('d', { params: { max_tokens: 3, logprobs: 0 } })).toMatchObject({
    text: 'e',
    finish: 'end',
    finishRaw: 'eog',
    usage: { in: 2, out: 1, cached: 0 },
    logprobs: [{ token: 'e' }],
  });
});

test.each([
  [['\n'], '234', 4],
  [['4\n1', '3'], '2', 2],
  [['34'], '2', 3],
  [['nowhere'], '234\n123', 7],
])('an answer ends before the first of %j', async (stop, text, out) => {
  const ask = await modelOf(model);
  const answer = await answerOf(ask, '1', { params: { max_tokens: 7, stop } });
  expect([answer.text, answer.usage?.out]).toEqual([text, out]);
  expect(answer.finish).toBe(text.length === 7 ? 'length' : 'stop');
});

test('without max_tokens an answer has 64 at most', async () => {
  const ask = await modelOf(model);
  expect((await answerOf(ask, '1')).usage?.out).toBe(64);
});

test('text that looks like a special token is text', async () => {
  const ask = await modelOf(model);
  const text = '<|endoftext|><|startoftext|>1';
  const { usage } = await answerOf(ask, text, { params: { max_tokens: 1 } });
  expect(usage?.in).toBe(1 + text.length);
});

test('characters of several bytes count as their bytes', async () => {
  const ask = await modelOf(model);
  const { usage } = await answerOf(ask, 'größer als 1', { params: { max_tokens: 1 } });
  expect(usage?.in).toBe(1 + Buffer.byteLength('größer als 1'));
});

test('the context grows up to what the model was trained on, and is never shifted', async () => {
  const ask = await modelOf(model);
  const end = await answerOf(ask, '1'.repeat(4080), { params: { max_tokens: 100 } });
  expect(end.finishRaw).toBe('context');
  expect(end.usage).toMatchObject({ in: 4081 });
  expect(await ask('1'.repeat(4095))).toEqual({
    status: 'failed',
    why: 'the prompt has 4096 tokens; the model takes 4095',
    failure: { kind: 'body', retry: false, fatal: false },
  });
  expect((await answerOf(ask, '1', { params: { max_tokens: 3 } })).text).toBe('234');
});

test.each([
  [{ threads: 0 }, 'extra: threads must be a whole number, 1 or more'],
  [{ threads: 'all' }, 'extra: threads must be a whole number, 1 or more'],
  [{ treads: 1 }, 'extra: llama.cpp takes threads only, not treads'],
])('extra %o is refused', async (extra, why) => {
  const ask = await modelOf(model);
  expect(await ask('1', { params: { extra } })).toMatchObject({
    why,
    failure: { fatal: true },
  });
});

test('the number of threads changes no answer', async () => {
  const ask = await modelOf(model);
  const texts: string[] = [];
  for (const extra of [{ threads: 1 }, { threads: 2 }, {}])
    texts.push((await answerOf(ask, '1', { params: { max_tokens: 4, extra } })).text);
  expect(texts).toEqual(['234\n', '234\n', '234\n']);
});

test('an answer that is given up ends between two tokens, and the next one is right', async () => {
  const ask = await modelOf(model);
  const stopped = new AbortController();
  const never = ask('1', { params: { max_tokens: 4000 }, signal: stopped.signal });
  setTimeout(() => stopped.abort(new Error('enough')), 50);
  await expect(never).rejects.toThrow('enough');
  expect((await answerOf(ask, '1', { params: { max_tokens: 4 } })).text).toBe('234\n');
});

test('answers asked for at once do not mix', async () => {
  const ask = await modelOf(model);
  const prompts = ['1', '12', '123', '1234'];
  const answers = await Promise.all(
    prompts.map((prompt) => answerOf(ask, prompt, { params: { max_tokens: 2 } })),
  );
  expect(answers.map(({ text }) => text)).toEqual(['23', '34', '4\n', '\n1']);
});

test('two models are open at once', async () => {
  const [one, other] = [await modelOf(model), await modelOf(bigramModel({ 1: { 7: 1 } }))];
  expect((await answerOf(one, '1', { params: { max_tokens: 1 } })).text).toBe('2');
  expect((await answerOf(other, '1', { params: { max_tokens: 1 } })).text).toBe('7');
});

test('how likely a text is to follow is told token by token', async () => {
  const uneven = bigramModel({ 1: { 2: 0.75, 3: 0.25 }, 2: { 4: 0.5, 1: 0.5 }, 3: { 4: 1 } });
  const ask = await modelOf(uneven);
  const tell = async (text: string, continuation: string) => {
    const { logprobs } = await answerOf(ask, text, { continuation });
    return logprobs!.map(({ token, logprob }) => [token, Math.exp(logprob).toFixed(3)]);
  };
  expect(await tell('1', '24')).toEqual([
    ['2', '0.750'],
    ['4', '0.500'],
  ]);
  expect(await tell('1', '34')).toEqual([
    ['3', '0.250'],
    ['4', '1.000'],
  ]);
  expect(await tell('12', '1')).toEqual([['1', '0.500']]);
});
