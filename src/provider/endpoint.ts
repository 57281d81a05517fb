// A place that answers requests over HTTP: everything that distinguishes one from another, as data.
import type { ParamName } from '../task/params.ts';
import type { ProviderSettings } from '../task/provider-schema.ts';
import type { Capabilities, Wire } from './wire/wire.ts';

/** One route of an endpoint. */
export interface Route {
  readonly wire: Wire;
  readonly baseUrl: string;
}

/** What the models of an endpoint whose names match lack, or do otherwise. */
export interface ModelRule {
  readonly models: RegExp;
  readonly params: Partial<Capabilities>;
}

export interface Endpoint {
  readonly text?: Route;
  readonly chat?: Route;
  /** The name of the environment variable that holds the key. */
  readonly keyEnv?: string;
  /** Whether it answers without a key. */
  readonly keyless?: true;
  readonly example: string;
  readonly rules?: readonly ModelRule[];
  /** Parameters that must be set, each with the reason. */
  readonly required?: Readonly<Partial<Record<ParamName, string>>>;
  /** What its server takes for a parameter that is left out, where that surprises. */
  readonly surprises?: Readonly<Partial<Record<ParamName, string>>>;
  /** What the user says of the parameters. */
  readonly params?: Partial<Capabilities>;
  readonly settings: Settings;
}

/** What users may set of any endpoint. */
type Settings = Pick<
  ProviderSettings,
  | 'headers'
  | 'requests_per_minute'
  | 'tokens_per_minute'
  | 'concurrency'
  | 'context'
  | 'price'
  | 'timeouts'
>;
