// The three shapes of log-probabilities in, one shape out.
import { z } from 'zod';
import type { TokenLogprob } from '../completion.ts';

type Top = TokenLogprob['top'];

/** `{ " a": -0.1 }`, or a list of one such mapping. */
const topMap = z.record(z.string(), z.number());

/** `/v1/completions`: parallel lists. Some servers give the alternatives as one mapping, some as a list of them. */
export const columnLogprobs = z.object({
  tokens: z.array(z.string()),
  token_logprobs: z.array(z.number().nullable()),
  text_offset: z.array(z.number()).nullish(),
  top_logprobs: z.union([z.array(topMap.nullable()), topMap]).nullish(),
});

function readColumns({
  tokens,
  token_logprobs,
  top_logprobs,
}: z.infer<typeof columnLogprobs>): TokenLogprob[] {
  return tokens.flatMap((token, index) => {
    const logprob = token_logprobs[index];
    if (logprob === null || logprob === undefined) return [];
    const top = Array.isArray(top_logprobs) ? top_logprobs[index] : undefined;
    return [{ token, logprob, top: fromMap(top) }];
  });
}

function fromMap(top: Readonly<Record<string, number>> | null | undefined): Top {
  return Object.entries(top ?? {}).map(([token, logprob]) => ({ token, logprob }));
}

const pair = z.object({ token: z.string(), logprob: z.number() });

/** `/v1/chat/completions`, llama.cpp and Ollama: one record a token. */
export const recordLogprobs = z.array(pair.extend({ top_logprobs: z.array(pair).nullish() }));

export function readRecords(records: z.infer<typeof recordLogprobs>): TokenLogprob[] {
  return records.map(({ token, logprob, top_logprobs }) => ({
    token,
    logprob,
    top: (top_logprobs ?? []).map((each) => ({ token: each.token, logprob: each.logprob })),
  }));
}

/** OpenAI has columns for texts and records for chats; Together has columns, llama.cpp records for both. */
export const anyLogprobs = z.union([
  columnLogprobs,
  z.object({ content: recordLogprobs.nullish() }),
]);

export function readAny(
  logprobs: z.infer<typeof anyLogprobs> | null | undefined,
): TokenLogprob[] | undefined {
  if (!logprobs) return undefined;
  if ('tokens' in logprobs) return readColumns(logprobs);
  return logprobs.content ? readRecords(logprobs.content) : undefined;
}
