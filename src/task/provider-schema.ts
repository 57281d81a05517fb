// What a user says of a server of their own, in a task or in kshot.config.yaml.
import { z } from 'zod';
import { paramNames } from './params.ts';

export const wireNames = [
  'together-inference',
  'openai',
  'openai-completions',
  'openai-chat',
  'llamacpp-completion',
  'ollama-generate',
  'tgi-generate',
  'anthropic-messages',
  'gemini-generate',
] as const;

export const dialects = ['openai', 'together', 'vllm', 'llamacpp', 'ollama', 'tgi'] as const;

export type Dialect = (typeof dialects)[number];

const seconds = (what: string, usual: number) =>
  z
    .number()
    .positive()
    .optional()
    .meta({ description: `Seconds ${what}. Default ${usual}.` });

const providerSchema = z
  .strictObject({
    wire: z.enum(wireNames).meta({
      description: 'The format the server speaks; openai means /completions and /chat/completions.',
    }),
    base_url: z
      .url({ protocol: /^https?$/ })
      .meta({ description: 'Up to, without, the path of the route: http://localhost:8000/v1.' }),
    api_key_env: z
      .string()
      .regex(/^[A-Za-z_]\w*$/)
      .optional()
      .meta({ description: 'The NAME of the environment variable that holds the key.' }),
    dialect: z.enum(dialects).optional().meta({
      description: 'Which relatives of the OpenAI fields the server takes. Default openai.',
    }),
    headers: z.record(z.string(), z.string()).optional().meta({
      description: 'Sent with every request. No keys here: they belong in the environment.',
    }),
    params: z
      .partialRecord(z.enum(paramNames), z.union([z.string().min(1), z.literal(false)]))
      .optional()
      .meta({
        description: 'Under which name a parameter is sent, or false where the server lacks it.',
      }),
    requests_per_minute: z
      .number()
      .positive()
      .optional()
      .meta({ description: 'At most so many requests a minute.' }),
    tokens_per_minute: z.number().positive().optional().meta({
      description: 'At most so many tokens a minute: of prompts, and max_tokens of answers.',
    }),
    concurrency: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'At most so many requests under way. Default 64.' }),
    context: z.int().min(1).optional().meta({
      description:
        'The context window in tokens: prompts that do not fit are told before they are sent.',
    }),
    price: z
      .strictObject({
        input: z.number().min(0).meta({ description: 'For a million tokens of prompts.' }),
        output: z.number().min(0).meta({ description: 'For a million tokens of answers.' }),
      })
      .optional()
      .meta({ description: 'In the currency of your bill. Without it no cost is shown.' }),
    timeouts: z
      .strictObject({
        connect: seconds('to connect', 10),
        first_byte: seconds('until an answer begins', 300),
        total: seconds('for one attempt', 600),
      })
      .optional()
      .meta({ description: 'When to give an attempt up.' }),
  })
  .meta({ description: 'A server of your own.' });

export const providersSchema = z
  .record(z.string().regex(/^[a-z][\w-]*$/), providerSchema)
  .meta({ description: 'Servers of your own, by the name that `model:` calls them by.' });

export type ProviderSettings = Readonly<z.infer<typeof providerSchema>>;
