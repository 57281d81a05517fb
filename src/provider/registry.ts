// Providers by the name that `model:` calls them by: those of the user first, then those that are known here.
import type { ProviderSettings } from '../task/provider-schema.ts';
import { endpointNames } from './endpoint-names.ts';
import type { Provider } from './provider.ts';

/** Models that are no endpoints. Each is loaded when it is asked for: together they would take longer than a small run. */
const inProcess: Readonly<Record<string, () => Promise<Provider>>> = {
  embedded: async () => (await import('./embedded.ts')).embedded,
  command: async () => (await import('./command.ts')).command,
  module: async () => (await import('./module.ts')).moduleProvider,
  replay: async () => (await import('./replay.ts')).replay,
  echo: async () => (await import('./echo.ts')).echo,
  llama: async () => (await import('./llama/llama.ts')).llama,
};

export interface Registry {
  /** Of all providers, wanted or not. */
  readonly names: readonly string[];
  /** One of the wanted. */
  find(name: string): Provider | undefined;
}

/** Loads the providers with the wanted names, or all of them; there may be no provider of a name. Those at hand come first. */
export async function makeRegistry(
  own: Readonly<Record<string, ProviderSettings>> = {},
  wanted?: Iterable<string>,
  atHand: Readonly<Record<string, Provider>> = {},
): Promise<Registry> {
  const names = [...Object.keys(own), ...Object.keys(inProcess), ...endpointNames];
  const found = new Map<string, Provider | undefined>();
  for (const name of new Set(wanted ?? names))
    found.set(name, atHand[name] ?? (await load(name, own)));
  return { names, find: (name) => found.get(name) };
}

async function load(
  name: string,
  own: Readonly<Record<string, ProviderSettings>>,
): Promise<Provider | undefined> {
  if (Object.hasOwn(own, name)) {
    const { ownProvider } = await import('./own-endpoint.ts');
    return ownProvider(name, own[name]!);
  }
  if (Object.hasOwn(inProcess, name)) return inProcess[name]!();
  const known = endpointNames.find((each) => each === name);
  if (known === undefined) return undefined;
  const { knownProvider } = await import('./endpoints.ts');
  return knownProvider(known);
}
