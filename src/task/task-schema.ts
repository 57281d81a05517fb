import { z } from 'zod';
import { dataSourceSchema } from './dataset-schema.ts';
import { formatsSchema } from './format-schema.ts';
import { gateSchema } from './gate-schema.ts';
import { axisSchemas, gridSchema } from './grid-schema.ts';
import { paramsSchema } from './params.ts';
import { scoreEntrySchema } from './score-entry.ts';
import { providersSchema } from './provider-schema.ts';
import { shotsSchema } from './shots-schema.ts';
import { sweepSchema } from './sweep-schema.ts';

export const taskSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\w.-]+$/)
      .meta({ description: 'Letters, digits, - _ and dots: it is part of file names.' }),
    description: z.string().optional().meta({ description: 'For readers.' }),
    template: axisSchemas.template,
    formats: formatsSchema.optional(),
    dataset: dataSourceSchema,
    shots: shotsSchema.optional(),
    mode: z.enum(['text', 'chat']).optional().meta({
      description: 'Whether the prompt is sent as one text (default) or as chat messages.',
    }),
    model: z.string().min(1).optional().meta({
      description: 'provider or provider:model. Default embedded, which needs no key.',
    }),
    params: paramsSchema.optional(),
    grid: gridSchema.optional(),
    sweep: sweepSchema.optional(),
    trials: z.int().min(1).optional().meta({
      description: 'How often every prompt is asked in every cell. Default 1.',
    }),
    score: z.array(scoreEntrySchema).min(1).meta({
      description: 'How answers are scored; the first scorer is the primary one.',
    }),
    gate: gateSchema.optional(),
    providers: providersSchema.optional(),
    unsupported: z.enum(['error', 'warn', 'drop']).optional().meta({
      description:
        'What to do about a parameter that a model does not take: tell it before anything is sent (error, default), leave it out and say so (warn), or leave it out (drop).',
    }),
    client_stop: z.boolean().optional().meta({
      description:
        'Whether stop strings beyond the limit of the server are cut here. Default false.',
    }),
    fit: z.enum(['error', 'drop_shots']).optional().meta({
      description:
        'What to do about a prompt that does not fit the `context` of its provider: tell it before anything is sent (error, default), or leave out the shots farthest from the query.',
    }),
  })
  .meta({
    title: 'kshot task',
    description: 'A few-shot evaluation: prompts, rows, grid, scorers, gates.',
  });

export type TaskText = z.infer<typeof taskSchema>;
