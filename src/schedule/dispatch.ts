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

/** Resolves when every request that was sent has been answered and handled. Pulls requests only as fast as they are answered. */
export async function dispatch(
  requests: AsyncIterable<Request> | Iterable<Request>,
  complete: Complete,
  handle: (request: Request, completion: Completion) => void | Promise<void>,
  { concurrency, signal }: DispatchOptions,
): Promise<void> {
  const limit = pLimit(concurrency);
  const open = new Set<Promise<void>>();
  const ask = async (request: Request): Promise<void> => {
    const completion = await limit(() => complete(request, signal));
    await handle(request, completion);
  };
  for await (const request of requests) {
    if (signal.aborted) break;
    const answered = ask(request).finally(() => open.delete(answered));
    open.add(answered);
    if (open.size >= 2 * concurrency) await Promise.race(open);
  }
  await Promise.all(open);
}
