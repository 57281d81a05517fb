import type { Request } from '../plan/request.ts';
import type { Registry } from './registry.ts';

/** Whether whoever is asked tells how likely a text is to follow a prompt. */
export function continuesOf(registry: Registry) {
  return ({ provider, mode }: Pick<Request, 'provider' | 'mode'>): boolean =>
    registry.find(provider)?.continues?.(mode) ?? false;
}
