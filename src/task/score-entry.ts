// One entry of `score:` in, plain data for src/score/ out.
import { z } from 'zod';
import { choiceOptions } from './choice-options.ts';
import type { CommonKey, Pooling } from './common-options.ts';
import { pipelinesOf, type Extract, type extractSchema, type Pipelines } from './extract-schema.ts';
import { corpusOptions } from './corpus-options.ts';
import { measureOptions } from './measure-options.ts';
import { judgeOptions } from './judge-options.ts';
import { ownOptions } from './own-options.ts';
import { verdictOptions } from './verdict-options.ts';

/** Scores of all answers together, which are no means over rows. */
export const corpusNames = [
  'accuracy',
  'f1_macro',
  'f1_micro',
  'f1_weighted',
  'mcc',
  'corpus_bleu',
  'corpus_chrf',
  'corpus_ter',
] as const;

export const metricNames = [
  'exact_match',
  'includes',
  'regex',
  'one_of',
  'numeric',
  'json',
  'length',
  'finish',
  'numeric_diff',
  'f1',
  'rouge_1',
  'rouge_2',
  'rouge_l',
  'rouge_lsum',
  'bleu',
  'chrf',
  'ter',
  'levenshtein',
  'cer',
  'latency',
  'cost',
  'choice',
  'judge',
  'module',
  'command',
  ...corpusNames,
] as const;

export type MetricName = (typeof metricNames)[number];

const optionSchemas = {
  ...verdictOptions,
  ...measureOptions,
  ...corpusOptions,
  ...choiceOptions,
  ...judgeOptions,
  ...ownOptions,
} satisfies Record<MetricName, z.ZodType>;

const someLabels = 'labels: ["...", "..."]';

/** What a scorer that does nothing without options lacks. */
const required: Partial<Record<MetricName, readonly [what: string, example: string]>> = {
  regex: ['a value', 'value: "..."'],
  one_of: ['values', 'values: ["...", "..."]'],
  length: ['a limit', 'max: 20'],
  choice: ['labels', someLabels],
  judge: ['a model and a rubric', 'model: openai:gpt-4.1-mini, rubric: faithfulness'],
  module: ['a path', 'path: ./my-scorer.ts'],
  command: ['a program', 'run: "./my-scorer --flag"'],
  accuracy: ['labels', someLabels],
  f1_macro: ['labels', someLabels],
  f1_micro: ['labels', someLabels],
  f1_weighted: ['labels', someLabels],
  mcc: ['labels', someLabels],
};

/** `module:./my-scorer.ts` */
const ownName = /^(module|command):(.+)$/s;

const bareName = z
  .string()
  .check(({ value, issues }) => {
    if (ownName.test(value)) return;
    const metric = metricNames.find((name) => name === value);
    if (!metric)
      issues.push({
        code: 'invalid_value',
        values: [...metricNames],
        input: value,
        continue: true,
      });
    const lacking = metric && required[metric];
    if (lacking === undefined) return;
    const [what, example] = lacking;
    const message = `needs ${what}: write ${value}: { ${example} }`;
    issues.push({ code: 'custom', message, input: value, continue: true });
  })
  .meta({ anyOf: [{ enum: metricNames }, { pattern: '^(module|command):.' }] });

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

type Written = { readonly [M in MetricName]: z.infer<(typeof optionSchemas)[M]> } & {
  /** Not the verdict, but whether a human's is the same. */
  readonly judge: { readonly agreement?: true };
};

/** The options of a scorer itself, as they are written, with their defaults. */
export type OptionsOf<M extends MetricName> = Readonly<Omit<Written[M], CommonKey>>;

/** A scorer of a task. `name` is what tables and gates call it; plain data, safe through JSON. */
export type ScoreEntry<M extends MetricName = MetricName> = {
  readonly [K in M]: {
    readonly metric: K;
    readonly name: string;
    readonly options: OptionsOf<K>;
    /** A template, or columns of which any is right. */
    readonly target?: string | readonly string[];
    readonly extract?: Extract;
    /** Several ways to cut out the answer, by name: a score for each. */
    readonly pipelines?: Pipelines;
    /** 1 for 0, and 0 for 1. */
    readonly not?: true;
    readonly trials?: Pooling;
    /** In the weighted mean of all that have one. */
    readonly weight?: number;
  };
}[M];

/** The common options as any scorer may have them. */
interface Common {
  readonly as?: string | undefined;
  readonly target?: string | readonly string[] | undefined;
  readonly extract?: z.infer<typeof extractSchema> | undefined;
  readonly not?: boolean | undefined;
  readonly trials?: Pooling | 'mean' | undefined;
  readonly weight?: number | undefined;
}

export function normaliseScoreEntry(written: z.infer<typeof scoreEntrySchema>): ScoreEntry {
  const entry = typeof written === 'string' ? ofBareName(written) : written;
  const metric = metricNames.find((name) => entry[name] !== undefined)!;
  const parsed: Common = optionSchemas[metric].parse(entry[metric]);
  const { as, target, extract, not, trials, weight, ...options } = parsed;
  return {
    metric,
    name: as ?? nameOf(metric, options, not),
    options,
    ...(target === undefined ? {} : { target }),
    ...(extract === undefined ? {} : extractOf(extract)),
    ...(not ? { not } : {}),
    ...(trials === undefined || trials === 'mean' ? {} : { trials }),
    ...(weight === undefined ? {} : { weight }),
  } as ScoreEntry;
}

function ofBareName(written: string): Partial<Written> {
  const [, kind, rest] = ownName.exec(written) ?? [];
  const options = kind === 'module' ? { path: rest } : kind === 'command' ? { run: rest } : {};
  return { [kind ?? written]: options };
}

/** A module goes by the name of its file. */
function nameOf(metric: MetricName, options: object, not: boolean | undefined): string {
  if (not) return `not_${metric}`;
  if (!('path' in options)) return metric;
  const stem = /([^/\\]+?)(?:\.[^./\\]*)?$/.exec(String(options.path))?.[1] ?? metric;
  const name = stem.replaceAll(/[^\w-]/g, '_');
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}

function extractOf(extract: z.infer<typeof extractSchema>) {
  const pipelines = pipelinesOf(extract);
  return pipelines ? { pipelines } : { extract };
}

/** A scorer without options; undefined where it needs some. */
export function plainEntry(metric: MetricName): ScoreEntry | undefined {
  if (!optionSchemas[metric].safeParse({}).success) return undefined;
  return normaliseScoreEntry({ [metric]: {} });
}
