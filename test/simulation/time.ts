// A clock that jumps from one wake-up to the next, cheap enough for thousands of worlds.
import type { Sleep } from '../../src/schedule/time.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

export interface Time {
  readonly clock: () => number;
  readonly sleep: Sleep;
  /** Lets time pass until `ended`, or until `stop` says so before a wake-up. Whether it ended. */
  readonly run: (ended: Promise<unknown>, stop: () => boolean) => Promise<boolean>;
}

const turn = () => new Promise((resolve) => void setImmediate(resolve));

export function makeTime(start: number): Time {
  const timers = new Set<Timer>();
  let now = start;
  let order = 0;
  const next = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers)
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    return first;
  };
  return {
    clock: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const end = (finish: () => void) => {
          timers.delete(timer);
          signal.removeEventListener('abort', stop);
          finish();
        };
        const timer = { at: now + milliseconds, order: (order += 1), wake: () => end(resolve) };
        const stop = () => end(() => reject(signal.reason as Error));
        signal.addEventListener('abort', stop, { once: true });
        timers.add(timer);
      }),
    async run(ended, stop) {
      let over = false;
      const end = () => void (over = true);
      ended.then(end, end);
      for (;;) {
        // The journal writes at the end of a turn, and what waits for it goes on in the next.
        for (let turns = 0; turns < 3; turns += 1) await turn();
        if (over) return true;
        if (stop()) return false;
        const timer = next();
        if (!timer) throw new Error('nothing is left to wait for');
        now = Math.max(now, timer.at);
        timer.wake();
      }
    },
  };
}
