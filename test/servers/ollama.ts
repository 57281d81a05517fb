// Ollama's POST /api/generate: PROVIDERS.md 1.6.
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

export const ollamaServer: Documented = {
  path: '/api/generate',
  headers: bearer,
  body: z.strictObject({
    model: z.string(),
    prompt: z.string(),
    raw: z.literal(true),
    stream: z.literal(false),
    options: z
      .strictObject({
        num_predict: int(-1),
        temperature: number(0, 2),
        top_k: int(0),
        top_p: number(0, 1),
        min_p: number(0, 1),
        repeat_penalty: number(0, 2),
        presence_penalty: number(-2, 2),
        frequency_penalty: number(-2, 2),
        seed: int(0),
        stop: texts().optional(),
        num_ctx: int(1),
      })
      .optional(),
    logprobs: z.boolean().optional(),
    top_logprobs: int(0, 20),
    keep_alive: z.string().optional(),
  }),
  error: (error) => ({ error }),
  invalid: 400,
  answer: (body: { model: string; logprobs?: boolean; top_logprobs?: number }) => ({
    model: body.model,
    created_at: '2026-08-21T00:00:00Z',
    response: answerText,
    done: true,
    done_reason: 'stop',
    total_duration: 5_000_000,
    prompt_eval_count: 12,
    eval_count: 3,
    ...(body.logprobs ? { logprobs: logprobs(body.top_logprobs ?? 0) } : {}),
  }),
};

function logprobs(count: number) {
  return tokens.map((token) => ({
    token: token.text,
    logprob: token.logprob,
    top_logprobs: topOf(token, count).map(({ text, logprob }) => ({ token: text, logprob })),
  }));
}
