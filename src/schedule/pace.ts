// Limits a minute in, when the next request may be sent out.
import type { Clock, Sleep } from './time.ts';

export interface PaceOptions {
  readonly requestsPerMinute?: number | undefined;
  readonly tokensPerMinute?: number | undefined;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

export interface Pace {
  /** Resolves when a request of so many tokens may be sent; those that wait are let through in turn. */
  wait(tokens: number, signal: AbortSignal): Promise<void>;
  /** Nobody is let through for so many milliseconds: the server asked for it. */
  pause(milliseconds: number): void;
}

/** A bucket that fills at an even rate and holds one second's worth: steady traffic, no bursts. */
interface Bucket {
  readonly perMs: number;
  readonly capacity: number;
  level: number;
  filledAt: number;
}

export function makePace({ requestsPerMinute, tokensPerMinute, clock, sleep }: PaceOptions): Pace {
  const requests = makeBucket(requestsPerMinute, clock());
  const tokens = makeBucket(tokensPerMinute, clock());
  let openAt = -Infinity;
  let turn: Promise<unknown> = Promise.resolve();

  const delay = (count: number): number =>
    Math.max(openAt - clock(), delayOf(requests, 1, clock()), delayOf(tokens, count, clock()));

  const pass = async (count: number, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    for (let wait = delay(count); wait > 0; wait = delay(count)) await sleep(wait, signal);
    take(requests, 1);
    take(tokens, count);
  };

  return {
    wait(count, signal) {
      const passed = turn.then(() => pass(count, signal));
      turn = passed.catch(() => undefined);
      return passed;
    },
    pause(milliseconds) {
      openAt = Math.max(openAt, clock() + milliseconds);
    },
  };
}

function makeBucket(perMinute: number | undefined, now: number): Bucket | undefined {
  if (perMinute === undefined) return undefined;
  const capacity = Math.max(1, perMinute / 60);
  return { perMs: perMinute / 60_000, capacity, level: Math.min(1, capacity), filledAt: now };
}

/** How long until the bucket holds as much; of more than it can ever hold, until it is full. */
function delayOf(bucket: Bucket | undefined, count: number, now: number): number {
  if (!bucket) return 0;
  const { perMs, capacity, level, filledAt } = bucket;
  bucket.level = Math.min(capacity, level + (now - filledAt) * perMs);
  bucket.filledAt = now;
  const missing = Math.min(count, capacity) - bucket.level;
  return missing <= 1e-9 ? 0 : missing / perMs;
}

/** A request that is larger than the bucket leaves a debt. */
function take(bucket: Bucket | undefined, count: number): void {
  if (bucket) bucket.level -= count;
}
