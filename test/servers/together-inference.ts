// Together's legacy POST /inference: PROVIDERS.md 1.1.
import { z } from 'zod';
import { answerText, bearer, int, number, texts, type Documented } from './strict.ts';

export const togetherInferenceServer: Documented = {
  path: '/inference',
  headers: bearer,
  body: z.strictObject({
    model: z.string(),
    prompt: z.string(),
    max_tokens: int(1),
    stop: z.union([z.string().min(1), texts()]).optional(),
    temperature: number(0, 2),
    top_p: number(0, 1),
    top_k: int(0),
    repetition_penalty: number(0, 2),
    logprobs: int(0),
    safety_model: z.string().optional(),
    stream_tokens: z.boolean().optional(),
  }),
  error: (message) => ({ error: { message, type: 'invalid_request_error' } }),
  invalid: 400,
  answer: ({ model, prompt }: { model: string; prompt: string }) => ({
    status: 'finished',
    prompt: [prompt],
    model,
    model_owner: '',
    tags: {},
    num_returns: 1,
    args: {},
    subjobs: [],
    output: {
      choices: [{ finish_reason: 'length', index: 0, text: answerText }],
      raw_compute_time: 1.03,
      result_type: 'language-model-inference',
    },
  }),
};
