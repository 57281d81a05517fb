// The options of scorers of the user's own: a function in a module, or a program.
import { z } from 'zod';
import { comparing } from './common-options.ts';
import type { Range } from './metric-range.ts';
import { oneOf } from './score-pattern.ts';

const limit = z.number().nullable();

const range = z
  .tuple([z.number(), limit])
  .check(({ value, issues }) => {
    const [least, most] = value;
    if (most === null || least < most) return;
    issues.push({ code: 'custom', message: 'has no room', input: value, continue: true });
  })
  .default([0, 1])
  .meta({
    description:
      'The least and the most that a score can be, null where there is no most. Default [0, 1]; what lies outside is unscored.',
  }) as unknown as z.ZodDefault<z.ZodType<Range, [number, number | null]>>;

const own = {
  options: z.record(z.string(), z.json()).optional().meta({
    description: 'Handed to it as they are.',
  }),
  kind: oneOf('binary', 'graded').default('graded').meta({
    description: 'binary: every score is 0 or 1. Default graded.',
  }),
  better: oneOf('higher', 'lower').default('higher').meta({
    description: 'Which scores are better. Default higher.',
  }),
  range,
  reference: z.boolean().default(true).meta({
    description: 'Whether it needs a right answer. Default true.',
  }),
  ...comparing,
};

export const ownOptions = {
  module: z
    .strictObject({
      path: z.string().min(1).meta({
        description: 'The module, from the task file on; it exports a function score.',
      }),
      ...own,
    })
    .meta({ description: 'What a function of your own gives: module:./my-scorer.ts.' }),
  command: z
    .strictObject({
      run: z.string().min(1).meta({
        description: 'The program and its arguments; asked and answering in JSON lines.',
      }),
      ...own,
    })
    .meta({ description: 'What a program of your own gives: command:./my-scorer --flag.' }),
};
