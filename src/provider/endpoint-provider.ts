// An endpoint as data in, a provider that asks it over HTTP out.
import type { Request } from '../plan/request.ts';
import { paramNames, type ParamName } from '../task/params.ts';
import { promptText } from '../prompt/prompt.ts';
import { keyOf } from './api-key.ts';
import type { Endpoint, Route } from './endpoint.ts';
import { openHttpClient, type HttpClient } from './http/client.ts';
import { bodyFailure, errorInBody, failureOf, parse } from './http/failure.ts';
import { headersOf, type HttpAnswer } from './http/headers.ts';
import type { Timeouts } from './http/network.ts';
import type { Provider, Surroundings, Transport, WireCall } from './provider.ts';
import { bodyMaker } from './wire/body.ts';
import { cutAtStop } from './wire/cut.ts';
import {
  as,
  listed,
  no,
  type Answer,
  type Capabilities,
  type Support,
  type Wire,
} from './wire/wire.ts';
import { requireSpelled } from './wire/likelihood.ts';

const usualTimeouts: Timeouts = { connect: 10, first_byte: 300, total: 600 };
const usualConcurrency = 64;

export function endpointProvider(endpoint: Endpoint): Provider {
  const { text, chat, example, keyEnv, keyless, required, surprises, settings } = endpoint;
  const modes = [...(text ? (['text'] as const) : []), ...(chat ? (['chat'] as const) : [])];
  const { concurrency: most = usualConcurrency, ...limits } = settings;
  return {
    modes,
    example,
    extra: true,
    capabilities: (model, mode) => capabilitiesOf(endpoint, model, mode),
    continues: (mode) => endpoint[mode]?.wire.likelihood !== undefined,
    ...(required ? { required } : {}),
    ...(surprises ? { surprises } : {}),
    ...(keyEnv ? { key: { env: keyEnv, optional: keyless ?? false } } : {}),
    limits: { ...limits, concurrency: most },
    concurrency: { start: Math.min(8, most) },
    pool: (text ?? chat)!.baseUrl,
    wire: callsOf(endpoint, keyEnv && !keyless ? `<${keyEnv}>` : undefined),
    open: async (_model, surroundings) => {
      const timeouts = { ...usualTimeouts, ...settings.timeouts } as Timeouts;
      const client = openHttpClient(timeouts.connect, surroundings.env);
      const transport = transportOf(endpoint, client, timeouts, surroundings);
      return { transport, close: client.close };
    },
  };
}

/** The wire's, narrowed by the rules for the model, then by what the user says of the server. */
function capabilitiesOf(endpoint: Endpoint, model: string, mode: 'text' | 'chat'): Capabilities {
  const { wire } = routeOf(endpoint, mode);
  const rules = (endpoint.rules ?? []).filter(({ models }) => models.test(model));
  return Object.assign(
    {},
    wire.params,
    ...rules.map(({ params }) => params),
    endpoint.params ?? {},
  );
}

/** What a user says in `params:` of a provider: another name, or false. */
export function userCapabilities(
  params: Readonly<Partial<Record<ParamName, string | false>>>,
): Partial<Capabilities> {
  const given = paramNames.flatMap((name) => {
    const field = params[name];
    return field === undefined ? [] : [[name, namedByUser(name, field)] as const];
  });
  return Object.fromEntries(given);
}

function namedByUser(name: ParamName, field: string | false): Support {
  if (field === false) return no('its `params` in `providers` say so');
  return name === 'stop' ? listed(as(field)) : as(field);
}

function routeOf(endpoint: Endpoint, mode: 'text' | 'chat'): Route {
  // Where the mode has no route, checking the cells has said so; their capabilities are asked for all the same.
  return (endpoint[mode] ?? endpoint.text ?? endpoint.chat)!;
}

/** What is the same in every call to a model. */
interface Address extends Omit<WireCall, 'body'> {
  readonly bodyOf: (request: Request) => WireCall['body'];
}

function addressOf(
  endpoint: Endpoint,
  { mode, model }: Pick<Request, 'mode' | 'model'>,
  key: string | undefined,
): Address {
  const { wire, baseUrl } = routeOf(endpoint, mode);
  return {
    bodyOf: bodyMaker(wire, capabilitiesOf(endpoint, model, mode)),
    method: 'POST',
    url: urlOf(baseUrl, wire.path(model)),
    headers: headersOf(
      key === undefined ? {} : wire.auth(key),
      { ...wire.headers, 'User-Agent': 'kshot' },
      endpoint.settings.headers ?? {},
    ),
  };
}

/** Calls of an endpoint with a key. */
function callsOf(endpoint: Endpoint, key: string | undefined): (request: Request) => WireCall {
  const known = new Map<string, Address>();
  return (request) => {
    const name = `${request.mode} ${request.model}`;
    const address = known.get(name) ?? addressOf(endpoint, request, key);
    known.set(name, address);
    const { bodyOf, method, url, headers } = address;
    return { method, url, headers, body: bodyOf(request) };
  };
}

/** What follows a question mark stays behind the path. */
function urlOf(baseUrl: string, path: string): string {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return url.href;
}

function transportOf(
  endpoint: Endpoint,
  client: HttpClient,
  timeouts: Timeouts,
  { env, now }: Surroundings,
): Transport {
  const callOf = callsOf(endpoint, keyOf(endpoint.keyEnv, env));
  return async (request, signal) => {
    const { url, headers, body } = callOf(request);
    const call = { url, headers, body: JSON.stringify(body), timeouts };
    const answer = await client.send(call, signal);
    if (!('headers' in answer)) return answer;
    if (answer.status < 200 || answer.status > 299) return failureOf(answer, now());
    const read = readAnswer(readerOf(routeOf(endpoint, request.mode).wire, request), answer);
    return whatWasAsked(read, request);
  };
}

function readerOf(wire: Wire, { prompt, continuation }: Request): Wire['read'] {
  if (continuation === undefined) return wire.read;
  const { length } = promptText(prompt);
  return (json) =>
    requireSpelled(wire.likelihood!.read(json, length, length + continuation.length), continuation);
}

function readAnswer(read: Wire['read'], http: HttpAnswer): Answer {
  const json = parse(http.text);
  if (json === undefined) return bodyFailure(http);
  const answer = read(json, http.headers);
  if (answer.status === 'done') return answer;
  const said = errorInBody(http.status, json);
  if (said || !answer.failure) return said ?? answer;
  return { ...answer, failure: { ...answer.failure, http: http.status } };
}

/** Without what follows a stop string, and without log-probabilities that some servers give unasked: they would fill the journal. */
function whatWasAsked(answer: Answer, { params, continuation }: Request): Answer {
  if (continuation !== undefined) return answer;
  const cut = cutAtStop(answer, params.stop);
  if (params.logprobs !== undefined || !('logprobs' in cut)) return cut;
  const { logprobs: _, ...rest } = cut;
  return rest;
}
