// A call in, the answer or what went wrong on the way out.
import type { Dispatcher } from 'undici';
import type { Failed } from '../completion.ts';
import { openDispatcher, type Environment } from './dispatcher.ts';
import { exchange } from './exchange.ts';
import { headersOf, type HttpAnswer } from './headers.ts';
import { networkFailure, type Timeouts } from './network.ts';
import { makeStops, type Stops } from './stops.ts';
import { makeTurns } from './turns.ts';

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

const callsInTurn = 32;

/** Proxy variables are honoured; redirects are not followed. */
export function openHttpClient(connect: number, env: Environment): HttpClient {
  const dispatcher = openDispatcher(connect, env);
  const stops = makeStops();
  const myTurn = makeTurns(callsInTurn);
  return {
    send: async (call, signal) => {
      await myTurn();
      return send(dispatcher, stops, call, signal);
    },
    close: () => dispatcher.destroy(),
  };
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
