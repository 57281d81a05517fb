// /v1/completions and /v1/chat/completions in the dialects of the servers that speak them.
import type { Dialect } from '../../task/provider-schema.ts';
import { echoLikelihood } from './likelihood.ts';
import { readChat, readCompletions } from './openai-answer.ts';
import {
  as,
  askedMessages,
  askedText,
  atLeastOne,
  bearer,
  listed,
  no,
  unless,
  type Capabilities,
  type Support,
  type Wire,
} from './wire.ts';

const stopField = listed(as('stop'));

/** What every dialect of both routes has. */
const shared = {
  temperature: as('temperature'),
  top_p: as('top_p'),
  seed: as('seed'),
  presence_penalty: as('presence_penalty'),
  frequency_penalty: as('frequency_penalty'),
};

const notOpenai = no('OpenAI does not have it; no other field means the same');

/** What dialects add to the OpenAI fields, or lack. */
const more: Readonly<
  Record<
    Dialect,
    Pick<Capabilities, 'stop' | 'top_k' | 'min_p' | 'repetition_penalty'> & Partial<Capabilities>
  >
> = {
  openai: {
    stop: { ...stopField, most: 4 },
    top_k: notOpenai,
    min_p: notOpenai,
    repetition_penalty: no(
      'OpenAI does not have it; presence and frequency penalties add where this one multiplies',
    ),
  },
  together: {
    stop: stopField,
    top_k: as('top_k'),
    min_p: as('min_p'),
    repetition_penalty: as('repetition_penalty'),
  },
  vllm: {
    stop: stopField,
    top_k: as('top_k'),
    min_p: as('min_p'),
    repetition_penalty: as('repetition_penalty'),
  },
  llamacpp: {
    stop: stopField,
    top_k: as('top_k'),
    min_p: as('min_p'),
    repetition_penalty: as('repeat_penalty'),
  },
  ollama: {
    stop: stopField,
    top_k: no("Ollama's OpenAI routes drop it; the wire ollama-generate sends it"),
    min_p: no("Ollama's OpenAI routes drop it; the wire ollama-generate sends it"),
    repetition_penalty: no("Ollama's OpenAI routes drop it; the wire ollama-generate sends it"),
  },
  tgi: {
    stop: { ...stopField, most: 4 },
    top_k: no("TGI's OpenAI routes drop it; the wire tgi-generate sends it"),
    min_p: no('TGI does not have it'),
    top_p: unless(1, as('top_p')),
    presence_penalty: no('TGI does not have it'),
    repetition_penalty: as('repetition_penalty'),
  },
};

const completionLogprobs: Readonly<Record<Dialect, Support>> = {
  openai: { ...as('logprobs'), range: [0, 5] },
  together: as('logprobs'),
  vllm: as('logprobs'),
  llamacpp: atLeastOne('logprobs'),
  ollama: as('logprobs'),
  tgi: no("TGI's /v1/completions gives none; the wire tgi-generate does"),
};

const flagged = {
  field: (top: number) => ({ logprobs: true, ...(top > 0 ? { top_logprobs: top } : {}) }),
};

const chatLogprobs: Readonly<Record<Dialect, Support>> = {
  openai: flagged,
  // A number here too, unlike OpenAI.
  together: as('logprobs'),
  vllm: flagged,
  llamacpp: flagged,
  ollama: flagged,
  tgi: { ...flagged, range: [0, 5] },
};

/** Where the chat route differs from that for texts. */
const chatOnly: Readonly<Partial<Record<Dialect, Partial<Capabilities>>>> = {
  openai: { max_tokens: as('max_completion_tokens') },
  vllm: { max_tokens: as('max_completion_tokens') },
  tgi: {
    presence_penalty: no("TGI's chat route takes it, plus 2, for a repetition penalty"),
    repetition_penalty: no("TGI's chat route drops it; the wire tgi-generate sends it"),
  },
};

export function openaiCompletions(dialect: Dialect): Wire {
  return {
    path: () => '/completions',
    auth: bearer,
    prompt: (model, asked) => ({ model, prompt: askedText(asked) }),
    params: {
      ...shared,
      ...more[dialect],
      max_tokens: as('max_tokens'),
      logprobs: completionLogprobs[dialect],
    },
    read: readCompletions,
    ...(dialect === 'vllm' || dialect === 'together' ? { likelihood: echoLikelihood } : {}),
  };
}

export function openaiChat(dialect: Dialect): Wire {
  return {
    path: () => '/chat/completions',
    auth: bearer,
    prompt: (model, asked) => ({ model, messages: askedMessages(asked) }),
    params: {
      ...shared,
      ...more[dialect],
      max_tokens: as('max_tokens'),
      ...chatOnly[dialect],
      logprobs: chatLogprobs[dialect],
    },
    read: readChat,
  };
}
