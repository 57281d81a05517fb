// How many requests may be under way: found out by trying, unless told.
import pLimit from 'p-limit';

export interface Throttle {
  /** Runs the call as soon as fewer than the limit are under way. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** The server answered: there is room for more. */
  succeeded(): void;
  /** The server has had enough (429). */
  refused(): void;
  /** The server is in trouble (5xx, a broken connection): not the time to ask for more. */
  troubled(): void;
  readonly limit: () => number;
}

export interface ThrottleOptions {
  /** Where it starts, and with `fixed` stays. */
  readonly start: number;
  readonly most: number;
  readonly fixed: boolean;
}

/**
 * Additive increase, multiplicative decrease (Chiu and Jain 1989), with a slow start: until the first refusal the limit
 * doubles with every round of answers, then it grows by one a round.
 */
export function makeThrottle({ start, most, fixed }: ThrottleOptions): Throttle {
  const limit = pLimit(start);
  let slowStart = true;
  let credit = 0;
  let roundLeft = 0;
  const set = (value: number) => {
    limit.concurrency = Math.max(1, Math.min(most, Math.floor(value)));
    credit = 0;
  };
  const answered = () => {
    roundLeft = Math.max(0, roundLeft - 1);
  };
  return {
    run: (call) => limit(call),
    succeeded() {
      answered();
      credit += 1;
      if (fixed || limit.concurrency >= most) return;
      if (slowStart) set(limit.concurrency + 1);
      else if (credit >= limit.concurrency) set(limit.concurrency + 1);
    },
    refused() {
      slowStart = false;
      // The refusals of one round are one piece of news: of what was under way at the last cut.
      if (fixed || roundLeft > 0) return answered();
      roundLeft = limit.activeCount - 1;
      set(limit.concurrency / 2);
    },
    troubled() {
      answered();
      slowStart = false;
      credit = 0;
    },
    limit: () => limit.concurrency,
  };
}
