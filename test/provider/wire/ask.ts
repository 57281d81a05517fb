// A documented server and parameters in, what arrived there and what was made of its answer out.
import type { Done, Failed } from '../../../src/provider/completion.ts';
import type { Provider, Surroundings } from '../../../src/provider/provider.ts';
import { ownProvider } from '../../../src/provider/own-endpoint.ts';
import type { Request } from '../../../src/plan/request.ts';
import type { Params } from '../../../src/task/params.ts';
import type { ProviderSettings } from '../../../src/task/provider-schema.ts';
import { key, serve, type Documented } from '../../servers/strict.ts';
import { cellsOf, requestOf } from '../../schedule/fixture.ts';

export interface Target {
  readonly server: Documented;
  readonly settings: Omit<ProviderSettings, 'base_url'>;
  /** Behind the address of the server. */
  readonly base?: string;
  readonly mode?: 'text' | 'chat';
  /** Sent with every request, where the server insists. */
  readonly always?: Params;
}

const now = Date.UTC(2026, 10, 23);

export function surroundings(env: Surroundings['env'] = {}): Surroundings {
  return { env: { LOOPBACK_KEY: key, ...env }, now: () => now, folder: '.' };
}

export function providerAt(url: string, settings: Omit<ProviderSettings, 'base_url'>): Provider {
  return ownProvider('mine', { ...settings, base_url: url });
}

export function requestWith(params: Params, mode: 'text' | 'chat' = 'text'): Request {
  const [cell] = cellsOf({ settings: { model: 'mine:some-model', mode, params } });
  return requestOf({ cell: cell! });
}

export interface Asked {
  readonly body: Readonly<Record<string, unknown>>;
  readonly answer: Failed | Omit<Done, 'latencyMs'>;
}

export async function ask(
  { server, settings, base = '', mode = 'text', always = {} }: Target,
  params: Params,
  change?: (answer: never) => unknown,
): Promise<Asked> {
  const { url, calls } = await serve(server, change);
  const provider = providerAt(url + base, { api_key_env: 'LOOPBACK_KEY', ...settings });
  const { transport, close } = await provider.open('some-model', surroundings());
  const request = requestWith({ ...always, ...params }, mode);
  const answer = await transport(request, new AbortController().signal);
  await close?.();
  return { body: JSON.parse(calls[0]!.text) as Asked['body'], answer };
}
