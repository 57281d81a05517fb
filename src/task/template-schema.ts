import { z } from 'zod';
import { stopSchema, type Stop } from './params.ts';

const handlebars = 'Handlebars over the columns of the row: {{column}}.';

export const templateSchema = z
  .strictObject({
    instruction: z
      .string()
      .optional()
      .meta({
        description: `What the model is asked to do; first in the prompt, the system message in a chat. ${handlebars}`,
      }),
    input: z
      .string()
      .min(1)
      .meta({
        description: `The question part of an example, and all of the query. Must not end in a blank. ${handlebars}`,
      }),
    output: z
      .string()
      .min(1)
      .meta({
        description: `The answer part of an example, with the blank before it if there is one. ${handlebars}`,
      }),
    separator: z.string().optional().meta({
      description: 'Between instruction, shots and query. "\\n" (in double quotes) unless told.',
    }),
    stop: stopSchema.optional(),
  })
  .meta({ title: 'kshot template', description: 'How one example becomes text.' });

/** How one example becomes text. */
export interface Template {
  readonly instruction?: string;
  readonly input: string;
  readonly output: string;
  readonly separator: string;
  readonly stop?: Stop;
}

export function normaliseTemplate(raw: z.infer<typeof templateSchema>): Template {
  return {
    ...(raw.instruction === undefined ? {} : { instruction: raw.instruction }),
    input: raw.input,
    output: raw.output,
    separator: raw.separator ?? '\n',
    ...(raw.stop === undefined ? {} : { stop: raw.stop }),
  };
}
