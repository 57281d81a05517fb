// How the answer is cut out of a longer completion, as a task writes it.
import { z } from 'zod';
import { flawOf, groupCount, oneOf, pattern } from './score-pattern.ts';

const named = ['last_number', 'first_number', 'first_line', 'last_line'] as const;

const kinds = ['regex', 'after', 'field', 'letter'] as const;

const keys = {
  regex: pattern.optional().meta({
    format: 'regex',
    description: 'What to look for in the answer; an answer without it is unscored.',
  }),
  group: z.int().min(0).optional().meta({
    description:
      'The group that is the answer; 0 is the whole match. Default: the first group that is not empty, or the whole match if there are no groups.',
  }),
  last: z.boolean().optional().meta({
    description: 'Take the last match of the regex instead of the first.',
  }),
  after: z.string().min(1).optional().meta({
    description: 'Take what stands behind the last of this text, as #### or Answer:.',
  }),
  field: z.string().min(1).optional().meta({
    description: 'Take a field of a JSON object: answer, or result.answers.0.',
  }),
  letter: z
    .string()
    .regex(/^[A-Z]{2,}$/)
    .optional()
    .meta({ description: 'Take the letter of a choice: ABCD.' }),
};

type Written = { readonly [K in keyof typeof keys]?: z.infer<(typeof keys)[K]> };

const stepMapping = z.strictObject(keys).check(({ value, issues }) => {
  // An unknown key is reported already.
  if (issues.length > 0) return;
  for (const { path, message } of flaws(value))
    issues.push({ code: 'custom', message, input: value, path, continue: true });
});

function flaws(written: Written): { readonly path: string[]; readonly message: string }[] {
  const { regex, group, last } = written;
  if (kinds.filter((kind) => written[kind] !== undefined).length !== 1)
    return [{ path: [], message: `must be exactly one of ${kinds.join(', ')}` }];
  if (regex === undefined)
    return group === undefined && last === undefined
      ? []
      : [{ path: [], message: 'has group or last, which belong to a regex' }];
  if (group === undefined || flawOf(regex) !== undefined || group <= groupCount(regex)) return [];
  return [{ path: ['regex'], message: `has no group ${group}: it has ${groupCount(regex)}` }];
}

const isMapping = (written: unknown) => typeof written === 'object' && written !== null;

/** Ways may be named like steps: { letter: { letter: ABCD } }. */
function isStep(written: object): boolean {
  const entries = isMapping(written) ? Object.entries(written) : [];
  return entries.some(([key, value]) => key in keys && !isMapping(value));
}

/** Of a union that holds both, only the one that is meant complains. */
const meant = { when: () => true, params: { otherForm: true } };

const name = oneOf(...named);
const pipeline = z.union([name, stepMapping, z.array(z.union([name, stepMapping])).min(1)]);

const pipelines = z
  .record(z.string(), pipeline)
  .refine((written) => isMapping(written) && !isStep(written), meant)
  .check(({ value, issues }) => {
    const message = `must be one of ${kinds.join(', ')}, or names of them`;
    if (Object.keys(value).length === 0)
      issues.push({ code: 'custom', message, input: value, continue: true });
    for (const each of Object.keys(value)) {
      if (/^[A-Za-z_][\w-]*$/.test(each)) continue;
      const flaw = 'is not named by letters, digits, _ and - alone';
      issues.push({ code: 'custom', message: flaw, input: value, path: [each], continue: true });
    }
  })
  .meta({ minProperties: 1 });

export const extractSchema = z
  .union([
    name,
    stepMapping.refine(isStep, meant),
    z.array(z.union([name, stepMapping])).min(1),
    pipelines,
  ])
  .meta({
    id: 'extract',
    description:
      'Cuts the answer out of a longer completion before it is scored: last_number, first_number, first_line, last_line, a mapping of regex, after, field or letter, or a list of them that are taken in turn. A mapping of names to these gives a score for each: exact_match/strict.',
  });

export type ExtractStep = (typeof named)[number] | Written;

/** One step, or several in turn. */
export type Extract = ExtractStep | readonly ExtractStep[];

export type Pipelines = Readonly<Record<string, Extract>>;

type AnyExtract = z.infer<typeof extractSchema>;

/** Where a task gives several ways names, the names and the ways. */
export function pipelinesOf(written: AnyExtract): Pipelines | undefined {
  const isOne = typeof written === 'string' || Array.isArray(written) || isStep(written);
  return isOne ? undefined : (written as Pipelines);
}
