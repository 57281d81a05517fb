// A way to ask in, one that asks nothing twice out: answers of earlier runs are taken from the cache, equal requests that are under way are one.
import { asOneLine } from '../base/json-line.ts';
import { redactedJson, type Redact } from '../base/redact.ts';
import type { Completion, Done } from '../provider/completion.ts';
import type { Complete } from '../provider/provider.ts';
import type { Request } from '../plan/request.ts';
import type { Store } from './cache/store.ts';

export interface CacheOptions {
  readonly store: Pick<Store, 'get' | 'put'>;
  readonly keyOf: (request: Request) => string;
  readonly redact: Redact;
}

/** Failures are never kept, nor what a filter cut: asked again, they may be answered. */
export function cached(complete: Complete, { store, keyOf, redact }: CacheOptions): Complete {
  const underWay = new Map<string, Promise<Completion>>();
  /** Not without what it holds of a secret, for then it would be another answer: that one is asked again. */
  const keep = (key: string, kept: Kept): void => {
    const text = JSON.stringify(kept);
    if (redactedJson(kept, redact) === text) store.put(key, asOneLine(text));
  };
  const ask = async (key: string, request: Request, signal: AbortSignal): Promise<Completion> => {
    const completion = await complete(request, signal);
    if (isKept(completion)) keep(key, keptOf(completion));
    return completion;
  };
  return async (request, signal) => {
    const key = keyOf(request);
    for (;;) {
      const held = store.get(key);
      if (held !== undefined) return fromCache(JSON.parse(held) as Kept);
      const other = underWay.get(key);
      if (!other) break;
      const completion = await other.catch(() => undefined);
      if (completion && isKept(completion)) return fromCache(keptOf(completion));
    }
    const asked = ask(key, request, signal);
    underWay.set(key, asked);
    return asked.finally(() => underWay.delete(key));
  };
}

type Kept = Pick<Done, 'text' | 'finish' | 'finishRaw' | 'usage' | 'logprobs'>;

function isKept(completion: Completion): completion is Done {
  return completion.status === 'done' && completion.finish !== 'filter';
}

function keptOf({ text, finish, finishRaw, usage, logprobs }: Done): Kept {
  const tokens = usage && { in: usage.in, out: usage.out };
  return {
    text,
    finish,
    finishRaw,
    ...(tokens ? { usage: tokens } : {}),
    ...(logprobs ? { logprobs } : {}),
  };
}

function fromCache(kept: Kept): Done {
  return { status: 'done', ...kept, latencyMs: 0, cached: true };
}
