// The options of scores by the likelihood of labels.
import { z } from 'zod';
import { comparing, labelsSchema, named } from './common-options.ts';
import { oneOf } from './score-pattern.ts';

const waysToChoose = ['acc', 'acc_norm', 'acc_bytes', 'mutual_info', 'calibrated'] as const;

export type WayToChoose = (typeof waysToChoose)[number];

const way = oneOf(...waysToChoose);

export const choiceOptions = {
  choice: z
    .strictObject({
      labels: z
        .union([
          labelsSchema,
          z.strictObject({
            column: z
              .string()
              .min(1)
              .meta({ description: 'Holds the labels of a row, as a list.' }),
          }),
        ])
        .meta({
          description:
            'What may follow the prompt: the same labels in every row, or those of a column.',
        }),
      by: z
        .union([way, z.array(way).min(1)])
        .default('acc')
        .meta({
          description:
            'What is chosen by: the log-probability of the label (acc, default), that for each of its characters (acc_norm) or bytes (acc_bytes), its gain over the bare label (mutual_info), or its gain over a prompt without content (calibrated). A list gives a score each.',
        }),
      ...named,
      target: comparing.target,
    })
    .meta({ description: '1 if the right label is the likeliest, else 0.' }),
};
