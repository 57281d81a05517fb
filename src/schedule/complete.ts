// A provider in, the one way its requests are answered out: wrappers around its transport, composed here and nowhere else.
import type { Cell } from '../grid/cells.ts';
import { splitModel } from '../plan/request.ts';
import type { Completion } from '../provider/completion.ts';
import type { Complete, Provider, Transport } from '../provider/provider.ts';
import { findProvider } from '../provider/registry.ts';

/** Milliseconds that only grow. */
export type Clock = () => number;

/** How many requests at once, unless told: what the most patient of the models takes. */
export function concurrencyOf(cells: readonly Cell[]): number {
  const names = cells.map(({ settings }) => splitModel(settings.model).provider);
  return Math.max(...names.map((name) => findProvider(name)?.concurrency ?? 1));
}

/** Every request goes to the provider it names. */
export function composeComplete(
  clock: Clock,
  find: (name: string) => Provider | undefined = findProvider,
): Complete {
  return (request, signal) => {
    const transport = find(request.provider)?.transport;
    if (!transport) throw new Error(`${request.provider} has no transport`);
    return safe(timed(transport, clock))(request, signal);
  };
}

function timed(transport: Transport, clock: Clock): Complete {
  return async (request, signal) => {
    const sent = clock();
    const answer = await transport(request, signal);
    return answer.status === 'failed' ? answer : { ...answer, latencyMs: clock() - sent };
  };
}

/** A request that fails is a counted row: it never aborts the run. */
function safe(complete: Complete): Complete {
  return (request, signal) =>
    complete(request, signal).catch((error: unknown): Completion => ({
      status: 'failed',
      why: reasonOf(error),
    }));
}

/** With its causes: `fetch failed` alone helps nobody. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message, cause } = error;
  // Where all addresses of a host fail, the message is empty and the code says why.
  const code = 'code' in error ? String(error.code) : name;
  const own = message === '' ? code : message;
  return cause === undefined ? own : `${own}: ${reasonOf(cause)}`;
}
