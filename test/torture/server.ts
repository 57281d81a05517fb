// The server of server.mjs as its parent sees it.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Received {
  /** Row, temperature and seed: which request it was. */
  readonly name: string;
  /** What it was answered with instead. */
  readonly fault?: string;
}

export interface Server {
  readonly url: string;
  /** Resolves when it has received so many requests in all. */
  readonly reached: (count: number) => Promise<void>;
  /** All it received, in the order of arrival. */
  readonly received: () => Promise<readonly Received[]>;
  /** Gives the answers that it held back; from then on it holds back none. */
  readonly release: () => Promise<void>;
  readonly stop: () => void;
}

export interface ServerOptions {
  readonly seed?: number;
  /** The share of requests that fail, the second and third attempt as the first. */
  readonly faults?: number;
  /** How many requests are answered until it is released; without it all. */
  readonly hold?: number;
}

export async function startServer({ seed = 0, faults = 0, hold }: ServerOptions): Promise<Server> {
  const program = fileURLToPath(new URL('server.mjs', import.meta.url));
  const child = fork(program, [JSON.stringify({ seed, faults, hold })]);
  const waiting = new Map<number, (value: unknown) => void>();
  child.on('message', ({ id, value }: { id: number; value: unknown }) => {
    waiting.get(id)?.(value);
    waiting.delete(id);
  });
  let last = 0;
  const ask = <T>(message: object): Promise<T> => {
    last += 1;
    const id = last;
    child.send({ ...message, id });
    return new Promise((resolve) => waiting.set(id, resolve as (value: unknown) => void));
  };
  const port = await new Promise((resolve) => waiting.set(0, resolve));
  return {
    url: `http://127.0.0.1:${String(port)}/v1`,
    reached: (count) => ask({ what: 'reached', count }),
    received: () => ask({ what: 'received' }),
    release: () => ask({ what: 'release' }),
    stop: () => void child.kill(),
  };
}
