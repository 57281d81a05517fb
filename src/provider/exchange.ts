// Models of the user's own: what they are asked, and what they answer. `command:` and `module:` speak it, recordings keep it.
import { z } from 'zod';
import { asOneLine } from '../base/json-line.ts';
import type { Request } from '../plan/request.ts';
import { chatMessages, promptText, type Message } from '../prompt/prompt.ts';
import type { Params } from '../task/params.ts';
import { finishMap, reader } from './wire/read-answer.ts';
import type { Answer } from './wire/wire.ts';

/** What a model of the user's own is asked. */
export interface Question {
  /** The prompt as text; of a chat, too. */
  readonly prompt: string;
  /** Only in mode chat. */
  readonly messages?: readonly Message[];
  /** Under their names in the task; what is not set is absent. */
  readonly params: Params;
}

export function questionOf({ mode, prompt, params }: Request): Question {
  const text = promptText(prompt);
  return mode === 'chat'
    ? { prompt: text, messages: chatMessages(prompt), params }
    : { prompt: text, params };
}

export function jsonLine(value: object): string {
  return asOneLine(JSON.stringify(value));
}

const count = z.int().min(0);
const pair = z.object({ token: z.string(), logprob: z.number() });

const schema = z.object({
  text: z.string(),
  finish: z.string().nullish(),
  finish_raw: z.string().nullish(),
  tokens: z.object({ in: count, out: count, cached: count.optional() }).nullish(),
  logprobs: z.array(pair.extend({ top: z.array(pair).nullish() })).nullish(),
});

const finishOf = finishMap({ stop: 'stop', end: 'end', length: 'length', filter: 'filter' });

const read = reader(schema, ({ text, finish, finish_raw, tokens, logprobs }) => ({
  text,
  ...finishOf(finish),
  ...(typeof finish_raw === 'string' ? { finishRaw: finish_raw } : {}),
  usage: usageOf(tokens),
  logprobs: logprobs?.map(({ token, logprob, top }) => ({ token, logprob, top: top ?? [] })),
}));

function usageOf(tokens: z.infer<typeof schema>['tokens']) {
  if (!tokens) return undefined;
  const { cached, ...counts } = tokens;
  return cached === undefined ? counts : { ...counts, cached };
}

/** `{ text, finish?, tokens?, logprobs? }`; anything else is a failure. Where it does not say why it ended, that is unknown. */
export function readOwnAnswer(answer: unknown): Answer {
  const result = read(answer);
  if (result.status === 'done') return result;
  return { ...result, failure: { kind: 'body', retry: false, fatal: false } };
}
