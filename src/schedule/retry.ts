// A way to ask in, one that tries again where that makes sense out.
import { seededRandom, type Random } from '../base/random.ts';
import type { Attempt, Completion } from '../provider/completion.ts';
import type { Complete } from '../provider/provider.ts';
import type { Clock, Sleep } from './time.ts';

export interface RetryOptions {
  /** At most so many attempts in all. */
  readonly attempts: number;
  /** So long after the first failure, in milliseconds, no further attempt is begun. */
  readonly totalMs: number;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

const firstBackoffMs = 800;
const longestBackoffMs = 30_000;
const spreadMs = 250;

/** Failed attempts are kept in the completion: they belong into the journal. */
export function retried(complete: Complete, options: RetryOptions): Complete {
  const { attempts: most, totalMs, clock, sleep } = options;
  return async (request, signal) => {
    const attempts: Attempt[] = [];
    let begun: number | undefined;
    let random: Random | undefined;
    for (;;) {
      const completion = await complete(request, signal);
      if (completion.status === 'done') return withAttempts(completion, attempts);
      // Not from before: waiting for one's turn is no failure.
      begun ??= clock();
      random ??= seededRandom('back-off', request.row.key, request.cell.id, request.trial);
      attempts.push({ why: completion.why, atMs: Math.round(clock() - begun) });
      const wait = waitBefore(completion.failure?.waitMs, attempts.length, random());
      const late = clock() - begun + wait > totalMs;
      if (!completion.failure?.retry || attempts.length === most || late)
        return withAttempts(completion, attempts);
      await sleep(wait, signal);
    }
  };
}

/** Exponential with full jitter (Brooker 2015). Where the server asks for a long wait: that and a little more, so that not all come back at once. */
function waitBefore(asked: number | undefined, attempt: number, draw: number): number {
  if (asked !== undefined && asked >= firstBackoffMs) return asked + draw * spreadMs;
  return (asked ?? 0) + draw * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1));
}

function withAttempts(completion: Completion, attempts: readonly Attempt[]): Completion {
  const told = completion.status === 'done' ? attempts.length > 0 : attempts.length > 1;
  return told ? { ...completion, attempts } : completion;
}
