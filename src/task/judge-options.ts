// The options of a model that scores.
import { z } from 'zod';
import { comparing } from './common-options.ts';
import { paramsSchema } from './params.ts';
import { oneOf } from './score-pattern.ts';

const words =
  'Handlebars over the columns of the row, {{query}}, {{completion}} and {{reference}}.';

export const rubricSchema = z
  .strictObject({
    instruction: z
      .string()
      .min(1)
      .optional()
      .meta({ description: `What the judge is told first, the system message. ${words}` }),
    input: z
      .string()
      .min(1)
      .meta({ description: `What it is asked. ${words}` }),
    choices: z
      .record(z.string().trim().min(1), z.number().min(0).max(1))
      .check(({ value, issues }) => {
        const names = Object.keys(value).map((name) => name.toLowerCase());
        const message =
          names.length < 2
            ? 'needs at least two choices'
            : new Set(names).size < names.length
              ? 'has one choice twice'
              : undefined;
        if (message !== undefined)
          issues.push({ code: 'custom', message, input: value, continue: true });
      })
      .default({ yes: 1, no: 0 })
      .meta({
        description:
          'What the judge may answer, each with its score from 0 to 1. Default { yes: 1, no: 0 }.',
      }),
  })
  .meta({
    title: 'kshot rubric',
    description: 'What a judge is asked, and what its verdicts are worth.',
  });

export const judgeOptions = {
  judge: z
    .strictObject({
      model: z.string().min(1).meta({ description: 'Who judges: provider:model.' }),
      rubric: z.union([z.string().min(1), rubricSchema]).meta({
        description:
          'What it judges by: faithfulness, brevity, correctness; or a file with a rubric, or the rubric itself.',
      }),
      mode: oneOf('chat', 'text').default('chat').meta({
        description: 'Whether it is asked by chat messages (default) or by one text.',
      }),
      params: paramsSchema.optional().meta({
        description: 'Of the judge. Default temperature 0 and max_tokens 512.',
      }),
      human: z.string().min(1).optional().meta({
        description:
          "A column with a human's verdicts: how far the judge agrees with them (Cohen's kappa) is a score of its own, judge_kappa.",
      }),
      ...comparing,
    })
    .meta({ description: 'What a model makes of the answer, by a rubric.' }),
};
