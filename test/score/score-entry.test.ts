import { expect, test } from 'vitest';
import { z } from 'zod';
import { expandEntry } from '../../src/task/expand-entry.ts';
import { metricNames, normaliseScoreEntry, scoreEntrySchema } from '../../src/task/score-entry.ts';
import { compilePattern } from '../../src/task/score-pattern.ts';

function issuesOf(written: unknown): [path: string, message: string][] {
  const { error } = scoreEntrySchema.safeParse(written);
  return (error?.issues ?? []).flatMap(flat).map(({ path, message }) => [path.join('.'), message]);
}

/** Of a union, the branches whose type is right. */
function flat(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const entered = issue.errors.filter(
    (errors) => !errors.some((inner) => inner.path.length === 0 && isOtherForm(inner)),
  );
  if (entered.length === 0) return [issue];
  return entered
    .flat()
    .flatMap(flat)
    .map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function isOtherForm(issue: z.core.$ZodIssue): boolean {
  const { code } = issue;
  if (code === 'custom') return issue.params?.['otherForm'] === true;
  return code === 'invalid_type' || code === 'invalid_union' || code === 'invalid_value';
}

function normalised(written: unknown): unknown {
  return normaliseScoreEntry(scoreEntrySchema.parse(written));
}

test('a bare name has the defaults of its options', () => {
  expect(
    ['exact_match', 'includes', 'f1', 'rouge_1', 'rouge_2', 'rouge_l', 'levenshtein'].map(
      normalised,
    ),
  ).toEqual([
    { metric: 'exact_match', name: 'exact_match', options: {} },
    { metric: 'includes', name: 'includes', options: { ignore_case: false } },
    { metric: 'f1', name: 'f1', options: {} },
    { metric: 'rouge_1', name: 'rouge_1', options: { stem: false } },
    { metric: 'rouge_2', name: 'rouge_2', options: { stem: false } },
    { metric: 'rouge_l', name: 'rouge_l', options: { stem: false } },
    { metric: 'levenshtein', name: 'levenshtein', options: {} },
  ]);
});

test('a mapping keeps what it says, and is the same after JSON', () => {
  const entry = normalised({
    exact_match: {
      normalize: ['lower', { remove: ',' }],
      as: 'em',
      target: '{{title}}',
      extract: { regex: 'is (.*)', group: 1, last: true },
    },
  });
  expect(entry).toEqual({
    metric: 'exact_match',
    name: 'em',
    options: { normalize: ['lower', { remove: ',' }] },
    target: '{{title}}',
    extract: { regex: 'is (.*)', group: 1, last: true },
  });
  expect(JSON.parse(JSON.stringify(entry))).toEqual(entry);
});

test('several columns may hold a right answer', () => {
  expect(normalised({ f1: { target: ['answer', 'alias'], extract: { regex: '.+' } } })).toEqual({
    metric: 'f1',
    name: 'f1',
    options: {},
    target: ['answer', 'alias'],
    extract: { regex: '.+' },
  });
});

test('named ways to cut out the answer are scorers of their own', () => {
  const pipelines = { strict: { regex: '#### (.*)' }, flexible: [{ after: 'is' }, 'last_number'] };
  const entry = normaliseScoreEntry(
    scoreEntrySchema.parse({ exact_match: { extract: pipelines, as: 'em', target: '{{x}}' } }),
  );
  expect(entry).toEqual({
    metric: 'exact_match',
    name: 'em',
    options: {},
    target: '{{x}}',
    pipelines,
  });
  const shared = { metric: 'exact_match', options: {}, target: '{{x}}' };
  expect(expandEntry(entry)).toEqual([
    { ...shared, name: 'em/strict', extract: pipelines.strict },
    { ...shared, name: 'em/flexible', extract: pipelines.flexible },
  ]);
});

test.each<[unknown, [string, string][]]>([
  ['regex', [['', 'needs a value: write regex: { value: "..." }']]],
  [
    'rogue_l',
    [['', `Invalid option: expected one of ${metricNames.map((name) => `"${name}"`).join('|')}`]],
  ],
  [42, [['', 'Invalid input']]],
  [{ regex: {} }, [['regex.value', 'Invalid input: expected string, received undefined']]],
  [{ f1: null }, [['f1', 'Invalid input: expected object, received null']]],
  [
    { exact_match: { normalize: 'squod' } },
    [['exact_match.normalize', 'Invalid option: expected one of "none"|"squad"']],
  ],
  [
    { exact_match: { normalize: ['lower', { rm: 'a' }] } },
    [
      ['exact_match.normalize.1.remove', 'Invalid input: expected string, received undefined'],
      ['exact_match.normalize.1', 'Unrecognized key: "rm"'],
    ],
  ],
  [{ rogue_l: {} }, [['', 'Unrecognized key: "rogue_l"']]],
  [{ f1: { normalise: 'squad' } }, [['f1', 'Unrecognized key: "normalise"']]],
  [{}, [['', `must be exactly one scorer of ${metricNames.join(', ')}`]]],
  [{ f1: {}, rouge_l: {} }, [['', `must be exactly one scorer of ${metricNames.join(', ')}`]]],
  [{ regex: { value: '(' } }, [['regex.value', 'is not a regular expression: Unterminated group']]],
  [
    { f1: { extract: { regex: 'a)' } } },
    [['f1.extract.regex', "is not a regular expression: Unmatched ')'"]],
  ],
  [
    { f1: { extract: { regex: 'a(b)', group: 2 } } },
    [['f1.extract.regex', 'has no group 2: it has 1']],
  ],
  [
    { exact_match: { normalize: [{ remove: '[' }] } },
    [
      [
        'exact_match.normalize.0.remove',
        'is not a regular expression: Unterminated character class',
      ],
    ],
  ],
])('%j is refused where it is wrong', (written, expected) => {
  expect(issuesOf(written)).toEqual(expected);
});

test.each([
  { f1: { as: '2nd' } },
  { f1: { target: [] } },
  { regex: { value: 'a', flags: 'g' } },
  { regex: { value: 'a', flags: 'ii' } },
  { includes: { value: '' } },
  { exact_match: { normalize: [] } },
  { f1: { extract: { regex: 'a', group: -1 } } },
])('%j is refused', (written) => {
  expect(scoreEntrySchema.safeParse(written).success).toBe(false);
});

test('an escape that Unicode mode refuses stands for itself', () => {
  expect('a-1,5'.match(compilePattern(String.raw`\-?[0-9\.\,\-]+$`))?.[0]).toBe('-1,5');
  expect(compilePattern(String.raw`\\-`).test(String.raw`\-`)).toBe(true);
  expect('😀'.match(compilePattern('^.$'))?.[0]).toBe('😀');
});

test('every key of the JSON schema is explained', () => {
  const keys = propertiesIn(z.toJSONSchema(scoreEntrySchema, { io: 'input' }));
  expect(keys.length).toBeGreaterThan(metricNames.length);
  expect(keys.filter(([, schema]) => !('description' in schema))).toEqual([]);
});

test('the JSON schema knows bare names and wants one scorer a mapping', () => {
  const { anyOf } = z.toJSONSchema(scoreEntrySchema, { io: 'input' });
  const [bare, mapping] = anyOf!;
  const own = { pattern: '^(module|command):.' };
  expect(bare).toEqual({ type: 'string', anyOf: [{ enum: metricNames }, own] });
  expect(mapping).toMatchObject({
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  });
});

/** Every key that a JSON schema knows, at any depth, with its schema. */
function propertiesIn(node: unknown): [string, object][] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'properties' in node ? Object.entries(node.properties as Record<string, object>) : [];
  return [...own, ...Object.values(node).flatMap(propertiesIn)];
}
