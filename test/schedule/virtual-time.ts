// A clock that jumps from one wake-up to the next, as soon as nothing else is left to do.
import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Sleep } from '../../src/schedule/time.ts';

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

export interface VirtualTime {
  readonly clock: () => number;
  readonly sleep: Sleep;
  /** Every wait that was begun, in milliseconds. */
  readonly sleeps: readonly number[];
  /** Lets time pass until the promise is settled; fails when nothing is left to wait for. */
  readonly until: <T>(promise: Promise<T>) => Promise<T>;
  /** Lets everything happen that needs no time. */
  readonly settle: () => Promise<void>;
  /** Lets so many milliseconds pass. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
}

export function virtualTime(): VirtualTime {
  let now = 0;
  const timers = new Set<Timer>();
  const sleeps: number[] = [];

  const sleep: Sleep = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      sleeps.push(milliseconds);
      setMaxListeners(0, signal);
      const end = (finish: () => void) => {
        timers.delete(timer);
        signal.removeEventListener('abort', stop);
        finish();
      };
      const timer = { at: now + milliseconds, wake: () => end(resolve) };
      const stop = () => end(() => reject(signal.reason as Error));
      signal.addEventListener('abort', stop, { once: true });
      timers.add(timer);
    });

  const next = () => [...timers].toSorted((a, b) => a.at - b.at)[0];

  const until = async <T>(promise: Promise<T>): Promise<T> => {
    let settled = false;
    const end = () => void (settled = true);
    void promise.then(end, end);
    for (await settle(); !settled; await settle()) {
      const timer = next();
      if (!timer) throw new Error('nothing is left to wait for');
      now = timer.at;
      timer.wake();
    }
    return promise;
  };

  const pass = async (milliseconds: number) => {
    const end = now + milliseconds;
    await settle();
    for (let timer = next(); timer && timer.at <= end; timer = next()) {
      now = timer.at;
      timer.wake();
      await settle();
    }
    now = end;
  };

  return { clock: () => now, sleep, sleeps, until, settle, pass };
}
