// text-generation-inference's POST /generate.
import { z } from 'zod';
import type { TokenLogprob } from '../completion.ts';
import { headerOf, type Headers } from '../http/headers.ts';
import { readOf, tokensBetween } from './likelihood.ts';
import { finishMap, reader } from './read-answer.ts';
import { askedText, bearer, inside, listed, no, unless, type Wire } from './wire.ts';

const parameter = (name: string) => inside('parameters', name);

const finish = finishMap({ length: 'length', eos_token: 'end', stop_sequence: 'stop' });

const token = z.object({ text: z.string(), logprob: z.number().nullable() });

export const tgiGenerate: Wire = {
  path: () => '/generate',
  auth: bearer,
  prompt: (_model, asked) => ({ inputs: askedText(asked) }),
  fixed: { parameters: { details: true } },
  params: {
    max_tokens: parameter('max_new_tokens'),
    stop: { ...listed(parameter('stop')), most: 4 },
    // It refuses temperature 0 and wants to be told not to draw.
    temperature: {
      field: (temperature: number) => ({
        parameters: temperature === 0 ? { do_sample: false } : { do_sample: true, temperature },
      }),
    },
    top_p: unless(1, parameter('top_p')),
    top_k: unless(0, parameter('top_k')),
    repetition_penalty: parameter('repetition_penalty'),
    logprobs: {
      // The tokens' own are always told.
      ...unless(0, parameter('top_n_tokens')),
      range: [0, 5],
    },
    seed: parameter('seed'),
    min_p: no('TGI does not have it'),
    presence_penalty: no('TGI does not have it'),
    frequency_penalty: parameter('frequency_penalty'),
  },
  likelihood: {
    fields: { parameters: { details: true, decoder_input_details: true, max_new_tokens: 1 } },
    read: (answer, from, to) =>
      reader(z.object({ details: z.object({ prefill: z.array(token) }) }), ({ details }) =>
        readOf(tokensBetween(details.prefill.filter(isText), from, to)),
      )(answer),
  },
  read: reader(
    z.object({
      generated_text: z.string(),
      details: z
        .object({
          finish_reason: z.string(),
          generated_tokens: z.number(),
          tokens: z.array(token).nullish(),
          top_tokens: z.array(z.array(token)).nullish(),
        })
        .nullish(),
    }),
    ({ generated_text, details }, headers) => ({
      text: generated_text,
      ...finish(details?.finish_reason),
      usage: usageOf(headers, details?.generated_tokens),
      logprobs: details?.tokens?.flatMap((each, index): TokenLogprob[] => {
        const top = details.top_tokens?.[index] ?? [];
        return known(each).map((token) => ({ ...token, top: top.flatMap(known) }));
      }),
    }),
  ),
};

/** Tokens that mark the beginning spell nothing. */
function isText({ text, logprob }: z.infer<typeof token>): boolean {
  return logprob !== null || !/^<.*>$/.test(text);
}

function known({ text, logprob }: z.infer<typeof token>): { token: string; logprob: number }[] {
  return logprob === null ? [] : [{ token: text, logprob }];
}

/** The body does not count the tokens of the prompt; a header does. */
function usageOf(headers: Headers, generated: number | undefined) {
  const prompt = headerOf(headers, 'x-prompt-tokens');
  if (prompt === undefined || generated === undefined) return undefined;
  return { in: Number(prompt), out: generated };
}
