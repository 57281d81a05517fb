// A stream of requests and a way to answer them in, results as they arrive out, so many at once.
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
  requests: AsyncIterable<Request> | Iterable<Request>,
  complete: Complete,
  handle: (request: Request, completion: Completion) => void | Promise<void>,
  { window, signal }: DispatchOptions,
): Promise<void> {
  const source = generate(requests);
  const errors: unknown[] = [];
  const stopped = () => signal.aborted || errors.length > 0;
  // All workers draw from one generator: the first that leaves its loop closes it for the others.
  const work = async (): Promise<void> => {
    for await (const request of source) {
      if (stopped()) break;
      const completion = await complete(request, signal).catch(unsent(signal));
      if (!completion) break;
      await handle(request, completion);
    }
  };
  const workers = Array.from({ length: window }, () =>
    work().catch((error: unknown) => void errors.push(error)),
  );
  await Promise.all(workers);
  if (errors.length > 0) throw errors[0];
}

/** What was stopped before it was sent is no failure: it is simply not done. */
function unsent(signal: AbortSignal) {
  return (error: unknown): undefined => {
    if (!signal.aborted) throw error;
  };
}

async function* generate<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
