// /v1/completions and /v1/chat/completions of OpenAI and its relatives: PROVIDERS.md 1.2 to 1.6 and 1.9.
import { z } from 'zod';
import {
  answerText,
  bearer,
  int,
  messages,
  number,
  texts,
  tokens,
  topOf,
  type Documented,
} from './strict.ts';

export type Dialect = 'openai' | 'together' | 'vllm' | 'llamacpp' | 'ollama' | 'tgi';

const penalties = { presence_penalty: number(-2, 2), frequency_penalty: number(-2, 2) };
const sampling = { temperature: number(0, 2), top_p: number(0, 1), seed: int(0), ...penalties };
const more = { top_k: int(0), min_p: number(0, 1) };
const stopOf = (most?: number) => z.union([z.string().min(1), texts(most)]).optional();

/** Without penalty of presence, and with top_p below 1 only. */
const tgi = {
  temperature: number(0, 2),
  top_p: z.number().gt(0).lt(1).optional(),
  seed: int(0),
  frequency_penalty: number(-2, 2),
  stop: texts(4).optional(),
  max_tokens: int(1),
};

const completionFields = {
  openai: { ...sampling, stop: stopOf(4), max_tokens: int(0), logprobs: int(0, 5) },
  together: {
    ...sampling,
    ...more,
    repetition_penalty: number(0, 2),
    stop: texts().optional(),
    max_tokens: int(1),
    logprobs: int(0, 20),
    safety_model: z.string().optional(),
  },
  vllm: {
    ...sampling,
    ...more,
    repetition_penalty: number(0, 2),
    stop: stopOf(),
    max_tokens: int(0),
    logprobs: int(-1),
  },
  llamacpp: {
    ...sampling,
    ...more,
    repeat_penalty: number(0, 2),
    stop: stopOf(),
    max_tokens: int(-1),
    logprobs: int(0),
  },
  ollama: { ...sampling, stop: stopOf(), max_tokens: int(1), logprobs: int(0) },
  tgi: { ...tgi, repetition_penalty: number(0, 2) },
};

/** In chats that name is the old one. */
const { max_tokens: _, ...vllmChat } = completionFields.vllm;

const flagged = { logprobs: z.boolean().optional(), top_logprobs: int(0, 20) };

const chatFields = {
  openai: { ...sampling, ...flagged, stop: stopOf(4), max_completion_tokens: int(1) },
  together: completionFields.together,
  vllm: { ...vllmChat, ...flagged, max_completion_tokens: int(1) },
  llamacpp: { ...completionFields.llamacpp, ...flagged },
  ollama: { ...completionFields.ollama, ...flagged },
  tgi: { ...tgi, ...flagged, top_logprobs: int(0, 5) },
};

const error = (message: string) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null },
});

const ollamaError = (message: string) => ({ error: message });
const tgiError = (message: string) => ({ error: message, error_type: 'validation' });
const errors = { openai: error, together: error, vllm: error, llamacpp: error };
const errorOf = (dialect: Dialect) => ({ ...errors, ollama: ollamaError, tgi: tgiError })[dialect];

const usage = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 };

const usageOf: Readonly<Record<Dialect, object>> = {
  openai: { ...usage, prompt_tokens_details: { cached_tokens: 8 } },
  together: usage,
  vllm: { ...usage, prompt_tokens_details: null },
  llamacpp: { ...usage, prompt_tokens_details: { cached_tokens: 8 } },
  ollama: usage,
  tgi: usage,
};

/** Only vLLM tells the two kinds of stop apart, only Together has a word for the second. */
const finishOf: Readonly<Record<Dialect, object>> = {
  openai: { finish_reason: 'stop' },
  together: { finish_reason: 'eos' },
  vllm: { finish_reason: 'stop', stop_reason: null },
  llamacpp: { finish_reason: 'stop' },
  ollama: { finish_reason: 'stop' },
  tgi: { finish_reason: 'stop' },
};

function columns(count: number) {
  return {
    tokens: tokens.map(({ text }) => text),
    token_logprobs: tokens.map(({ logprob }) => logprob),
    top_logprobs: tokens.map((token) =>
      Object.fromEntries(topOf(token, count).map(({ text, logprob }) => [text, logprob])),
    ),
    text_offset: [0, 2, 7],
  };
}

function records(count: number) {
  const bytes = null;
  const content = tokens.map((token) => ({
    token: token.text,
    logprob: token.logprob,
    bytes,
    top_logprobs: topOf(token, count).map(({ text, logprob }) => ({ token: text, logprob, bytes })),
  }));
  return { content };
}

export function completionsServer(dialect: Dialect): Documented {
  return {
    path: '/v1/completions',
    headers: bearer,
    body: z.strictObject({
      model: z.string(),
      prompt: z.string(),
      user: z.string().optional(),
      ...completionFields[dialect],
    }),
    error: errorOf(dialect),
    invalid: dialect === 'tgi' ? 422 : 400,
    answer: ({ model, logprobs }: { model: string; logprobs?: number }) => {
      const shape = dialect === 'llamacpp' ? records : columns;
      const told = logprobs === undefined ? null : shape(logprobs);
      const choice = { text: answerText, index: 0, logprobs: told, ...finishOf[dialect] };
      const object = dialect === 'together' ? 'text.completion' : 'text_completion';
      return {
        id: 'cmpl-1',
        object,
        created: 1,
        model,
        choices: [choice],
        usage: usageOf[dialect],
      };
    },
  };
}

interface ChatBody {
  readonly model: string;
  readonly logprobs?: number | boolean;
  readonly top_logprobs?: number;
}

export function chatServer(dialect: Dialect): Documented {
  return {
    path: '/v1/chat/completions',
    headers: bearer,
    body: z
      .strictObject({
        model: z.string(),
        messages,
        user: z.string().optional(),
        ...chatFields[dialect],
      } as z.ZodRawShape)
      .refine((body) => !body['top_logprobs'] || body['logprobs'] === true, 'top_logprobs alone'),
    error: errorOf(dialect),
    invalid: dialect === 'tgi' ? 422 : 400,
    answer: ({ model, logprobs, top_logprobs = 0 }: ChatBody) => {
      const told =
        typeof logprobs === 'number' ? columns(logprobs) : logprobs ? records(top_logprobs) : null;
      const message = { role: 'assistant', content: answerText, refusal: null };
      const choice = { index: 0, message, logprobs: told, ...finishOf[dialect] };
      const object = 'chat.completion';
      return {
        id: 'chat-1',
        object,
        created: 1,
        model,
        choices: [choice],
        usage: usageOf[dialect],
      };
    },
  };
}
