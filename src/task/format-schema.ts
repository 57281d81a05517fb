import { z } from 'zod';
import { templateSchema } from './template-schema.ts';

/** What is written otherwise than in the template. */
export const formatSchema = templateSchema
  .partial()
  .extend({
    replace: z.record(z.string().min(1), z.string()).optional().meta({
      description:
        'Words of instruction, input and output, and what stands in their place. Columns are never touched.',
    }),
    case: z.enum(['upper', 'lower', 'title']).optional().meta({
      description: 'The letters of `input` between its columns: "REVIEW:", "review:", "Review:".',
    }),
  })
  .meta({
    description:
      'What is written otherwise than in the template: whole texts, replaced words, case. {} is the template as it stands.',
  });

export type Format = z.infer<typeof formatSchema>;

/** The name of the template as it stands. */
export const plainFormat = 'plain';

export const formatsSchema = z
  .record(z.string().regex(/^[\w.-]+$/), formatSchema)
  .meta({ description: 'Ways to write the template, by the names that `grid.format` lists.' });
