// Providers whose answers a test writes itself.
import type { Failed, Failure } from '../../src/provider/completion.ts';
import type { Provider, Transport } from '../../src/provider/provider.ts';
import type { Registry } from '../../src/provider/registry.ts';
import { everyParam } from '../../src/provider/wire/wire.ts';

export const blue = { status: 'done', text: ' blue', finish: 'stop', finishRaw: 'eos' } as const;

export function providerOf(transport: Transport, changes: Partial<Provider> = {}): Provider {
  return {
    modes: ['text'],
    capabilities: () => everyParam,
    extra: false,
    limits: {},
    concurrency: { start: 1 },
    pool: 'http://acme',
    open: () => Promise.resolve({ transport }),
    ...changes,
  };
}

export function registryOf(providers: Readonly<Record<string, Provider>>): Registry {
  return { names: Object.keys(providers), find: (name) => providers[name] };
}

/** What an HTTP answer of this status comes to. */
export function failedWith(http: number, changes: Partial<Failure> = {}): Failed {
  const retry = http === 429 || http >= 500;
  const fatal = [401, 402, 403, 404].includes(http);
  const failure = { kind: 'status', http, retry, fatal, ...changes } as const;
  return { status: 'failed', why: `HTTP ${http}`, failure };
}
