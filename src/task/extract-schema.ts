// How the answer is cut out of a longer completion, as a task writes it.
import { z } from 'zod';
import { flawOf, groupCount, pattern } from './score-pattern.ts';

export const extractSchema = z
  .strictObject({
    regex: pattern.meta({
      format: 'regex',
      description: 'What to look for in the answer; an answer without it is unscored.',
    }),
    group: z.int().min(0).optional().meta({
      description:
        'The group that is the answer; 0 is the whole match. Default: the first group that is not empty, or the whole match if there are no groups.',
    }),
    last: z.boolean().default(false).meta({
      description: 'Take the last match instead of the first.',
    }),
  })
  .check(({ value: { regex, group = 0 }, issues }) => {
    if (flawOf(regex) !== undefined || group <= groupCount(regex)) return;
    const message = `has no group ${group}: it has ${groupCount(regex)}`;
    issues.push({ code: 'custom', message, input: regex, path: ['regex'], continue: true });
  });

export interface Extract {
  readonly regex: string;
  readonly group?: number | undefined;
  readonly last: boolean;
}
