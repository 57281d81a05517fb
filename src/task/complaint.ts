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
  if (issue.code === 'too_small')
    return `${got}, but must be ${bound('least', issue.minimum, issue)}`;
  if (issue.code === 'too_big') return `${got}, but must be ${bound('most', issue.maximum, issue)}`;
  if (issue.code === 'invalid_format') return `${got}, which is not of the form ${issue.pattern}`;
  return `${issue.message}`;
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
  return typeof value === 'string' ? `the text ${JSON.stringify(value)}` : JSON.stringify(value);
}

export function helpOf(issue: Issue, value: unknown): string | undefined {
  if (issue.code === 'invalid_value' && typeof value === 'string')
    return didYouMean(value, issue.values.map(String));
  const numeric = issue.code === 'invalid_type' && ['number', 'int'].includes(issue.expected);
  if (numeric && typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)))
    return 'write it without quotes';
  return undefined;
}
