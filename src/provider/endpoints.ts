// The endpoints that are known by name. A new OpenAI-compatible one is a few lines here, or in the user's own task.
import type { Dialect } from '../task/provider-schema.ts';
import type { Endpoint, ModelRule } from './endpoint.ts';
import type { EndpointName } from './endpoint-names.ts';
import { endpointProvider } from './endpoint-provider.ts';
import type { Provider } from './provider.ts';
import { anthropicMessages, anthropicRequired } from './wire/anthropic-messages.ts';
import { geminiGenerate } from './wire/gemini-generate.ts';
import { llamacppCompletion } from './wire/llamacpp-completion.ts';
import { ollamaGenerate } from './wire/ollama-generate.ts';
import { openaiChat, openaiCompletions } from './wire/openai.ts';
import { tgiGenerate } from './wire/tgi-generate.ts';
import { togetherInference } from './wire/together-inference.ts';
import { as, no } from './wire/wire.ts';

const reasoning = no('reasoning models take the default only');

/** OpenAI's models that think before they answer. */
const openaiRules: readonly ModelRule[] = [
  {
    models: /^(o\d|gpt-5)/,
    params: {
      temperature: reasoning,
      top_p: reasoning,
      presence_penalty: reasoning,
      frequency_penalty: reasoning,
      logprobs: reasoning,
    },
  },
  { models: /^(o3|o4-mini)/, params: { stop: no('o3 and o4-mini take no stop strings') } },
];

const discouraged = no("Google's guide for Gemini 3 says to leave it out");

const geminiRules: readonly ModelRule[] = [
  {
    models: /^gemini-3/,
    params: { temperature: discouraged, top_p: discouraged, top_k: discouraged },
  },
];

function both(baseUrl: string, dialect: Dialect): Pick<Endpoint, 'text' | 'chat'> {
  return {
    text: { wire: openaiCompletions(dialect), baseUrl },
    chat: { wire: openaiChat(dialect), baseUrl },
  };
}

/** It hands requests on to others, few of whom echo. */
function withoutLikelihood({ text, chat }: ReturnType<typeof both>): ReturnType<typeof both> {
  const { likelihood: _, ...wire } = text!.wire;
  return { text: { ...text!, wire }, chat: chat! };
}

const sixteen = { max_tokens: '16' };
const lively = { temperature: '0.8', top_k: '40' };

const endpoints = {
  'together-inference': {
    text: { wire: togetherInference, baseUrl: 'https://api.together.xyz' },
    keyEnv: 'TOGETHER_API_KEY',
    example: 'together-inference:togethercomputer/RedPajama-INCITE-7B-Instruct',
    settings: {},
  },
  together: {
    ...both('https://api.together.ai/v1', 'together'),
    keyEnv: 'TOGETHER_API_KEY',
    example: 'together:meta-llama/Llama-3.3-70B-Instruct-Turbo',
    settings: {},
  },
  openai: {
    ...both('https://api.openai.com/v1', 'openai'),
    keyEnv: 'OPENAI_API_KEY',
    example: 'openai:gpt-4.1-mini',
    rules: openaiRules,
    surprises: sixteen,
    settings: {},
  },
  openrouter: {
    ...withoutLikelihood(both('https://openrouter.ai/api/v1', 'vllm')),
    keyEnv: 'OPENROUTER_API_KEY',
    example: 'openrouter:meta-llama/llama-3.3-70b-instruct',
    // Not every provider behind it knows the new name.
    params: { max_tokens: as('max_tokens') },
    settings: {},
  },
  vllm: {
    ...both('http://localhost:8000/v1', 'vllm'),
    keyEnv: 'VLLM_API_KEY',
    keyless: true,
    example: 'vllm:Qwen/Qwen2.5-7B',
    surprises: { ...sixteen, temperature: "the model's generation_config.json" },
    settings: {},
  },
  sglang: {
    ...both('http://localhost:30000/v1', 'vllm'),
    keyEnv: 'SGLANG_API_KEY',
    keyless: true,
    example: 'sglang:Qwen/Qwen2.5-7B',
    surprises: sixteen,
    settings: {},
  },
  lmstudio: {
    ...both('http://localhost:1234/v1', 'llamacpp'),
    keyless: true,
    example: 'lmstudio:qwen2.5-7b-instruct',
    surprises: lively,
    settings: {},
  },
  llamacpp: {
    text: { wire: llamacppCompletion, baseUrl: 'http://localhost:8080' },
    chat: { wire: openaiChat('llamacpp'), baseUrl: 'http://localhost:8080/v1' },
    keyEnv: 'LLAMA_API_KEY',
    keyless: true,
    example: 'llamacpp:default',
    surprises: { ...lively, min_p: '0.05', top_p: '0.95' },
    settings: {},
  },
  ollama: {
    text: { wire: ollamaGenerate, baseUrl: 'http://localhost:11434' },
    chat: { wire: openaiChat('ollama'), baseUrl: 'http://localhost:11434/v1' },
    keyless: true,
    example: 'ollama:llama3.2',
    surprises: { ...lively, max_tokens: 'no limit', top_p: '0.9' },
    settings: {},
  },
  tgi: {
    text: { wire: tgiGenerate, baseUrl: 'http://localhost:8080' },
    chat: { wire: openaiChat('tgi'), baseUrl: 'http://localhost:8080/v1' },
    keyEnv: 'HF_TOKEN',
    keyless: true,
    example: 'tgi:default',
    surprises: { max_tokens: '100' },
    settings: {},
  },
  anthropic: {
    chat: { wire: anthropicMessages, baseUrl: 'https://api.anthropic.com' },
    keyEnv: 'ANTHROPIC_API_KEY',
    example: 'anthropic:claude-haiku-4-5',
    required: anthropicRequired,
    settings: {},
  },
  gemini: {
    chat: {
      wire: geminiGenerate,
      baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    },
    keyEnv: 'GEMINI_API_KEY',
    example: 'gemini:gemini-2.5-flash',
    rules: geminiRules,
    settings: {},
  },
} satisfies Record<EndpointName, Endpoint>;

export function knownProvider(name: EndpointName): Provider {
  return endpointProvider(endpoints[name]);
}
