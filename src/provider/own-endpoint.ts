// A server that the user describes in, its provider out.
import type { ProviderSettings } from '../task/provider-schema.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointProvider, userCapabilities } from './endpoint-provider.ts';
import type { Provider } from './provider.ts';
import { anthropicMessages, anthropicRequired } from './wire/anthropic-messages.ts';
import { geminiGenerate } from './wire/gemini-generate.ts';
import { llamacppCompletion } from './wire/llamacpp-completion.ts';
import { ollamaGenerate } from './wire/ollama-generate.ts';
import { openaiChat, openaiCompletions } from './wire/openai.ts';
import { tgiGenerate } from './wire/tgi-generate.ts';
import { togetherInference } from './wire/together-inference.ts';
import type { Wire } from './wire/wire.ts';

export function ownProvider(name: string, settings: ProviderSettings): Provider {
  return endpointProvider(ownEndpoint(name, settings));
}

type Modes = Partial<Record<'text' | 'chat', Wire>>;

function ownEndpoint(name: string, settings: ProviderSettings): Endpoint {
  const { wire, dialect = 'openai', base_url, api_key_env, params } = settings;
  const wires: Readonly<Record<typeof wire, Modes>> = {
    openai: { text: openaiCompletions(dialect), chat: openaiChat(dialect) },
    'openai-completions': { text: openaiCompletions(dialect) },
    'openai-chat': { chat: openaiChat(dialect) },
    'together-inference': { text: togetherInference },
    'llamacpp-completion': { text: llamacppCompletion },
    'ollama-generate': { text: ollamaGenerate },
    'tgi-generate': { text: tgiGenerate },
    'anthropic-messages': { chat: anthropicMessages },
    'gemini-generate': { chat: geminiGenerate },
  };
  const { text, chat } = wires[wire];
  return {
    ...(text ? { text: { wire: text, baseUrl: base_url } } : {}),
    ...(chat ? { chat: { wire: chat, baseUrl: base_url } } : {}),
    ...(api_key_env === undefined ? { keyless: true } : { keyEnv: api_key_env }),
    example: `${name}:some-model`,
    ...(wire === 'anthropic-messages' ? { required: anthropicRequired } : {}),
    ...(params ? { params: userCapabilities(params) } : {}),
    settings,
  };
}
