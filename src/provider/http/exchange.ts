// One call over a dispatcher in, the whole answer out. Straight to the dispatcher: its streams cost more than the call.
import type { Dispatcher } from 'undici';
import type { Headers, HttpAnswer } from './headers.ts';

export interface Exchange {
  readonly origin: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Milliseconds without a byte of the answer, or of the rest of it. */
  readonly silence: number;
}

export interface UnderWay {
  /** Rejects with the error of the network, or the reason of `stop`. */
  readonly answer: Promise<HttpAnswer>;
  readonly stop: (reason: Error) => void;
}

export function exchange(dispatcher: Dispatcher, call: Exchange): UnderWay {
  let stop: UnderWay['stop'] = () => undefined;
  const answer = new Promise<HttpAnswer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let stopped: Error | undefined;
    let head: Omit<HttpAnswer, 'text'> | undefined;
    stop = (reason) => {
      stopped = reason;
      controller?.abort(reason);
      // It may still wait for a connection, and nobody else would say so.
      reject(reason);
    };
    dispatcher.dispatch(optionsOf(call), {
      onRequestStart(own) {
        controller = own;
        if (stopped) own.abort(stopped);
      },
      onResponseStart(_own, status, headers) {
        head = { status, headers: headers as Headers };
      },
      onResponseData: (_own, chunk) => void chunks.push(chunk),
      onResponseEnd() {
        const whole = { ...head!, text: textOf(chunks) };
        // The connection is free for the next request after a turn that the client asks for behind us.
        queueMicrotask(() => void setImmediate(resolve, whole));
      },
      onResponseError: (_own, error) => reject(error),
    });
  });
  return { answer, stop: (reason) => stop(reason) };
}

function optionsOf({ origin, path, headers, body, silence }: Exchange): Dispatcher.DispatchOptions {
  const timeouts = { headersTimeout: silence, bodyTimeout: silence };
  return { origin, path, method: 'POST', headers, body, ...timeouts };
}

const byteOrderMark = '\uFEFF';

function textOf(chunks: readonly Buffer[]): string {
  const text = (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8');
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}
