// One zod issue and the value it is about in, the words of the message out.
import type { z } from 'zod';
import { didYouMean } from '../base/distance.ts';

type Issue = z.core.$ZodIssue;

export function codeOf({ code }: Issue): 'out-of-range' | 'wrong-type' {
  const range = ['too_small', 'too_big', 'invalid_value', 'invalid_format'];
  return range.includes(code) ? 'out-of-range' : 'wrong-type';
}

export function complaint(issue: Issue, value: unknown): string {
  const got = `is ${describe(value)}`;
  if (issue.code === 'invalid_type') return `${got}, but must be ${kindName(issue.expected)}`;
  if (issue.code === 'invalid_union') return `${got}, but must be ${unionName(issue)}`;
  if (issue.code === 'invalid_value')
    return `${got}, but must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'too_small' && Array.isArray(value) && value.length === 0)
    return 'is an empty list, but must have a value';
  if (issue.code === 'too_small')
    return `${got}, but must be ${bound('least', issue.minimum, issue)}`;
  if (issue.code === 'too_big') return `${got}, but must be ${bound('most', issue.maximum, issue)}`;
  if (issue.code === 'invalid_format') return `${got}, which is ${otherForm(issue)}`;
  if (issue.code === 'invalid_key') return `cannot be a key: ${keyFault(issue)}`;
  return `${issue.message}`;
}

/** Keys have a form, or are any text but an empty one. */
function keyFault({ issues }: z.core.$ZodIssueInvalidKey): string {
  const [inner] = issues;
  return inner?.code === 'invalid_format' ? `it is ${otherForm(inner)}` : 'it is empty';
}

function otherForm({ format, pattern }: z.core.$ZodIssueInvalidStringFormat): string {
  return pattern === undefined ? `no ${format.toUpperCase()}` : `not of the form ${pattern}`;
}

function bound(
  side: 'least' | 'most',
  limit: number | bigint,
  { origin, inclusive }: { origin: string; inclusive?: boolean | undefined },
): string {
  if (origin === 'array') return `a list of at ${side} ${limit}`;
  if (origin === 'string') return `at ${side} ${limit} character${limit === 1 ? '' : 's'} long`;
  const strict = side === 'least' ? 'above' : 'below';
  return inclusive ? `at ${side} ${limit}` : `${strict} ${limit}`;
}

function unionName(issue: z.core.$ZodIssueInvalidUnion): string {
  const kinds = issue.errors.flat().flatMap((inner) => {
    if (inner.code === 'invalid_type') return [kindName(inner.expected)];
    if (inner.code === 'invalid_union') return [unionName(inner)];
    return [];
  });
  return [...new Set(kinds)].join(' or ');
}

function kindName(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping',
    record: 'a mapping',
  };
  return names[expected] ?? expected;
}

function describe(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `the text ${shortened(JSON.stringify(value))}` : plain(value);
}

/** JSON has no NaN and no Infinity. */
function plain(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** `description` is that of the key. */
export function helpOf(
  issue: Issue,
  value: unknown,
  description: string | undefined,
): string | undefined {
  if (issue.code === 'invalid_value' && typeof value === 'string')
    return didYouMean(value, issue.values.map(String));
  if (issue.code === 'invalid_format') return description;
  const wanted = wantedKinds(issue);
  return typeof value === 'string' ? helpOnText(value, wanted) : helpOnShape(issue, value, wanted);
}

function helpOnText(text: string, wanted: readonly string[]): string | undefined {
  if (/^\\[nt]$/.test(text)) return `write it in double quotes: "${text}"`;
  if (wanted.some(isNumeric) && isNumber(text)) return 'write it without quotes';
  return wanted.join() === 'array' ? listHelp : undefined;
}

const listHelp = 'write a list: [a, b], or a line of its own for each: - a';

function helpOnShape(
  { path }: Issue,
  value: unknown,
  wanted: readonly string[],
): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean')
    return helpOnNumber(path, value, wanted);
  if (wanted.join() === 'array') return listHelp;
  const isScorer = path[0] === 'score' && value === null;
  return wanted.join() === 'object' && isScorer ? 'without options leave out the colon' : undefined;
}

function helpOnNumber(
  path: readonly PropertyKey[],
  value: number | boolean,
  wanted: readonly string[],
): string | undefined {
  const isAxis = path[0] === 'grid' && path.length > 1;
  if (wanted.includes('array') && isAxis) return `write a list: [${value}]`;
  if (!wanted.includes('string') || wanted.some(isNumeric)) return undefined;
  return `text that looks like something else needs quotes: "${value}"`;
}

function wantedKinds(issue: Issue): string[] {
  if (issue.code === 'invalid_type') return [issue.expected];
  return issue.code === 'invalid_union' ? issue.errors.flat().flatMap(wantedKinds) : [];
}

function isNumeric(kind: string): boolean {
  return kind === 'number' || kind === 'int';
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && !Number.isNaN(Number(text));
}
