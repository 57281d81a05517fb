// Anthropic's POST /v1/messages: PROVIDERS.md 1.7.
import { z } from 'zod';
import { answerText, key, texts, type Documented } from './strict.ts';

export const anthropicServer: Documented = {
  path: '/v1/messages',
  headers: { 'x-api-key': key, 'anthropic-version': '2026-10-21' },
  body: z.strictObject({
    model: z.string(),
    max_tokens: z.int().min(1),
    system: z.string().optional(),
    messages: z
      .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().min(1) }))
      .min(1)
      .refine((list) => list.at(-1)?.role === 'user', 'no prefill'),
    stop_sequences: texts()
      .refine((list) => list.every((text) => text.trim() !== ''), 'must contain non-whitespace')
      .optional(),
    metadata: z.strictObject({ user_id: z.string() }).optional(),
  }),
  error: (message) => ({
    type: 'error',
    error: { type: 'invalid_request_error', message },
    request_id: 'req_1',
  }),
  invalid: 400,
  answer: ({ model }: { model: string }) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [
      { type: 'thinking', thinking: 'hm', signature: 'x' },
      { type: 'text', text: answerText },
    ],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: 2,
      cache_creation_input_tokens: 2,
      cache_read_input_tokens: 8,
      output_tokens: 3,
    },
  }),
};
