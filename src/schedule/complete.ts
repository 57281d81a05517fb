// The providers of a run in, the one way its requests are answered out.
import { setMaxListeners } from 'node:events';
import { errorOf, UserError } from '../base/problem.ts';
import type { Cell } from '../grid/cells.ts';
import { splitModel, type Request } from '../plan/request.ts';
import type { Failed } from '../provider/completion.ts';
import type { Complete, Connection, Provider, Surroundings } from '../provider/provider.ts';
import type { Registry } from '../provider/registry.ts';
import { wireKey } from '../provider/wire-key.ts';
import type { Store } from './cache/store.ts';
import { cached, type CacheOptions } from './cached.ts';
import { makePool, type Pool, type PoolOptions } from './pool.ts';

export interface ComposeOptions extends Pick<PoolOptions, 'clock' | 'sleep' | 'concurrency'> {
  readonly registry: Registry;
  readonly surroundings: Surroundings;
  /** Aborted: nothing more is sent; what is under way has a while to be answered. */
  readonly signal: AbortSignal;
  /** Where answers of servers are kept; opened when there is such a server. */
  readonly cache?:
    | (Pick<CacheOptions, 'redact'> & { readonly open: () => Promise<Store> })
    | undefined;
  /** Put around each model. */
  readonly wrap?: ((complete: Complete) => Complete) | undefined;
  /** Called with the model and what is wrong, when all its further requests would fail. */
  readonly onFatal: (model: string, failed: Failed) => void;
}

export interface Composed {
  readonly complete: Complete;
  /** How many requests it is worth having open at once. */
  readonly window: number;
  readonly close: () => Promise<void>;
}

const lackingAnswers = errorOf(
  'cannot-merge',
  'a part lacks answers that it had when it ended: its journal is damaged',
  undefined,
  'go on with each part, then merge again: kshot resume RUN',
);

/** Where nothing is left to ask, unless a journal that was merged is not what its outcome says. */
export const askNobody: Composed = {
  window: 1,
  complete: () => Promise.reject(new UserError([lackingAnswers])),
  close: () => Promise.resolve(),
};

/** After an interrupt what is under way is waited for so long, in milliseconds. */
const graceMs = 30_000;

/** Opens every model of the cells; those of one pool (base URL and model) share its limits. Throws a UserError where one cannot be used. */
export async function composeComplete(
  cells: readonly Cell[],
  options: ComposeOptions,
): Promise<Composed> {
  const { registry, surroundings, wrap = (complete) => complete } = options;
  const grace = graceAfter(options);
  const connections: Connection[] = [];
  const pools = new Map<string, Pool>();
  const completes = new Map<string, Complete>();
  let window = 0;
  let store: Store | undefined;
  const close = async () => {
    grace.end();
    await Promise.all(connections.map(async (connection) => connection.close?.()));
    store?.close();
  };
  /** Only what goes over a network: the rest is as quick, and may have changed without a sign. */
  const remembering = async (complete: Complete, { wire }: Provider): Promise<Complete> => {
    if (!options.cache || !wire) return complete;
    store ??= await options.cache.open();
    const keyOf = (request: Request) => wireKey(wire(request), request);
    return cached(complete, { store, keyOf, redact: options.cache.redact });
  };
  const add = async (spec: string): Promise<void> => {
    const { provider: name, model } = splitModel(spec);
    const provider = registry.find(name)!;
    const connection = await provider.open(model, surroundings);
    connections.push(connection);
    const place = JSON.stringify([provider.pool, model]);
    const pool = pools.get(place) ?? makePool(provider, { ...options, givenUp: grace.signal });
    if (!pools.has(place)) window += windowOf(provider, options);
    pools.set(place, pool);
    const asked = pool(connection.transport, (failed) => options.onFatal(spec, failed));
    completes.set(spec, wrap(await remembering(asked, provider)));
  };
  try {
    for (const spec of new Set(cells.map(({ settings }) => settings.model))) await add(spec);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    complete: (request, signal) => completes.get(request.cell.settings.model)!(request, signal),
    window,
    close,
  };
}

/** Twice as many as may be under way: while some wait before another attempt, others are ready. */
function windowOf({ limits, concurrency }: Provider, options: ComposeOptions): number {
  return 2 * (options.concurrency ?? limits.concurrency ?? concurrency.start);
}

/** A signal that is aborted some time after the other, unless all is over before. */
function graceAfter({ signal, sleep }: ComposeOptions): { signal: AbortSignal; end: () => void } {
  const grace = new AbortController();
  const over = new AbortController();
  // Every open request listens.
  setMaxListeners(0, grace.signal);
  const giveUp = () => grace.abort(new Error('given up'));
  const begin = () => void sleep(graceMs, over.signal).then(giveUp, () => undefined);
  signal.addEventListener('abort', begin, { once: true });
  return {
    signal: grace.signal,
    end: () => {
      signal.removeEventListener('abort', begin);
      over.abort();
    },
  };
}
