// text-generation-inference's POST /generate: PROVIDERS.md 1.9.
import { z } from 'zod';
import {
  answerText,
  bearer,
  int,
  number,
  texts,
  tokens,
  topOf,
  type Documented,
} from './strict.ts';

export const tgiServer: Documented = {
  path: '/generate',
  headers: bearer,
  body: z.strictObject({
    inputs: z.string().min(1),
    parameters: z.strictObject({
      max_new_tokens: int(1),
      stop: texts(4).optional(),
      temperature: z.number().gt(0).optional(),
      do_sample: z.boolean().optional(),
      top_p: z.number().gt(0).lt(1).optional(),
      top_k: int(1),
      repetition_penalty: z.number().gt(0).optional(),
      frequency_penalty: number(-2, 2),
      seed: int(0),
      details: z.boolean().optional(),
      top_n_tokens: int(1, 5),
      typical_p: z.number().gt(0).lt(1).optional(),
    }),
  }),
  error: (error) => ({ error, error_type: 'validation' }),
  invalid: 422,
  answer: ({ parameters }: { parameters: { top_n_tokens?: number; stop?: string[] } }) => ({
    // The stop text stays at the end.
    generated_text: answerText + (parameters.stop?.[0] ?? ''),
    details: {
      finish_reason: parameters.stop ? 'stop_sequence' : 'eos_token',
      generated_tokens: 3,
      seed: null,
      prefill: [],
      tokens: tokens.map(({ text, logprob }, id) => ({ id, text, logprob, special: false })),
      top_tokens: topTokens(parameters.top_n_tokens),
    },
  }),
  answerHeaders: { 'x-prompt-tokens': '12', 'x-generated-tokens': '3' },
};

function topTokens(count = 0) {
  return count === 0
    ? []
    : tokens.map((token, id) => topOf(token, count).map((top) => ({ id, special: false, ...top })));
}
