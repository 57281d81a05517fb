// Every provider by the name that `model:` calls it by. A new one is one line here.
import { embedded } from './embedded.ts';
import type { Provider } from './provider.ts';
import { togetherInference } from './together-inference.ts';

export const providers = {
  embedded,
  'together-inference': togetherInference,
} satisfies Record<string, Provider>;

export function findProvider(name: string): Provider | undefined {
  return Object.hasOwn(providers, name) ? providers[name as keyof typeof providers] : undefined;
}
