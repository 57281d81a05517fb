// A prompt and the same with a continuation in, how likely each token of the continuation is out.
import type { TokenLogprob } from '../completion.ts';
import type { Answer } from '../wire/wire.ts';
import type { Model } from './engine.ts';
import { logprobOf } from './next-token.ts';
import type { Session } from './session.ts';

interface Place {
  readonly model: Model;
  readonly session: Session;
  readonly threads: number;
  readonly signal: AbortSignal;
}

/** Where prompt and continuation meet in one token, that token counts. */
export async function likelihood(
  { model, session, threads, signal }: Place,
  prompt: readonly number[],
  all: readonly number[],
): Promise<Answer> {
  const differs = all.findIndex((token, index) => token !== prompt[index]);
  const from = differs === -1 ? all.length : differs;
  if (from === 0)
    return failed('nothing stands before the text: the model has no mark for the beginning');
  if (all.length >= model.trainContextSize)
    return failed(
      `prompt and text have ${all.length} tokens; the model takes ${model.trainContextSize - 1}`,
    );
  await session.prepare({ tokens: all.length, threads });
  const cached = await session.rewind(all.slice(0, from));
  const logprobs: TokenLogprob[] = [];
  let unread = all.slice(cached, from);
  for (const [index, token] of all.entries()) {
    if (index < from) continue;
    signal.throwIfAborted();
    const logprob = await logprobOf(session, unread, token, signal);
    const before = all.slice(Math.max(0, index - 4), index);
    logprobs.push({ token: model.detokenize([token], true, before), logprob, top: [] });
    unread = [token];
  }
  const text = logprobs.map(({ token }) => token).join('');
  const usage = { in: all.length, out: 0, cached };
  return { status: 'done', text, finish: 'end', finishRaw: 'end', usage, logprobs };
}

function failed(why: string): Answer {
  return { status: 'failed', why, failure: { kind: 'body', retry: false, fatal: false } };
}
