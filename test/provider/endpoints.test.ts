// What the endpoints that are known by name refuse, by model; and what users say of their own.
import { expect, test } from 'vitest';
import { endpointNames } from '../../src/provider/endpoint-names.ts';
import { ownProvider } from '../../src/provider/own-endpoint.ts';
import { makeRegistry } from '../../src/provider/registry.ts';
import { paramNames } from '../../src/task/params.ts';
import { requestWith } from './wire/ask.ts';

const registry = await makeRegistry();

function refused(name: string, model: string, mode: 'text' | 'chat'): string {
  const capabilities = registry.find(name)!.capabilities(model, mode);
  return paramNames.filter((param) => 'unsupported' in capabilities[param]).join(' ');
}

test('what each endpoint refuses', () => {
  const table = endpointNames.flatMap((name) =>
    registry
      .find(name)!
      .modes.map((mode) => `${name} ${mode}: ${refused(name, 'some-model', mode)}`),
  );
  expect(table).toEqual([
    'together-inference text: seed min_p presence_penalty frequency_penalty',
    'together text: ',
    'together chat: ',
    'openai text: top_k repetition_penalty min_p',
    'openai chat: top_k repetition_penalty min_p',
    'openrouter text: ',
    'openrouter chat: ',
    'vllm text: ',
    'vllm chat: ',
    'sglang text: ',
    'sglang chat: ',
    'lmstudio text: ',
    'lmstudio chat: ',
    'llamacpp text: ',
    'llamacpp chat: ',
    'ollama text: ',
    'ollama chat: top_k repetition_penalty min_p',
    'tgi text: min_p presence_penalty',
    'tgi chat: top_k repetition_penalty min_p presence_penalty',
    'anthropic chat: temperature top_p top_k repetition_penalty logprobs seed min_p presence_penalty frequency_penalty',
    'gemini chat: repetition_penalty min_p',
  ]);
});

test('what models of an endpoint refuse besides', () => {
  const table = ['gpt-4.1-mini', 'gpt-5-nano', 'o1', 'o3', 'o4-mini-2025-04-16'].map(
    (model) => `${model}: ${refused('openai', model, 'chat')}`,
  );
  expect([...table, `gemini-3-pro: ${refused('gemini', 'gemini-3-pro', 'chat')}`]).toEqual([
    'gpt-4.1-mini: top_k repetition_penalty min_p',
    'gpt-5-nano: temperature top_p top_k repetition_penalty logprobs min_p presence_penalty frequency_penalty',
    'o1: temperature top_p top_k repetition_penalty logprobs min_p presence_penalty frequency_penalty',
    'o3: stop temperature top_p top_k repetition_penalty logprobs min_p presence_penalty frequency_penalty',
    'o4-mini-2025-04-16: stop temperature top_p top_k repetition_penalty logprobs min_p presence_penalty frequency_penalty',
    'gemini-3-pro: temperature top_p top_k repetition_penalty min_p',
  ]);
});

const base_url = 'http://127.0.0.1:1/v1';

test("a parameter under the user's name for it, or not at all", () => {
  const params = { max_tokens: 'max_new', stop: 'until', top_k: 'k', seed: false } as const;
  const mine = { wire: 'openai-completions', base_url, params } as const;
  const provider = ownProvider('mine', mine);
  const request = requestWith({ max_tokens: 7, stop: 'END', top_k: 5, seed: 1 });
  expect(provider.wire!(request).body).toEqual({
    model: 'some-model',
    prompt: 'Question?',
    max_new: 7,
    until: ['END'],
    k: 5,
  });
  expect(provider.capabilities('some-model', 'text').seed).toEqual({
    unsupported: 'its `params` in `providers` say so',
  });
});

test('the key of a call that is only shown is the name of its variable', () => {
  const mine = { wire: 'anthropic-messages', base_url, api_key_env: 'MY_KEY' } as const;
  const headers = { 'Anthropic-Version': '2023-06-01' };
  const own = ownProvider('mine', { ...mine, headers });
  expect(own.wire!(requestWith({ max_tokens: 1 }, 'chat')).headers).toEqual({
    'x-api-key': '<MY_KEY>',
    'User-Agent': 'kshot',
    'Anthropic-Version': '2023-06-01',
  });
});
