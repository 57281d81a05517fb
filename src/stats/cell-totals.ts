// The results of a cell one by one in, their counts and sums out.
import type { Done } from '../provider/completion.ts';
import type { Score } from '../score/score.ts';

export interface Tokens {
  readonly in: number;
  readonly out: number;
}

export interface CellTotals {
  readonly answers: number;
  readonly failed: number;
  /** Answers that no scorer could score, or that some could not: counted once each. */
  readonly unscored: number;
  /** Answers that some scorer could not score because a model or program that it asks failed. */
  readonly unjudged: number;
  /** Answers that max_tokens cut. */
  readonly truncated: number;
  /** Requests whose prompt lost shots because they did not fit. */
  readonly shortened: number;
  /** Answers that the cache gave: neither paid for nor timed. */
  readonly cached: number;
  readonly tokens: Tokens;
  /** Of these the ones that were paid for. */
  readonly paid: Tokens;
  /** Prompt tokens that the provider did not have to read again, of those that were paid for. */
  readonly prefixCached: number;
}

/** What is added up, in the making. */
type Sums = {
  -readonly [K in keyof CellTotals]: CellTotals[K] extends number
    ? number
    : { in: number; out: number };
};

export function emptySums(): Sums {
  return {
    answers: 0,
    failed: 0,
    unscored: 0,
    unjudged: 0,
    truncated: 0,
    shortened: 0,
    cached: 0,
    tokens: { in: 0, out: 0 },
    paid: { in: 0, out: 0 },
    prefixCached: 0,
  };
}

export function addAnswer(sums: Sums, done: Done, scores: readonly Score[]): void {
  if (scores.some((score) => score.status === 'unscored' && !score.fine)) sums.unscored += 1;
  if (scores.some((score) => score.status === 'unscored' && score.again)) sums.unjudged += 1;
  if (done.finish === 'length') sums.truncated += 1;
  addUsage(sums, done);
}

/** An answer, its tokens, and who gave it. */
export function addUsage(sums: Sums, { usage, cached }: Done): void {
  sums.answers += 1;
  if (cached) sums.cached += 1;
  if (!usage) return;
  addTokens(sums.tokens, usage);
  if (cached) return;
  addTokens(sums.paid, usage);
  sums.prefixCached += usage.cached ?? 0;
}

function addTokens(sum: { in: number; out: number }, tokens: Tokens): void {
  sum.in += tokens.in;
  sum.out += tokens.out;
}
