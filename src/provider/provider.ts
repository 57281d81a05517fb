import type { Request } from '../plan/request.ts';
import type { ParamName } from '../task/params.ts';
import type { ProviderSettings } from '../task/provider-schema.ts';
import type { Completion } from './completion.ts';
import type { Capabilities } from './wire/wire.ts';

/** Asks a model. Resolves also when that fails; rejects only when stopped, and on our own bugs. */
export type Complete = (request: Request, signal: AbortSignal) => Promise<Completion>;

/** As `Complete`, not yet timed. */
export type Transport = Complete;

/** What goes over the network for one request. */
export interface WireCall {
  readonly method: 'POST';
  readonly url: string;
  /** Keys stand as `<NAME_OF_THE_VARIABLE>`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Keys in the order of the provider's documentation. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a transport takes from the world. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Wall time, in milliseconds of the epoch: servers name dates. */
  readonly now: () => number;
  /** Where relative paths in `model:` start. */
  readonly folder: string;
}

/** An open transport, and how to let go of what it holds. */
export interface Connection {
  readonly transport: Transport;
  readonly close?: () => Promise<void>;
}

/** Limits of a provider, told by its record or by the user. */
export type Limits = Pick<
  ProviderSettings,
  'requests_per_minute' | 'tokens_per_minute' | 'concurrency' | 'context' | 'price'
>;

/** A way to ask models. */
export interface Provider {
  readonly modes: readonly ('text' | 'chat')[];
  /** A whole `model:` to show; absent where there is no model to name. */
  readonly example?: string;
  /** Which parameters it takes, how, and why not the others. */
  readonly capabilities: (model: string, mode: 'text' | 'chat') => Capabilities;
  /** Whether it tells how likely a text is to follow a prompt: the `continuation` of a request. */
  readonly continues?: (mode: 'text' | 'chat') => boolean;
  /** Whether `extra` fields are sent. */
  readonly extra: boolean;
  /** Parameters that must be set, each with the reason. */
  readonly required?: Readonly<Partial<Record<ParamName, string>>>;
  /** What its server takes for a parameter that is left out, where that surprises. */
  readonly surprises?: Readonly<Partial<Record<ParamName, string>>>;
  readonly limits: Limits;
  /** How many requests at once at the start; fixed where more would not help. */
  readonly concurrency: { readonly start: number; readonly fixed?: true };
  /** The environment variable of its key, and whether it answers without one. */
  readonly key?: { readonly env: string; readonly optional: boolean };
  /** Requests of equal pools share their limits: base URL and model. */
  readonly pool: string;
  /** Its answers were given before: nothing is paid for them now, and they say themselves how long they took, or nobody knows. */
  readonly given?: true;
  /** Absent where nothing is sent over a network. */
  readonly wire?: (request: Request) => WireCall;
  /** Throws a UserError where it cannot be used at all. */
  readonly open: (model: string, surroundings: Surroundings) => Promise<Connection>;
}
