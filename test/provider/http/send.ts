// An address in, what a request to it comes to out.
import { onTestFinished } from 'vitest';
import type { Surroundings, Transport } from '../../../src/provider/provider.ts';
import type { ProviderSettings } from '../../../src/task/provider-schema.ts';
import { providerAt, requestWith, surroundings } from '../wire/ask.ts';

type Settings = Partial<Omit<ProviderSettings, 'base_url'>>;

const timeouts = { connect: 5, first_byte: 5, total: 5 };

export async function openAt(
  url: string,
  settings: Settings = {},
  env: Surroundings['env'] = {},
): Promise<Transport> {
  const provider = providerAt(url, {
    wire: 'openai-completions',
    api_key_env: 'LOOPBACK_KEY',
    timeouts,
    ...settings,
  });
  const { transport, close } = await provider.open('some-model', surroundings(env));
  onTestFinished(() => close?.());
  return transport;
}

export const request = requestWith({});

export const unstopped = new AbortController().signal;

export async function sendTo(url: string, settings?: Settings, env?: Surroundings['env']) {
  const transport = await openAt(url, settings, env);
  return transport(request, unstopped);
}

export const answered = {
  status: 'done',
  text: ' A Good Game',
  finish: 'stop',
  finishRaw: 'stop',
} as const;

/** Ports differ from run to run. */
export function withoutPort<T extends { readonly status: string }>(answer: T): T {
  return 'why' in answer
    ? { ...answer, why: String(answer.why).replace(/127\.0\.0\.1:\d+/, 'HOST') }
    : answer;
}
