import type { Request } from '../plan/request.ts';
import type { ParamName } from '../task/params.ts';
import type { Completion, Done, Failed } from './completion.ts';

/** Asks a model. Resolves also when that fails; rejects only on our own bugs. */
export type Complete = (request: Request, signal: AbortSignal) => Promise<Completion>;

/** As `Complete`, not yet timed. */
export type Transport = (
  request: Request,
  signal: AbortSignal,
) => Promise<Failed | Omit<Done, 'latencyMs'>>;

/** What goes over the network for one request. */
export interface WireCall {
  readonly method: 'POST';
  readonly url: string;
  /** Keys stand as `<NAME_OF_THE_VARIABLE>`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Keys in the order of the provider's documentation. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A way to ask models. */
export interface Provider {
  /** Parameters it does not have, each with the reason. What is not here is sent. */
  readonly unsupported: Readonly<Partial<Record<ParamName | 'extra', string>>>;
  readonly modes: readonly ('text' | 'chat')[];
  /** Whether `provider:model` must name a model; undefined where there is none to name. */
  readonly example?: string;
  /** Absent where nothing is sent. */
  readonly wire?: (request: Request) => WireCall;
  readonly transport?: Transport;
  /** How many requests at once, unless told. */
  readonly concurrency: number;
}
