// One entry of `score:` in, plain data for src/score/ out.
import { z } from 'zod';

export const metricNames = [
  'exact_match',
  'includes',
  'regex',
  'f1',
  'rouge_1',
  'rouge_2',
  'rouge_l',
  'levenshtein',
] as const;

export type MetricName = (typeof metricNames)[number];

/**
 * Compiles with Unicode matching. An escaped punctuation mark that Unicode mode refuses (`\-`, `\,`: common in patterns
 * from Python) stands for itself, as it does there.
 */
export function compilePattern(source: string, flags = ''): RegExp {
  const lenient = source.replaceAll(/\\([\s\S])/gu, (escape, character: string) =>
    /[!"#%&',\-:;<=>@_`~ ]/.test(character) ? hexEscape(character) : escape,
  );
  return new RegExp(lenient, `u${flags}`);
}

function hexEscape(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Why the pattern does not compile; undefined if it does. */
function flawOf(source: string): string | undefined {
  try {
    compilePattern(source);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return `is not a regular expression: ${error.message.split(': ').at(-1)}`;
  }
}

function groupCount(source: string): number {
  return compilePattern(`${source}|`).exec('')!.length - 1;
}

/** An enum that takes a mapping for a wrong type, not for a wrong name, so that of a union the right branch complains. */
function oneOf<const Name extends string>(...names: readonly Name[]): z.ZodType<Name, Name> {
  const schema = z
    .string()
    .check(({ value, issues }) => {
      if (names.some((name) => name === value)) return;
      issues.push({ code: 'invalid_value', values: [...names], input: value, continue: true });
    })
    .meta({ enum: names });
  return schema as unknown as z.ZodType<Name, Name>;
}

const pattern = z
  .string()
  .min(1)
  .check(({ value, issues }) => {
    const message = flawOf(value);
    if (message !== undefined)
      issues.push({ code: 'custom', message, input: value, continue: true });
  });

const extractSchema = z
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

const common = {
  as: z
    .string()
    .regex(/^[A-Za-z_][\w-]*$/)
    .optional()
    .meta({
      description:
        'The name of this score in tables and gates: letters, digits, _ and -. Default: the scorer.',
    }),
  target: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .meta({
      description:
        'The right answer: a template such as "{{title}}", or a list of columns of which any is right. Default: the output of the task template.',
    }),
  extract: extractSchema.optional().meta({
    description: 'Cuts the answer out of a longer completion before it is scored.',
  }),
};

const ignoreCase = z.boolean().default(false).meta({ description: 'Upper and lower case alike.' });

const stem = z.boolean().default(false).meta({
  description: 'Compare word stems (Porter) instead of words. English only.',
});

const normalizeStep = z.union([
  oneOf('lower', 'punctuation', 'articles', 'whitespace', 'digits'),
  z.strictObject({
    remove: pattern.meta({ format: 'regex', description: 'Removes every match.' }),
  }),
]);

const normalize = z
  .union([oneOf('none', 'squad'), z.array(normalizeStep).min(1)])
  .optional()
  .meta({
    description:
      'What to do to answer and reference before comparing: none (default), squad (lower, punctuation, articles, whitespace), or a list of steps in their order.',
  });

const optionSchemas = {
  exact_match: z
    .strictObject({ normalize, ...common })
    .meta({ description: '1 if the answer is the reference, else 0.' }),
  includes: z
    .strictObject({
      value: z.string().min(1).optional().meta({
        description: 'The text to look for, literally. Default: the reference.',
      }),
      ignore_case: ignoreCase,
      ...common,
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
      ...common,
    })
    .meta({ description: '1 if the regular expression matches in the answer, else 0.' }),
  f1: z
    .strictObject({ ...common })
    .meta({ description: 'F1 of the words of answer and reference, as in SQuAD.' }),
  rouge_1: z
    .strictObject({ stem, ...common })
    .meta({ description: 'ROUGE-1: F1 of words, as rouge_score.' }),
  rouge_2: z
    .strictObject({ stem, ...common })
    .meta({ description: 'ROUGE-2: F1 of pairs of words, as rouge_score.' }),
  rouge_l: z.strictObject({ stem, ...common }).meta({
    description: 'ROUGE-L: F1 of the longest common subsequence of words, as rouge_score.',
  }),
  levenshtein: z.strictObject({ ...common }).meta({
    description: '1 - edit distance / length of the longer text, in characters.',
  }),
} satisfies Record<MetricName, z.ZodType>;

const bareName = oneOf(...metricNames).refine(
  (name) => name !== 'regex',
  'needs a value: write regex: { value: "..." }',
);

/** A mapping whose one key is the scorer. */
const mapping = z
  .strictObject(optionSchemas)
  .partial()
  .check(({ value, issues }) => {
    // An unknown key is reported already.
    if (issues.length > 0 || Object.keys(value).length === 1) return;
    const message = `must be exactly one scorer of ${metricNames.join(', ')}`;
    issues.push({ code: 'custom', message, input: value, continue: true });
  })
  .meta({ minProperties: 1, maxProperties: 1 });

/** A scorer as people write it: `rouge_l`, or `rouge_l: { stem: true }`. */
export const scoreEntrySchema = z.union([bareName, mapping]).meta({
  description: 'A scorer, or a scorer with options: docs/scorers.md.',
});

type Written = { readonly [M in MetricName]: z.infer<(typeof optionSchemas)[M]> };

/** The options of a scorer itself, as they are written, with their defaults. */
export type OptionsOf<M extends MetricName> = Readonly<Omit<Written[M], keyof typeof common>>;

export interface Extract {
  readonly regex: string;
  readonly group?: number | undefined;
  readonly last: boolean;
}

/** A scorer of a task. `name` is what tables and gates call it; plain data, safe through JSON. */
export type ScoreEntry<M extends MetricName = MetricName> = {
  readonly [K in M]: {
    readonly metric: K;
    readonly name: string;
    readonly options: OptionsOf<K>;
    /** A template, or columns of which any is right. */
    readonly target?: string | readonly string[];
    readonly extract?: Extract;
  };
}[M];

export function normaliseScoreEntry(written: z.infer<typeof scoreEntrySchema>): ScoreEntry {
  const entry = typeof written === 'string' ? { [written]: {} } : written;
  const metric = metricNames.find((name) => entry[name] !== undefined)!;
  const { as, target, extract, ...options } = optionSchemas[metric].parse(entry[metric]);
  return {
    metric,
    name: as ?? metric,
    options,
    ...(target === undefined ? {} : { target }),
    ...(extract === undefined ? {} : { extract }),
  } as ScoreEntry;
}
