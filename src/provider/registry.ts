// Providers by the name that `model:` calls them by: those of the user first, then those that are known here.
import type { ProviderSettings } from '../task/provider-schema.ts';
import { command } from './command.ts';
import { echo } from './echo.ts';
import { embedded } from './embedded.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointProvider, userCapabilities } from './endpoint-provider.ts';
import { endpoints } from './endpoints.ts';
import { llama } from './llama/llama.ts';
import { moduleProvider } from './module.ts';
import type { Provider } from './provider.ts';
import { replay } from './replay.ts';
import { anthropicMessages, anthropicRequired } from './wire/anthropic-messages.ts';
import { geminiGenerate } from './wire/gemini-generate.ts';
import { llamacppCompletion } from './wire/llamacpp-completion.ts';
import { ollamaGenerate } from './wire/ollama-generate.ts';
import { openaiChat, openaiCompletions } from './wire/openai.ts';
import { tgiGenerate } from './wire/tgi-generate.ts';
import { togetherInference } from './wire/together-inference.ts';
import type { Wire } from './wire/wire.ts';

/** Models that are no endpoints. */
const inProcess: Readonly<Record<string, Provider>> = {
  embedded,
  command,
  module: moduleProvider,
  replay,
  echo,
  llama,
};

export interface Registry {
  readonly names: readonly string[];
  find(name: string): Provider | undefined;
}

export function makeRegistry(own: Readonly<Record<string, ProviderSettings>> = {}): Registry {
  const made = new Map<string, Provider>();
  const make = (name: string): Provider | undefined => {
    if (Object.hasOwn(own, name)) return endpointProvider(ownEndpoint(name, own[name]!));
    if (Object.hasOwn(inProcess, name)) return inProcess[name];
    if (!Object.hasOwn(endpoints, name)) return undefined;
    return endpointProvider(endpoints[name as keyof typeof endpoints]);
  };
  return {
    names: [...Object.keys(own), ...Object.keys(inProcess), ...Object.keys(endpoints)],
    find(name) {
      const provider = made.get(name) ?? make(name);
      if (provider) made.set(name, provider);
      return provider;
    },
  };
}

type Modes = Partial<Record<'text' | 'chat', Wire>>;

/** A server that the user describes. */
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
