import { expect, test } from 'vitest';
import { knownProvider } from '../../src/provider/endpoints.ts';
import { embedded } from '../../src/provider/embedded.ts';
import { ownProvider } from '../../src/provider/own-endpoint.ts';
import type { Provider } from '../../src/provider/provider.ts';
import { listen, sendJson } from '../servers/listen.ts';
import { questionOf } from './own-model.ts';

const prompt = 'Sky:';
const continuation = ' light blue';

/** Asked through the loopback, answered by `body`. */
async function told(settings: object, body: object) {
  const server = await listen((_call, response) => sendJson(response, 200, body));
  const provider = ownProvider('mine', { base_url: server.url, ...settings } as never);
  const answer = await ask(provider);
  return { answer, sent: JSON.parse(server.calls[0]!.text) as object };
}

async function ask(provider: Provider) {
  const world = { env: {}, now: () => 0, folder: '.' };
  const { transport, close } = await provider.open('some-model', world);
  const question = { ...questionOf(prompt), model: 'some-model', continuation };
  const answer = await transport(question, new AbortController().signal);
  await close?.();
  return answer;
}

const columns = {
  tokens: ['Sky', ':', ' light', ' blue', '.'],
  token_logprobs: [null, -3, -0.5, -0.25, -9],
};

const found = {
  status: 'done',
  text: continuation,
  finish: 'end',
  finishRaw: 'end',
  logprobs: [
    { token: ' light', logprob: -0.5, top: [] },
    { token: ' blue', logprob: -0.25, top: [] },
  ],
};

test('vLLM echoes the prompt with its log-probabilities', async () => {
  const choices = [
    { index: 0, text: 'Sky: light blue.', logprobs: columns, finish_reason: 'length' },
  ];
  const body = { choices, usage: { prompt_tokens: 4, completion_tokens: 1 } };
  expect(await told({ wire: 'openai-completions', dialect: 'vllm' }, body)).toEqual({
    answer: { ...found, usage: { in: 4, out: 0 } },
    sent: {
      model: 'some-model',
      prompt: 'Sky: light blue',
      max_tokens: 1,
      temperature: 0,
      logprobs: 1,
      echo: true,
    },
  });
});

test('Together tells those of the prompt beside the choices, behind a mark for the beginning', async () => {
  const logprobs = {
    tokens: ['<|begin_of_text|>', ...columns.tokens.slice(0, 4)],
    token_logprobs: [null, -1, ...columns.token_logprobs.slice(1, 4)],
  };
  const generated = { tokens: ['.'], token_logprobs: [-9] };
  const body = {
    prompt: [{ text: 'Sky: light blue', logprobs }],
    choices: [{ text: '.', finish_reason: 'length', logprobs: generated }],
  };
  const { answer } = await told({ wire: 'openai-completions', dialect: 'together' }, body);
  expect(answer).toEqual(found);
});

test('a token that joins the prompt and what follows belongs to what follows', async () => {
  const logprobs = { tokens: ['Sky', ': light', ' blue', '.'], token_logprobs: [null, -2, -1, 0] };
  const body = { choices: [{ text: '', logprobs }] };
  const { answer } = await told({ wire: 'openai-completions', dialect: 'vllm' }, body);
  expect(answer).toMatchObject({
    text: ': light blue',
    logprobs: [{ logprob: -2 }, { logprob: -1 }],
  });
});

test('TGI tells the tokens that it has read before', async () => {
  const prefill = columns.tokens.slice(0, 4).map((text, index) => ({
    id: index,
    text,
    logprob: columns.token_logprobs[index],
  }));
  const start = { id: 1, text: '<s>', logprob: null };
  const body = { generated_text: '.', details: { prefill: [start, ...prefill] } };
  expect(await told({ wire: 'tgi-generate' }, body)).toEqual({
    answer: found,
    sent: {
      inputs: 'Sky: light blue',
      parameters: { details: true, decoder_input_details: true, max_new_tokens: 1 },
    },
  });
});

test.each([
  [{ choices: [{ text: '' }] }, 'the answer has no log-probabilities of the prompt'],
  [
    { choices: [{ text: '', logprobs: { tokens: ['S'], token_logprobs: [null] } }] },
    'the tokens of the server do not spell the prompt',
  ],
  [
    { choices: [{ text: '', logprobs: { tokens: ['Sky: light blue'], token_logprobs: [null] } }] },
    'the server tells no log-probability of "Sky: light blue"',
  ],
])('what cannot be read is a failure: %j', async (body, why) => {
  const { answer } = await told({ wire: 'openai-completions', dialect: 'vllm' }, body);
  expect(answer).toMatchObject({ status: 'failed', why, failure: { retry: false } });
});

test.each([
  ['a character that is spelled as two', ['Sk\uFFFD\uFFFD', ':', ' light', ' blue', '.']],
  ['a blank that is left out', ['Sky', ':', 'light', ' blue', '.']],
  ['another text', ['Sky', ':', ' light', ' bleu', '.']],
])('sums of other tokens are no likelihood: %s', async (_what, tokens) => {
  const body = { choices: [{ text: '', logprobs: { ...columns, tokens } }] };
  const { answer } = await told({ wire: 'openai-completions', dialect: 'vllm' }, body);
  expect(answer).toMatchObject({
    status: 'failed',
    why: expect.stringMatching(/^the tokens of the server do not spell the text: they spell "/),
  });
});

test('the embedded model tells it for any text', async () => {
  const answer = await ask(embedded);
  expect(answer).toMatchObject({ status: 'done', text: continuation });
});

test('who tells it, for which prompts', () => {
  const names = ['vllm', 'sglang', 'together', 'tgi', 'openrouter', 'openai', 'llamacpp'] as const;
  const tells = names.map((name) => {
    const { continues } = knownProvider(name);
    return [name, continues!('text'), continues!('chat')];
  });
  expect(tells).toEqual([
    ['vllm', true, false],
    ['sglang', true, false],
    ['together', true, false],
    ['tgi', true, false],
    ['openrouter', false, false],
    ['openai', false, false],
    ['llamacpp', false, false],
  ]);
});
