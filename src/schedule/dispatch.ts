// Blocks of requests and a way to answer them in, results as they arrive out, so many at once.
import type { Request } from '../plan/request.ts';
import type { Completion } from '../provider/completion.ts';
import type { Complete } from '../provider/provider.ts';

export interface DispatchOptions {
  /** How many requests are open at once: waiting for their turn, under way, or being handled. */
  readonly window: number;
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
  { window, signal }: DispatchOptions,
): Promise<void> {
  const source = inTurn(blocks);
  const errors: unknown[] = [];
  const stopped = () => signal.aborted || errors.length > 0;
  const work = async (): Promise<void> => {
    while (!stopped()) {
      const request = await source.next();
      if (!request || stopped()) break;
      const completion = await complete(request, signal).catch(unsent(signal));
      if (!completion) break;
      await handle(request, completion);
    }
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
function inTurn(blocks: AsyncIterable<Iterable<Request>>) {
  const outer = blocks[Symbol.asyncIterator]();
  let inner: Iterator<Request> | undefined;
  let refill: Promise<boolean> | undefined;
  const nextBlock = async (): Promise<boolean> => {
    const { done, value } = await outer.next();
    inner = done ? undefined : (value as Iterable<Request>)[Symbol.iterator]();
    return !done;
  };
  return {
    async next(): Promise<Request | undefined> {
      for (;;) {
        const drawn = inner?.next();
        if (drawn && !drawn.done) return drawn.value;
        inner = undefined;
        refill ??= nextBlock().finally(() => (refill = undefined));
        if (!(await refill)) return undefined;
      }
    },
    close: async () => void (await outer.return?.()),
  };
}
