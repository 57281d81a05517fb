import { z } from 'zod';
import type { DataSource } from './data-source.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const mapping = z.strictObject({
  path: z.string().min(1).meta({ description: 'A CSV or JSONL file, relative to this file.' }),
  where: z
    .record(z.string(), z.union([scalar, z.array(scalar).min(1)]))
    .optional()
    .meta({
      description: 'Only rows whose column holds this text (or one of these).',
    }),
  sample: z.int().min(1).optional().meta({
    description: 'So many rows, drawn by a seeded hash: for files that are sorted by label.',
  }),
  seed: z.int().min(0).optional().meta({ description: 'Of `sample`. Default 0.' }),
  limit: z.int().min(1).optional().meta({ description: 'At most the first so many rows.' }),
  id: z.string().min(1).optional().meta({
    description:
      'The column that identifies a row. Default: `id` if there is one, else a hash of the record.',
  }),
  cluster: z.string().min(1).optional().meta({
    description: 'The column that groups rows which are not independent of each other.',
  }),
  delimiter: z.string().length(1).optional().meta({ description: 'Of the CSV. Default a comma.' }),
});

export const dataSourceSchema = z
  .union([z.string().min(1), mapping])
  .meta({ description: 'A path, or a path with a selection.' });

type Written = z.infer<typeof dataSourceSchema>;

/** `resolve` makes the path absolute. */
export function normaliseDataSource(
  written: Written,
  resolve: (path: string) => string,
): DataSource {
  if (typeof written === 'string') return { path: resolve(written), where: {}, seed: 0 };
  const { path, where = {}, seed = 0, ...rest } = written;
  const texts = Object.entries(where).map(([column, value]) => [
    column,
    [value].flat().map(String),
  ]);
  const present = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    path: resolve(path),
    where: Object.fromEntries(texts),
    seed,
    ...Object.fromEntries(present),
  };
}
