// What zod found wrong in, problems with places and mends out.
import type { z } from 'zod';
import { didYouMean } from '../base/distance.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import { codeOf, complaint, helpOf } from './complaint.ts';
import { axisNames } from './grid-schema.ts';
import { descriptionAt, keysAt } from './schema-paths.ts';
import { without } from './sound-parts.ts';
import { locateKey, locateValue, type Path, type YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;

interface Context {
  readonly file: YamlFile;
  readonly schema: z.ZodType;
  readonly value: unknown;
}

/** The value, if nothing is wrong with it; else what is left of it for further checks. */
export interface Checked<T> {
  readonly whole?: T;
  readonly parts: Partial<T>;
  /** The keys at the top with a problem in or among them. */
  readonly broken: readonly string[];
  readonly problems: Problem[];
}

/** Checks the value of a YAML file and tells everything wrong with it. */
export function checkSchema<T extends z.ZodRawShape>(
  schema: z.ZodObject<T, z.core.$strict>,
  file: YamlFile,
): Checked<z.infer<z.ZodObject<T>>> {
  const value: unknown = file.document.toJS();
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) return { whole: result.data, parts: result.data, broken: [], problems: [] };
  const context = { file, schema, value };
  const issues = result.error.issues.flatMap((issue) => flatten(issue, value));
  return {
    parts: without(schema, value, issues),
    broken: issues.map(({ path }) => String(path[0] ?? '')),
    problems: issues.flatMap((found) => toProblems(context, found)),
  };
}

/** Of a union the branch that fits best speaks: the one that was entered, with the fewest complaints. */
function flatten(issue: Issue, value: unknown): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const written = valueAt(value, issue.path as Path);
  const branches = issue.errors.map((errors) => errors.flatMap((inner) => flatten(inner, written)));
  const entered = branches.filter((errors) => !errors.some((inner) => isWrongKind(inner, written)));
  const [best] = entered.toSorted((a, b) => a.length - b.length);
  if (!best) return [issue];
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function isWrongKind(issue: Issue, value: unknown): boolean {
  const { code, path } = issue;
  if (path.length > 0) return false;
  if (code === 'custom') return issue.params?.['otherForm'] === true;
  const isName = code === 'invalid_value' && typeof value === 'object';
  return isName || code === 'invalid_type' || code === 'invalid_union';
}

function toProblems(context: Context, issue: Issue): Problem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(context, path, key));
  const value = valueAt(context.value, path);
  if (value === undefined) return [missingKey(context, path)];
  const at = locateValue(context.file, path);
  const name = path.length === 0 ? 'the file' : path.join('.');
  if (Array.isArray(value) && isAxis(path)) return [listForOne(path, at)];
  const help = helpOf(issue, value, descriptionAt(context.schema, path));
  return [errorOf(codeOf(issue), `${name} ${complaint(issue, value)}`, at, help)];
}

function unknownKey({ file, schema }: Context, path: Path, key: string): Problem {
  const known = keysAt(schema, path);
  const at = locateKey(file, [...path, key]);
  const help =
    (path.length === 0 ? homeOf(schema, key) : undefined) ??
    (known.includes(`shots.${key}`) ? `did you mean "shots.${key}"?` : undefined) ??
    didYouMean(key, known) ??
    (known.length > 0 ? `known here: ${known.join(', ')}` : undefined);
  return errorOf('unknown-key', `unknown key "${key}"`, at, help);
}

/** `temperature` at the top of a task belongs under `params`. */
function homeOf(schema: z.ZodType, key: string): string | undefined {
  const homes = keysAt(schema, []).filter(
    (home) => home !== 'grid' && keysAt(schema, [home]).includes(key),
  );
  return homes.length > 0 ? `it belongs under ${homes.join(' or ')}` : undefined;
}

function missingKey({ file, schema }: Context, path: Path): Problem {
  const key = String(path.at(-1));
  const at = path.length > 1 ? locateKey(file, path.slice(0, -1)) : locateKey(file, []);
  const where = path.length > 1 ? ` in ${path.slice(0, -1).join('.')}` : '';
  return errorOf('missing-key', `missing key "${key}"${where}`, at, descriptionAt(schema, path));
}

/** The name of what may be an axis: `temperature` of `params.temperature`. */
function axisOf(path: Path): string {
  return path[0] === 'params' ? path.slice(1).join('.') : path.join('.');
}

function isAxis(path: Path): boolean {
  return axisNames.some((name) => name === axisOf(path));
}

function listForOne(path: Path, at: Problem['at']): Problem {
  const code = path[0] === 'params' ? 'list-in-params' : 'wrong-type';
  const help = `to try several values, move it: grid: { ${axisOf(path)}: […] }`;
  return errorOf(code, `${path.join('.')} is a list, but takes one value`, at, help);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (inner as Record<string, unknown> | null | undefined)?.[String(step)],
    value,
  );
}
