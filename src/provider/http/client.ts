// A call in, the answer or what went wrong on the way out.
import type { Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { Failed } from '../completion.ts';
import { exchange } from './exchange.ts';
import { headersOf, type HttpAnswer } from './headers.ts';
import { mostMegabytes, networkFailure, type Timeouts } from './network.ts';
import { makeStops, type Stops } from './stops.ts';

interface HttpCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeouts: Timeouts;
}

export interface HttpClient {
  /** Rejects only when the signal is aborted. */
  readonly send: (call: HttpCall, signal: AbortSignal) => Promise<HttpAnswer | Failed>;
  readonly close: () => Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Loaded when it is needed: nobody waits for a client who asks no server. Proxy variables are honoured; redirects are not followed. */
export async function openHttpClient(connect: number, env: Environment): Promise<HttpClient> {
  const { EnvHttpProxyAgent } = await import('undici');
  const stops = makeStops();
  const dispatcher = new EnvHttpProxyAgent({ ...proxyOf(env), ...optionsOf(connect) });
  return {
    send: (call, signal) => send(dispatcher, stops, call, signal),
    close: () => dispatcher.destroy(),
  };
}

function optionsOf(connectTimeout: number): EnvHttpProxyAgent.Options {
  const timeout = connectTimeout * 1000;
  return {
    connect: { timeout },
    proxyTls: { timeout },
    requestTls: { timeout },
    // As curl does: a tunnel for https only. Many proxies allow no other.
    proxyTunnel: false,
    connections: 1024,
    maxResponseSize: mostMegabytes * 2 ** 20,
  };
}

/** All three are given, for the library takes them from the environment of the process otherwise. */
function proxyOf(env: Environment): EnvHttpProxyAgent.Options {
  const of = (name: string) => (env[name] ?? env[name.toUpperCase()] ?? '').trim();
  const url = (name: string) => of(name).replace(/^(?!.*:\/\/)(?=.)/, 'http://');
  return { httpProxy: url('http_proxy'), httpsProxy: url('https_proxy'), noProxy: of('no_proxy') };
}

async function send(
  dispatcher: Dispatcher,
  stops: Stops,
  { url, headers, body, timeouts }: HttpCall,
  signal: AbortSignal,
): Promise<HttpAnswer | Failed> {
  signal.throwIfAborted();
  const { origin, pathname, search } = new URL(url);
  const silence = timeouts.first_byte * 1000;
  const call = {
    origin,
    path: pathname + search,
    headers: headersOf(usual, headers),
    body,
    silence,
  };
  const { answer, stop } = exchange(dispatcher, call);
  const stopNow = () => stop(stopped);
  const timer = setTimeout(() => stop(late), timeouts.total * 1000);
  stops.add(signal, stopNow);
  try {
    return await answer;
  } catch (error) {
    signal.throwIfAborted();
    return networkFailure(error === late ? 'late' : error, url, timeouts);
  } finally {
    clearTimeout(timer);
    stops.remove(signal, stopNow);
  }
}

const usual = { 'content-type': 'application/json', accept: 'application/json' };
const late = new Error('late');
const stopped = new Error('stopped');
