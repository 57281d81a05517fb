import { z } from 'zod';
import { formatSchema } from './format-schema.ts';
import { paramSchemas, type ParamName } from './params.ts';
import { shotSchemas } from './shots-schema.ts';
import { templateSchema } from './template-schema.ts';

const range = z
  .strictObject({
    from: z.number().meta({ description: 'The first value.' }),
    to: z.number().meta({ description: 'No value goes beyond this.' }),
    step: z.number().meta({ description: 'From one value to the next; negative to count down.' }),
  })
  .meta({ description: 'from, from + step, … up to `to`, which is included only when it is hit.' });

/** What one value of an axis may be. */
export const axisSchemas = {
  ...paramSchemas,
  model: z.string().min(1).meta({ description: 'provider or provider:model.' }),
  template: z
    .union([z.string().min(1), templateSchema])
    .meta({ description: 'A template file, relative to this file, or the template itself.' }),
  format: z.union([z.string().min(1), formatSchema]).meta({
    description: 'How the template is written: a name of `formats`, plain, or the format itself.',
  }),
  'shots.count': shotSchemas.count,
  'shots.select': shotSchemas.select,
  'shots.order': shotSchemas.order,
  'shots.seed': shotSchemas.seed,
} as const;

export type AxisName = keyof typeof axisSchemas;

export const axisNames = Object.keys(axisSchemas) as AxisName[];

const numeric: readonly AxisName[] = [
  ...(Object.keys(paramSchemas) as ParamName[]).filter((name) => name !== 'stop'),
  'shots.count',
  'shots.seed',
];

function axis(name: AxisName) {
  const list = z.array(axisSchemas[name] as z.ZodType).min(1);
  const values = numeric.includes(name) ? z.union([list, range]) : list;
  return values.optional().meta({ description: `The values of ${name} to try.` });
}

const mapping = z
  .strictObject(Object.fromEntries(axisNames.map((name) => [name, axis(name)])))
  .meta({
    description:
      'Every key is an axis, every value the list of its values; the grid is their product.',
  });

export const gridSchema = z.union([mapping, z.array(mapping).min(1)]).meta({
  description:
    'A mapping (the product of its axes) or a list of mappings (the union of their products).',
});

export type Range = z.infer<typeof range>;
