// llama.cpp's own route: POST /completion.
import { z } from 'zod';
import { finishMap, reader } from './read-answer.ts';
import { readRecords, recordLogprobs } from './read-logprobs.ts';
import { as, atLeastOne, askedText, bearer, listed, type Wire } from './wire.ts';

const finish = finishMap({ eos: 'end', limit: 'length', word: 'stop' });

const answered = z.object({
  content: z.string(),
  stop_type: z.string().nullish(),
  truncated: z.boolean().nullish(),
  tokens_evaluated: z.number().nullish(),
  tokens_predicted: z.number().nullish(),
  timings: z.object({ cache_n: z.number().nullish() }).nullish(),
  completion_probabilities: recordLogprobs.nullish(),
});

export const llamacppCompletion: Wire = {
  path: () => '/completion',
  auth: bearer,
  prompt: (_model, asked) => ({ prompt: askedText(asked) }),
  fixed: { stream: false },
  params: {
    max_tokens: as('n_predict'),
    stop: listed(as('stop')),
    temperature: as('temperature'),
    top_p: as('top_p'),
    top_k: as('top_k'),
    // It has no repetition_penalty, and says nothing when it gets one.
    repetition_penalty: as('repeat_penalty'),
    logprobs: atLeastOne('n_probs'),
    seed: as('seed'),
    min_p: as('min_p'),
    presence_penalty: as('presence_penalty'),
    frequency_penalty: as('frequency_penalty'),
  },
  read: reader(answered, (answer) => {
    const { completion_probabilities: logprobs } = answer;
    if (answer.truncated)
      return {
        why: 'prompt and answer are longer than the context of the server (--ctx-size)',
        retry: false,
      };
    return {
      text: answer.content,
      ...finish(answer.stop_type),
      usage: usageOf(answer),
      logprobs: logprobs ? readRecords(logprobs) : undefined,
    };
  }),
};

function usageOf({ tokens_evaluated, tokens_predicted, timings }: z.infer<typeof answered>) {
  if (typeof tokens_evaluated !== 'number') return undefined;
  const counts = { in: tokens_evaluated, out: tokens_predicted ?? 0 };
  return typeof timings?.cache_n === 'number' ? { ...counts, cached: timings.cache_n } : counts;
}
