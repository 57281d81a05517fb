// A call in, the answer or what went wrong on the way out.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { Failed } from '../completion.ts';
import { headersOf, type HttpAnswer } from './headers.ts';
import { mostMegabytes, networkFailure, type Timeouts } from './network.ts';

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
  const { EnvHttpProxyAgent, request } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({ ...proxyOf(env), ...optionsOf(connect) });
  return {
    send: (call, signal) => send(request, dispatcher, call, signal),
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

type Send = typeof import('undici').request;

async function send(
  request: Send,
  dispatcher: Dispatcher,
  { url, headers, body, timeouts }: HttpCall,
  signal: AbortSignal,
): Promise<HttpAnswer | Failed> {
  signal.throwIfAborted();
  const attempt = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    attempt.abort();
  }, timeouts.total * 1000);
  const stop = () => attempt.abort();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: headersOf(
        { 'content-type': 'application/json', accept: 'application/json' },
        headers,
      ),
      body,
      dispatcher,
      signal: attempt.signal,
      headersTimeout: timeouts.first_byte * 1000,
      bodyTimeout: timeouts.first_byte * 1000,
    });
    const text = await answer.body.text();
    // Only then is the connection free for the next request.
    await nextTurn();
    return { status: answer.statusCode, headers: answer.headers, text };
  } catch (error) {
    signal.throwIfAborted();
    return networkFailure(late ? 'late' : error, url, timeouts);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
