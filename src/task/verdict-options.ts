// The options of scorers that say yes or no.
import { z } from 'zod';
import { comparing, named, verdict, normalizeOption, reading } from './common-options.ts';
import { oneOf, pattern } from './score-pattern.ts';

const limit = z.int().min(0).optional();

export const verdictOptions = {
  exact_match: z
    .strictObject({ normalize: normalizeOption('none'), ...comparing, ...verdict })
    .meta({ description: '1 if the answer is the reference, else 0.' }),
  includes: z
    .strictObject({
      value: z.string().min(1).optional().meta({
        description: 'The text to look for, literally. Default: the reference.',
      }),
      ignore_case: z.boolean().default(false).meta({ description: 'Upper and lower case alike.' }),
      normalize: normalizeOption('none'),
      either: z.boolean().optional().meta({
        description: 'Also where the text contains the answer; an empty one only an empty one.',
      }),
      ...comparing,
      ...verdict,
    })
    .meta({ description: '1 if the answer contains the text, else 0.' }),
  regex: z
    .strictObject({
      value: pattern.meta({
        format: 'regex',
        description: 'A JavaScript regular expression, looked for anywhere in the answer.',
      }),
      flags: z
        .string()
        .regex(/^(?!.*(.).*\1)[ims]*$/)
        .default('')
        .meta({
          description: 'i: ignore case, m: ^ and $ at every line, s: a dot matches line breaks.',
        }),
      ...comparing,
      ...verdict,
    })
    .meta({ description: '1 if the regular expression matches in the answer, else 0.' }),
  one_of: z
    .strictObject({
      values: z.array(z.string()).min(1).meta({ description: 'What the answer may be.' }),
      normalize: normalizeOption('none'),
      ...reading,
      ...verdict,
    })
    .meta({ description: '1 if the answer is one of the values, right or wrong; else 0.' }),
  numeric: z
    .strictObject({
      tolerance: z.number().min(0).default(0).meta({
        description: 'How far the numbers may be from each other.',
      }),
      relative: z.boolean().default(false).meta({
        description: 'The tolerance is a share of the reference: 0.01 is one per cent.',
      }),
      ...comparing,
      ...verdict,
    })
    .meta({ description: '1 if the last number of the answer is that of the reference, else 0.' }),
  json: z
    .strictObject({
      schema: z
        .union([z.string().min(1), z.record(z.string(), z.unknown())])
        .optional()
        .meta({
          description:
            'A JSON schema that it must fit, or the path of one, relative to this file; needs the package ajv.',
        }),
      ...reading,
      ...verdict,
    })
    .meta({ description: '1 if the answer is JSON, and fits the schema if there is one; else 0.' }),
  length: z
    .strictObject({
      unit: oneOf('words', 'characters').default('words').meta({
        description: 'Words between blanks (default), or characters (code points).',
      }),
      min: limit.meta({ description: 'The least it may have.' }),
      max: limit.meta({ description: 'The most it may have.' }),
      ...reading,
      ...verdict,
    })
    .check(({ value, issues }) => {
      const { min, max } = value;
      const message =
        min === undefined && max === undefined ? 'needs min or max' : 'has a min above its max';
      if (min === undefined || max === undefined ? min === max : min > max)
        issues.push({ code: 'custom', message, input: value, continue: true });
    })
    .meta({ description: '1 if the answer is neither too short nor too long, else 0.' }),
  finish: z
    .strictObject({ ...named, ...verdict })
    .meta({ description: '1 if the answer came to its end, 0 if max_tokens cut it.' }),
};
