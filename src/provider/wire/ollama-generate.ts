// Ollama's POST /api/generate with raw: true: its OpenAI route for texts would put the model's chat template around the prompt.
import { z } from 'zod';
import { finishMap, reader } from './read-answer.ts';
import { readRecords, recordLogprobs } from './read-logprobs.ts';
import { askedText, bearer, inside, listed, type Wire } from './wire.ts';

const option = (name: string) => inside('options', name);

const finish = finishMap({ stop: 'stop', length: 'length' });

export const ollamaGenerate: Wire = {
  path: () => '/api/generate',
  auth: bearer,
  prompt: (model, asked) => ({ model, prompt: askedText(asked) }),
  fixed: { raw: true, stream: false },
  params: {
    max_tokens: option('num_predict'),
    stop: listed(option('stop')),
    temperature: option('temperature'),
    top_p: option('top_p'),
    top_k: option('top_k'),
    repetition_penalty: option('repeat_penalty'),
    logprobs: {
      field: (top: number) => ({ logprobs: true, ...(top > 0 ? { top_logprobs: top } : {}) }),
    },
    seed: option('seed'),
    min_p: option('min_p'),
    presence_penalty: option('presence_penalty'),
    frequency_penalty: option('frequency_penalty'),
  },
  read: reader(
    z.object({
      response: z.string(),
      done_reason: z.string().nullish(),
      prompt_eval_count: z.number().nullish(),
      eval_count: z.number().nullish(),
      logprobs: recordLogprobs.nullish(),
    }),
    ({ response, done_reason, prompt_eval_count, eval_count, logprobs }) => ({
      text: response,
      ...finish(done_reason),
      // A prompt that is cached whole is not counted again.
      usage:
        typeof eval_count === 'number'
          ? { in: prompt_eval_count ?? 0, out: eval_count }
          : undefined,
      logprobs: logprobs ? readRecords(logprobs) : undefined,
    }),
  ),
};
