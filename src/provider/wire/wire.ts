// A wire format as data: how a request becomes a body, and an answer a completion.
import type { Message } from '../../prompt/prompt.ts';
import { paramNames, stopList, type ParamName, type Stop } from '../../task/params.ts';
import type { Done, Failed } from '../completion.ts';
import type { Headers } from '../http/headers.ts';

export type Body = Readonly<Record<string, unknown>>;

/** Not yet timed. */
export type Answer = Failed | Omit<Done, 'latencyMs'>;

/** How a parameter is sent. What has no field is refused, with the reason. */
export type Support =
  | {
      /** The part of the body that carries a value. */
      readonly field: (value: never) => Body;
      /** Narrower than the documented range. */
      readonly range?: readonly [least: number, most: number];
      /** Of `stop`: how many strings at most. */
      readonly most?: number;
    }
  | { readonly unsupported: string };

export type Capabilities = Readonly<Record<ParamName, Support>>;

/** What is asked, in the form of the wire. */
export type Asked =
  | { readonly mode: 'text'; readonly text: string }
  | { readonly mode: 'chat'; readonly messages: readonly Message[] };

export interface Wire {
  /** Below the base URL. `model` is part of some. */
  readonly path: (model: string) => string;
  /** Sent whether or not there is a key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the key goes. */
  readonly auth: (key: string) => Readonly<Record<string, string>>;
  /** Model and prompt, in the order of the documentation. */
  readonly prompt: (model: string, asked: Asked) => Body;
  /** What every body carries besides. */
  readonly fixed?: Body;
  readonly params: Capabilities;
  readonly read: (answer: unknown, headers?: Headers) => Answer;
  /** How it tells the likelihood of a text that it is given, if it does. */
  readonly likelihood?: Likelihood;
}

export interface Likelihood {
  /** Beside the text. */
  readonly fields: Body;
  /** The tokens from the character `from` to the character `to` of the text. */
  readonly read: (answer: unknown, from: number, to: number) => Answer;
}

export const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

/** Sent under a name of its own. */
export function as(name: string): { field: (value: never) => Body } {
  return { field: (value) => ({ [name]: value }) };
}

/** Sent under a name inside a mapping: `options.num_predict`. */
export function inside(outer: string, name: string): { field: (value: never) => Body } {
  return { field: (value) => ({ [outer]: { [name]: value } }) };
}

/** Stop strings as a list. None are no field: some servers refuse an empty list. */
export function listed({ field }: { field: (value: never) => Body }): {
  field: (stop: Stop) => Body;
} {
  return {
    field: (stop) => {
      const stops = stopList(stop);
      return stops.length === 0 ? {} : field(stops as never);
    },
  };
}

/** For servers that refuse the value that means off. */
export function unless(
  off: number,
  { field }: { field: (value: never) => Body },
): {
  field: (value: number) => Body;
} {
  return { field: (value) => (value === off ? {} : field(value as never)) };
}

/** For models in this process: everything, under its own name. */
export const everyParam = Object.fromEntries(
  paramNames.map((name) => [name, as(name)]),
) as Capabilities;

export function no(why: string): Support {
  return { unsupported: why };
}

/** For llama.cpp, where no alternatives mean no log-probabilities at all. */
export function atLeastOne(name: string): { field: (top: number) => Body } {
  return { field: (top) => ({ [name]: Math.max(1, top) }) };
}

/** Mappings are merged, everything else is replaced. */
export function mergeBodies(...bodies: readonly Body[]): Body {
  const merged: Record<string, unknown> = {};
  for (const body of bodies)
    for (const [key, value] of Object.entries(body)) {
      const before = merged[key];
      merged[key] = isBody(before) && isBody(value) ? mergeBodies(before, value) : value;
    }
  return merged;
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function askedText(asked: Asked): string {
  if (asked.mode === 'text') return asked.text;
  throw new Error('this wire takes text only');
}

export function askedMessages(asked: Asked): readonly Message[] {
  if (asked.mode === 'chat') return asked.messages;
  throw new Error('this wire takes messages only');
}
