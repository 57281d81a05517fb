// Anthropic's POST /v1/messages.
import { z } from 'zod';
import { stopList, type Stop } from '../../task/params.ts';
import { finishMap, reader } from './read-answer.ts';
import { as, askedMessages, listed, no, type Wire } from './wire.ts';

const gone = no('the API version 2026-10-21 answers it with an error, whatever the value');
const never = no('the Messages API does not have it');

const sequences = listed(as('stop_sequences'));

const finish = finishMap({
  end_turn: 'end',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'filter',
});

/** Parameters without which the route answers nothing. */
export const anthropicRequired = {
  max_tokens: 'the Messages API refuses requests without it',
};

export const anthropicMessages: Wire = {
  path: () => '/v1/messages',
  headers: { 'anthropic-version': '2026-10-21' },
  auth: (key) => ({ 'x-api-key': key }),
  prompt: (model, asked) => {
    const messages = askedMessages(asked);
    const system = messages.find(({ role }) => role === 'system')?.content;
    return {
      model,
      ...(system === undefined ? {} : { system }),
      messages: messages.filter(({ role }) => role !== 'system'),
    };
  },
  params: {
    max_tokens: as('max_tokens'),
    stop: {
      // It refuses stop strings of white space alone; those are cut on our side, as all are.
      field: (stop: Stop) => sequences.field(stopList(stop).filter((text) => text.trim() !== '')),
    },
    temperature: gone,
    top_p: gone,
    top_k: gone,
    repetition_penalty: never,
    logprobs: never,
    seed: never,
    min_p: never,
    presence_penalty: never,
    frequency_penalty: never,
  },
  read: reader(
    z.object({
      content: z.array(z.object({ type: z.string(), text: z.string().nullish() })),
      stop_reason: z.string().nullish(),
      usage: z
        .object({
          input_tokens: z.number(),
          output_tokens: z.number(),
          cache_creation_input_tokens: z.number().nullish(),
          cache_read_input_tokens: z.number().nullish(),
        })
        .nullish(),
    }),
    ({ content, stop_reason, usage }) => ({
      text: content.map(({ type, text }) => (type === 'text' ? (text ?? '') : '')).join(''),
      ...finish(stop_reason),
      usage: usage
        ? {
            // The documentation counts the three apart.
            in:
              usage.input_tokens +
              (usage.cache_creation_input_tokens ?? 0) +
              (usage.cache_read_input_tokens ?? 0),
            out: usage.output_tokens,
            cached: usage.cache_read_input_tokens ?? 0,
          }
        : undefined,
    }),
  ),
};
