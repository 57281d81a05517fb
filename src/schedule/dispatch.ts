// A stream of requests and a way to answer them in, results as they arrive out, so many at once.
import pLimit from 'p-limit';
import type { Request } from '../plan/request.ts';
import type { Completion } from '../provider/completion.ts';
import type { Complete } from '../provider/provider.ts';

export interface DispatchOptions {
  /** How many requests are under way at once. */
  readonly concurrency: number;
  /** Aborted: nothing more is sent; what is under way is waited for. */
  readonly signal: AbortSignal;
}

/**
 * Resolves when every request that was sent has been answered and handled. Pulls requests only as fast as they are
 * answered. An error of the source or of `handle` stops the sending, and is thrown when nothing is under way any more.
 */
export async function dispatch(
  requests: AsyncIterable<Request> | Iterable<Request>,
  complete: Complete,
  handle: (request: Request, completion: Completion) => void | Promise<void>,
  { concurrency, signal }: DispatchOptions,
): Promise<void> {
  const limit = pLimit(concurrency);
  const source = generate(requests);
  const errors: unknown[] = [];
  const stopped = () => signal.aborted || errors.length > 0;
  // All workers draw from one generator: the first that leaves its loop closes it for the others.
  const work = async (): Promise<void> => {
    for await (const request of source) {
      if (stopped()) break;
      const completion = await limit(() => (stopped() ? undefined : complete(request, signal)));
      if (!completion) break;
      await handle(request, completion);
    }
  };
  // Twice as many as may send: while an answer is handled, the next request is ready.
  const workers = Array.from({ length: 2 * concurrency }, () =>
    work().catch((error: unknown) => void errors.push(error)),
  );
  await Promise.all(workers);
  if (errors.length > 0) throw errors[0];
}

async function* generate<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
