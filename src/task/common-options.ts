// What scorers have in common, as a task writes it.
import { z } from 'zod';
import { extractSchema } from './extract-schema.ts';
import { oneOf, pattern } from './score-pattern.ts';

export const named = {
  as: z
    .string()
    .regex(/^[A-Za-z_][\w-]*$/)
    .optional()
    .meta({
      description:
        'The name of this score in tables and gates: letters, digits, _ and -. Default: the scorer.',
    }),
  weight: z.number().positive().optional().meta({
    description:
      'How much this score counts in the metric `weighted`, beside the other scores that have a weight. Without it not at all.',
  }),
};

/** Of scorers that read the answer. */
export const reading = {
  ...named,
  extract: extractSchema.optional().meta({
    description: 'Cuts the answer out of a longer completion before it is scored.',
  }),
};

/** Of scorers that hold the answer against the right one. */
export const comparing = {
  ...reading,
  target: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .meta({
      description:
        'The right answer: a template such as "{{title}}", or a list of columns of which any is right. Default: the output of the task template.',
    }),
};

/** Of scorers that say yes or no. */
export const verdict = {
  trials: z
    .union([
      oneOf('mean', 'majority'),
      z.strictObject({
        pass_at: z.int().min(1).meta({ description: 'Of how many answers one must be right.' }),
      }),
    ])
    .optional()
    .meta({
      description:
        'What the trials of a row come to: their mean (default), the score of the most frequent answer (majority), or the chance that one of so many is right (pass_at).',
    }),
  not: z.boolean().optional().meta({
    description: 'Turns the score around: 1 where it would be 0. Its name then begins with not_.',
  }),
};

/** What the trials of a row come to where it is not their mean. */
export type Pooling = 'majority' | { readonly pass_at: number };

/** The keys that are no options of the scorer itself. */
export type CommonKey = keyof typeof comparing | keyof typeof verdict;

const normalizeStep = z.union([
  oneOf('lower', 'punctuation', 'articles', 'whitespace', 'digits'),
  z.strictObject({
    remove: pattern.meta({ format: 'regex', description: 'Removes every match.' }),
  }),
]);

const normalizeSchema = z.union([oneOf('none', 'squad'), z.array(normalizeStep).min(1)]).meta({
  id: 'normalize',
  description:
    'none, squad (lower, punctuation, articles, whitespace), or a list of steps in their order.',
});

/** What is done to texts before they are compared; `otherwise` is the default. */
export function normalizeOption(otherwise: 'none' | 'squad') {
  return normalizeSchema.optional().meta({
    description: `What to do to answer and reference before comparing: none, squad, or a list of steps. Default ${otherwise}.`,
  });
}

export type Normalize = z.infer<ReturnType<typeof normalizeOption>>;

export const labelsSchema = z
  .array(z.string().min(1))
  .min(2)
  .check(({ value, issues }) => {
    const twice = value.find((label, index) => value.indexOf(label) !== index);
    const message = `has ${JSON.stringify(twice)} twice`;
    if (twice !== undefined) issues.push({ code: 'custom', message, input: value, continue: true });
  });
