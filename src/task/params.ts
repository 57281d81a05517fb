// The generation parameters under the names of Together's documentation.
import { z } from 'zod';

const text = z.string().min(1);

export const stopSchema = z.union([text, z.array(text)]).meta({
  description:
    'A stop string or several. Generation ends before the first of them; the stop string is not part of the answer. [] means none.',
});

/** Every canonical parameter with its documented range. Providers may narrow a range or refuse a parameter. */
export const paramSchemas = {
  max_tokens: z
    .int()
    .min(1)
    .meta({ description: 'At most so many tokens are generated. 1 or more.' }),
  stop: stopSchema,
  temperature: z.number().min(0).max(2).meta({
    description:
      'Flattens (above 1) or sharpens (below 1) the distribution; 0 always takes the likeliest token. 0 to 2.',
  }),
  top_p: z.number().gt(0).max(1).meta({
    description:
      'Draws only from the likeliest tokens that together have this probability. Above 0, at most 1 (off).',
  }),
  top_k: z.int().min(0).meta({
    description:
      'Draws only from so many likeliest tokens. 0 is off, 1 always takes the likeliest.',
  }),
  repetition_penalty: z.number().gt(0).max(2).meta({
    description: 'Divides the logits of tokens that have occurred. Above 0, at most 2; 1 is off.',
  }),
  logprobs: z.int().min(0).max(20).meta({
    description: 'Returns the log-probability of every token and of so many alternatives. 0 to 20.',
  }),
  seed: z
    .int()
    .min(0)
    .meta({ description: 'Seed of the draws. Trial n sends seed + n. 0 or more.' }),
  min_p: z.number().min(0).max(1).meta({
    description: 'Drops tokens less likely than this share of the likeliest. 0 (off) to 1.',
  }),
  presence_penalty: z.number().min(-2).max(2).meta({
    description: 'Subtracted from the logit of every token that has occurred. -2 to 2; 0 is off.',
  }),
  frequency_penalty: z.number().min(-2).max(2).meta({
    description:
      'Subtracted from the logit of a token once for each time it has occurred. -2 to 2; 0 is off.',
  }),
} as const;

export type ParamName = keyof typeof paramSchemas;

export const paramNames = Object.keys(paramSchemas) as ParamName[];

const canonical = z.strictObject(paramSchemas).partial();

export const paramsSchema = canonical
  .extend({
    extra: z.record(z.string(), z.json()).optional().meta({
      description: "A provider's own fields, sent as they are.",
    }),
  })
  .meta({
    description: 'Generation parameters, the same in every cell unless the grid names them.',
  });

export type Params = Readonly<z.infer<typeof paramsSchema>>;
export type Stop = z.infer<typeof stopSchema>;

/** No stop, one, or several: always as a list. */
export function stopList(stop: Stop | undefined): readonly string[] {
  return stop === undefined ? [] : typeof stop === 'string' ? [stop] : stop;
}

/** Sampling parameters that are not given, so that whoever answers decides. Stop strings and log-probabilities are simply absent. */
export function leftOut(params: Params): ParamName[] {
  return paramNames.filter(
    (name) => params[name] === undefined && name !== 'stop' && name !== 'logprobs',
  );
}
