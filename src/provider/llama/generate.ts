// A prompt and parameters in, the answer out, token by token.
import { stopList, type Params } from '../../task/params.ts';
import type { FinishReason, TokenLogprob } from '../completion.ts';
import type { Model } from './engine.ts';
import { nextToken, type Drawn } from './next-token.ts';
import { inProcessDefaults as defaults } from '../in-process.ts';
import type { Session } from './session.ts';

export interface Task {
  readonly prompt: readonly number[];
  readonly params: Params;
  readonly seed: number;
  readonly signal: AbortSignal;
}

export interface Generation {
  /** With the stop string, where there is one. */
  readonly text: string;
  readonly finish: FinishReason;
  readonly finishRaw: 'eog' | 'stop' | 'max_tokens' | 'context';
  /** How many tokens, the one that says it is over not counted. */
  readonly count: number;
  readonly logprobs?: readonly TokenLogprob[];
}

/** `rest` is what the session has not yet read of the prompt. */
export async function generate(
  model: Model,
  session: Session,
  rest: readonly number[],
  { prompt, params, seed, signal }: Task,
): Promise<Generation> {
  const speech = makeSpeech(model, prompt, params.logprobs !== undefined);
  const stops = stopList(params.stop);
  const most = params.max_tokens ?? defaults.max_tokens;
  let unread = rest;
  for (;;) {
    signal.throwIfAborted();
    const draw = { params, seed, generated: speech.tokens };
    const next = await nextToken(session, unread, draw, signal);
    if (model.isEogToken(next.token)) return speech.end('end', 'eog');
    speech.add(next);
    if (stops.length > 0 && includesAny(speech.text(), stops)) return speech.end('stop', 'stop');
    if (speech.tokens.length >= most) return speech.end('length', 'max_tokens');
    if (session.room < 1) return speech.end('length', 'context');
    unread = [next.token];
  }
}

function includesAny(text: string, stops: readonly string[]): boolean {
  return stops.some((stop) => text.includes(stop));
}

/** What was said so far. Spelling a token can depend on those before it. */
function makeSpeech(model: Model, prompt: readonly number[], explained: boolean) {
  const tokens: number[] = [];
  const logprobs: TokenLogprob[] = [];
  const text = () => model.detokenize(tokens, false, prompt.slice(-4));
  return {
    tokens,
    text,
    add({ token, logprob, top }: Drawn): void {
      const before = [...prompt.slice(-4), ...tokens.slice(-4)].slice(-4);
      const spell = (id: number) => model.detokenize([id], true, before);
      tokens.push(token);
      if (logprob === undefined || top === undefined) return;
      const others = top.map(([id, other]) => ({ token: spell(id), logprob: other }));
      logprobs.push({ token: spell(token), logprob, top: others });
    },
    end(finish: FinishReason, finishRaw: Generation['finishRaw']): Generation {
      const told = { text: text(), finish, finishRaw, count: tokens.length };
      return explained ? { ...told, logprobs } : told;
    },
  };
}
