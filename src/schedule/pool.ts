// The limits of a place in, the one stack of wrappers that all requests to it go through out.
import { reasonOf } from '../base/reason-of.ts';
import type { Completion, Failed } from '../provider/completion.ts';
import type { Complete, Provider, Transport } from '../provider/provider.ts';
import type { Request } from '../plan/request.ts';
import { estimateTokens } from '../provider/tokens.ts';
import { makePace, type Pace } from './pace.ts';
import { prefixFirst } from './prefix-first.ts';
import { retried } from './retry.ts';
import { makeThrottle, type Throttle } from './throttle.ts';
import type { Clock, Sleep } from './time.ts';

export interface PoolOptions {
  /** Requests under way at once, where the user says so. */
  readonly concurrency?: number | undefined;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Aborted when what is under way has been waited for long enough. */
  readonly givenUp: AbortSignal;
}

/** Puts a transport under the limits of the pool. `onFatal` is called once, when it is clear that every further request would fail. */
export type Pool = (transport: Transport, onFatal: (failed: Failed) => void) => Complete;

const attempts = 6;
const totalMs = 10 * 60_000;

/** From outside to inside: retry; the first of a prefix; throttle and pace; the transport, timed. Back-off holds no place under the throttle. */
export function makePool(provider: Provider, options: PoolOptions): Pool {
  const { limits, concurrency, wire, given } = provider;
  const { clock, sleep } = options;
  const most = options.concurrency ?? limits.concurrency ?? concurrency.start;
  const fixed = concurrency.fixed ?? options.concurrency !== undefined;
  const throttle = makeThrottle({
    start: fixed ? most : Math.min(concurrency.start, most),
    most,
    fixed,
  });
  const pace = makePace({
    requestsPerMinute: limits.requests_per_minute,
    tokensPerMinute: limits.tokens_per_minute,
    clock,
    sleep,
  });
  // What computes in this process takes one request after the other anyway.
  const remembersPrefixes = wire !== undefined;
  const sending = {
    givenUp: options.givenUp,
    // Counting tokens takes time: only where a limit asks for it.
    tokensOf: limits.tokens_per_minute === undefined ? () => 0 : estimateTokens,
  };
  return (transport, onFatal) => {
    // Within the throttle: it is known before the next request gets the place.
    const clocked = given ? transport : timed(transport, clock);
    const checked = failFast(safe(clocked), onFatal);
    const paced = limited(checked, throttle, pace, sending);
    const ordered = remembersPrefixes ? prefixFirst(paced) : paced;
    return retried(ordered, { attempts, totalMs, clock, sleep });
  };
}

interface Sending {
  readonly givenUp: AbortSignal;
  readonly tokensOf: (request: Request) => number;
}

function limited(
  complete: Complete,
  throttle: Throttle,
  pace: Pace,
  { givenUp, tokensOf }: Sending,
): Complete {
  return (request, signal) =>
    throttle.run(async () => {
      await pace.wait(tokensOf(request), signal);
      signal.throwIfAborted();
      const completion = await complete(request, givenUp);
      learn(completion, throttle, pace);
      return completion;
    });
}

/** What an answer says about how much the server bears. */
function learn(completion: Completion, throttle: Throttle, pace: Pace): void {
  if (completion.status === 'done') return throttle.succeeded();
  const { http, waitMs } = completion.failure ?? {};
  if (http !== 429) return throttle.troubled();
  throttle.refused();
  // A daily limit would hold up everybody for longer than anybody is tried again.
  if (waitMs !== undefined && waitMs <= totalMs) pace.pause(waitMs);
}

/**
 * A wrong key fails every request; a 403 or 404 may be about one row, unless nothing has worked yet. What does not end the
 * run is no longer called fatal: to the journal, that means a request which was never asked.
 */
function failFast(complete: Complete, onFatal: (failed: Failed) => void): Complete {
  let worked = false;
  let told = false;
  return async (request, signal) => {
    const completion = await complete(request, signal);
    if (completion.status === 'done') worked = true;
    if (completion.status === 'done' || !completion.failure?.fatal || told) return completion;
    if (worked && !isAboutUs(completion))
      return { ...completion, failure: { ...completion.failure, fatal: false } };
    told = true;
    onFatal(completion);
    return completion;
  };
}

function isAboutUs({ failure }: Failed): boolean {
  return failure?.http === 401 || failure?.http === 402 || failure?.http === 429;
}

/** To the microsecond, as the journal keeps it: what is counted anew from there comes to the same. */
function timed(transport: Transport, clock: Clock): Complete {
  return async (request, signal) => {
    const sent = clock();
    const answer = await transport(request, signal);
    if (answer.status === 'failed') return answer;
    return { ...answer, latencyMs: Math.round((clock() - sent) * 1000) / 1000 };
  };
}

/** A request that fails is a counted row: it never aborts the run. */
function safe(complete: Complete): Complete {
  return (request, signal) =>
    complete(request, signal).catch((error: unknown): Completion => {
      if (signal.aborted) throw error;
      return { status: 'failed', why: reasonOf(error) };
    });
}
