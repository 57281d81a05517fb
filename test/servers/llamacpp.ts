// llama.cpp's POST /completion: PROVIDERS.md 1.5.
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

export const llamacppServer: Documented = {
  path: '/completion',
  headers: bearer,
  body: z.strictObject({
    prompt: z.string(),
    n_predict: int(-1),
    temperature: number(0, 2),
    top_k: int(0),
    top_p: number(0, 1),
    min_p: number(0, 1),
    repeat_penalty: number(0, 2),
    presence_penalty: number(-2, 2),
    frequency_penalty: number(-2, 2),
    stop: texts().optional(),
    seed: int(-1),
    n_probs: int(0),
    cache_prompt: z.boolean().optional(),
    stream: z.literal(false),
  }),
  error: (message) => ({ error: { code: 400, message, type: 'invalid_request_error' } }),
  invalid: 400,
  answer: ({ n_probs = 0 }: { n_probs?: number }) => ({
    content: answerText,
    stop: true,
    stop_type: 'eos',
    stopping_word: '',
    tokens_evaluated: 12,
    tokens_predicted: 3,
    tokens_cached: 14,
    truncated: false,
    timings: { cache_n: 8, prompt_n: 4 },
    ...(n_probs > 0 ? { completion_probabilities: probabilities(n_probs) } : {}),
  }),
};

function probabilities(count: number) {
  return tokens.map((token, id) => ({
    id,
    token: token.text,
    bytes: [],
    logprob: token.logprob,
    top_logprobs: topOf(token, count).map(({ text, logprob }) => ({ id, token: text, logprob })),
  }));
}
