// Blocks of requests and a way to answer them in, results as they arrive out, so many at once.
import type { Request } from '../plan/request.ts';
import type { Completion } from '../provider/completion.ts';
import type { Complete } from '../provider/provider.ts';

export interface DispatchOptions {
  /** How many requests are open at once: waiting for their turn, under way, or being handled. */
  readonly window: number;
  /** No block is begun before all of the one before is handled: what it holds depends on that. */
  readonly apart?: boolean | undefined;
  /** Aborted: nothing more is sent; what is under way is waited for. */
  readonly signal: AbortSignal;
}

/**
 * Resolves when every request that was sent has been answered and handled. Pulls requests only as fast as they are
 * answered. An error of the source or of `handle` stops the sending, and is thrown when nothing is under way any more.
 * `complete` rejects with the reason of the signal for what was not sent any more.
 */
export async function dispatch(
  blocks: AsyncIterable<Iterable<Request>>,
  complete: Complete,
  handle: (request: Request, completion: Completion) => void | Promise<void>,
  { window, signal, apart = false }: DispatchOptions,
): Promise<void> {
  const errors: unknown[] = [];
  const stopped = () => signal.aborted || errors.length > 0;
  const source = inTurn(blocks, { apart, stopped });
  const work = async (): Promise<void> => {
    while (!stopped()) {
      const request = await source.next();
      if (!request) break;
      await answer(request)
        .catch((error: unknown) => void errors.push(error))
        .finally(() => source.handled());
    }
  };
  const answer = async (request: Request): Promise<void> => {
    if (stopped()) return;
    const completion = await complete(request, signal).catch(unsent(signal));
    if (completion) await handle(request, completion);
  };
  const workers = Array.from({ length: window }, () =>
    work().catch((error: unknown) => void errors.push(error)),
  );
  await Promise.all(workers);
  await source.close().catch((error: unknown) => void errors.push(error));
  if (errors.length > 0) throw errors[0];
}

/** What was stopped before it was sent is no failure: it is simply not done. */
function unsent(signal: AbortSignal) {
  return (error: unknown): undefined => {
    if (!signal.aborted) throw error;
  };
}

/** Many workers draw from one source. Within a block nobody waits: a turn of the queue for each request would cost more than the request. */
function inTurn(
  blocks: AsyncIterable<Iterable<Request>>,
  { apart, stopped }: { readonly apart: boolean; readonly stopped: () => boolean },
) {
  const outer = blocks[Symbol.asyncIterator]();
  let inner: Iterator<Request> | undefined;
  let refill: Promise<boolean> | undefined;
  let underWay = 0;
  let waiting: (() => void)[] = [];
  const atRest = () => new Promise<void>((resolve) => void waiting.push(resolve));
  const nextBlock = async (): Promise<boolean> => {
    const { done, value } = await outer.next();
    inner = done ? undefined : (value as Iterable<Request>)[Symbol.iterator]();
    return !done;
  };
  return {
    async next(): Promise<Request | undefined> {
      for (;;) {
        const drawn = inner?.next();
        if (drawn && !drawn.done) {
          underWay += 1;
          return drawn.value;
        }
        inner = undefined;
        if (apart && underWay > 0) {
          await atRest();
          if (stopped()) return undefined;
          continue;
        }
        refill ??= nextBlock().finally(() => (refill = undefined));
        if (!(await refill)) return undefined;
      }
    },
    /** What was drawn is done with. */
    handled() {
      underWay -= 1;
      if (underWay > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    close: async () => void (await outer.return?.()),
  };
}
