// The answers of /v1/completions and /v1/chat/completions, as OpenAI and its many relatives give them.
import { z } from 'zod';
import { finishMap, reader, type Read } from './read-answer.ts';
import { anyLogprobs, readAny } from './read-logprobs.ts';

const usage = z
  .object({
    prompt_tokens: z.number(),
    completion_tokens: z.number().default(0),
    prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
  })
  .nullish();

function readUsage(told: z.infer<typeof usage>): Read['usage'] {
  if (!told) return undefined;
  const cached = told.prompt_tokens_details?.cached_tokens;
  const counts = { in: told.prompt_tokens, out: told.completion_tokens };
  return typeof cached === 'number' ? { ...counts, cached } : counts;
}

/** OpenAI says `stop` for a stop string and for the model's own end alike; Together says `eos` for the latter. */
const finish = finishMap({
  stop: 'stop',
  stop_sequence: 'stop',
  eos: 'end',
  eos_token: 'end',
  length: 'length',
  content_filter: 'filter',
});

/** vLLM names the stop string that ended the text; null means that the model ended it. */
function readFinish(
  raw: string | null | undefined,
  reason: unknown,
): Pick<Read, 'finish' | 'finishRaw'> {
  if (raw === 'stop' && reason === null) return { finish: 'end', finishRaw: raw };
  return finish(raw);
}

const common = {
  finish_reason: z.string().nullish(),
  stop_reason: z.union([z.string(), z.number()]).nullish(),
  logprobs: anyLogprobs.nullish(),
};

const noChoices = { why: 'the answer has no choices', retry: true };

export const readCompletions = reader(
  z.object({ choices: z.array(z.object({ ...common, text: z.string() })), usage }),
  ({ choices: [choice], usage: told }) => {
    if (!choice) return noChoices;
    return {
      text: choice.text,
      ...readFinish(choice.finish_reason, choice.stop_reason),
      usage: readUsage(told),
      logprobs: readAny(choice.logprobs),
    };
  },
);

const message = z.object({ content: z.string().nullish(), refusal: z.string().nullish() });

export const readChat = reader(
  z.object({ choices: z.array(z.object({ ...common, message })), usage }),
  ({ choices: [choice], usage: told }) => {
    if (!choice) return noChoices;
    const { content, refusal } = choice.message;
    if (typeof content !== 'string' && !refusal)
      return { why: 'the answer has no text', retry: false };
    const end = readFinish(choice.finish_reason, choice.stop_reason);
    return {
      text: content ?? '',
      ...(refusal ? { ...end, finish: 'filter' as const } : end),
      usage: readUsage(told),
      logprobs: readAny(choice.logprobs),
    };
  },
);
