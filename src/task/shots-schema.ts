import { z } from 'zod';
import { dataSourceSchema } from './dataset-schema.ts';

/** The parts of `shots` that are also axes. */
export const shotSchemas = {
  count: z
    .int()
    .min(0)
    .meta({ description: 'How many solved examples go before the query. 0 or more.' }),
  select: z.enum(['first', 'random', 'balanced', 'nearest']).meta({
    description:
      'first: in pool order; random: by seed; balanced: by seed, labels in turn; nearest: the most alike by BM25, for each row. Default random.',
  }),
  order: z
    .string()
    .regex(/^(given|shuffled|similar-last|p\d+)$/)
    .meta({
      description:
        'given: as selected; shuffled: by seed; similar-last: the most alike next to the query (default of nearest); p0, p1, …: named permutations.',
    }),
  seed: z.int().min(0).meta({ description: 'Decides selection and shuffling. Default 0.' }),
} as const;

export const shotsSchema = z
  .union([
    shotSchemas.count,
    z.strictObject({
      from: dataSourceSchema.optional().meta({
        description:
          'The pool of solved examples. Default: the data set itself, never the row that is asked.',
      }),
      count: shotSchemas.count.optional(),
      select: shotSchemas.select.optional(),
      order: shotSchemas.order.optional(),
      seed: shotSchemas.seed.optional(),
      per: z.enum(['run', 'row']).optional().meta({
        description:
          'run: one set of shots for all rows (default); row: each row draws its own. nearest is always per row.',
      }),
      label: z.string().min(1).optional().meta({
        description: 'The column that `balanced` balances. Default: the rendered output.',
      }),
    }),
  ])
  .meta({
    description: 'The solved examples before the query: a number, or where from and how chosen.',
  });

export type Select = z.infer<typeof shotSchemas.select>;
