// A state and what follows in it in, the drawn token and its log-probability out.
import type { Next, Wanted } from './engine.ts';
import { samplerOptions, touchesNothing, untouched, type Draw } from './sampling.ts';
import type { Session } from './session.ts';

/** Log-probabilities by token. */
export interface Drawn {
  readonly token: number;
  readonly logprob?: number;
  readonly top?: readonly (readonly [token: number, logprob: number])[];
}

export async function nextToken(
  session: Session,
  tokens: readonly number[],
  draw: Draw,
  signal: AbortSignal,
): Promise<Drawn> {
  const options = samplerOptions(draw);
  const { logprobs } = draw.params;
  if (logprobs === undefined) {
    const { token } = await session.read(tokens, { token: true, options }, signal);
    return { token: drawn(token) };
  }
  if (touchesNothing(draw.params)) {
    const next = await session.read(tokens, raw([], logprobs), signal);
    return withLogprobs(drawn(next.token), next, logprobs);
  }
  const { token } = await session.read(tokens, { token: true, options }, signal);
  // Sampling changes the logits, and the engine tells them after it only: the last token is evaluated once more.
  await session.forgetLast();
  const last = tokens.slice(-1);
  const next = await session.read(last, raw([drawn(token)], logprobs), signal);
  return withLogprobs(drawn(token), next, logprobs);
}

/** Of a token after these: the natural logarithm, before any sampling parameter. */
export async function logprobOf(
  session: Session,
  tokens: readonly number[],
  token: number,
  signal: AbortSignal,
): Promise<number> {
  const next = await session.read(tokens, raw([token], 1), signal);
  return withLogprobs(token, next, 1).logprob!;
}

function drawn(token: number | null | undefined): number {
  if (typeof token !== 'number') throw new Error('llama.cpp drew no token');
  return token;
}

function raw(tokens: readonly number[], logprobs: number): Wanted {
  return {
    token: true,
    logits: { filter: { tokens, includeTop: Math.max(1, logprobs) } },
    totalLogitWeight: true,
    options: untouched,
  };
}

function withLogprobs(token: number, { logits, totalLogitWeight }: Next, count: number): Drawn {
  const sorted = [...logits!].toSorted(([, a], [, b]) => b - a);
  const total = sorted[0]![1] + Math.log(totalLogitWeight!);
  return {
    token,
    logprob: logits!.get(token)! - total,
    top: sorted.slice(0, count).map(([other, logit]) => [other, logit - total]),
  };
}
