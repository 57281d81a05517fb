// What zod found wrong in, problems with places and mends out.
import type { z } from 'zod';
import { didYouMean } from '../base/distance.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import { codeOf, complaint, helpOf } from './complaint.ts';
import { descriptionAt, keysAt } from './schema-paths.ts';
import { locateKey, locateValue, type Path, type YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;

interface Context {
  readonly file: YamlFile;
  readonly schema: z.ZodType;
  readonly value: unknown;
}

/** Checks a value of a YAML file: the value, or everything wrong with it. */
export function checkSchema<T>(
  schema: z.ZodType<T>,
  file: YamlFile,
): { value: T } | { problems: Problem[] } {
  const value: unknown = file.document.toJS();
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const context = { file, schema, value };
  return {
    problems: result.error.issues.flatMap((issue) =>
      flatten(issue).flatMap((found) => toProblems(context, found)),
    ),
  };
}

/** Of a union the branch that fits best speaks: the one that was entered deepest. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.map((errors) => errors.flatMap(flatten));
  const entered = branches.filter((errors) => !errors.some(isWrongKind));
  const [best] = entered.toSorted((a, b) => a.length - b.length);
  if (!best) return [issue];
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function isWrongKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_union');
}

function toProblems(context: Context, issue: Issue): Problem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(context, path, key));
  const value = valueAt(context.value, path);
  if (value === undefined) return [missingKey(context, path)];
  const at = locateValue(context.file, path);
  if (Array.isArray(value) && path[0] === 'params' && path.length === 2)
    return [listInParams(String(path[1]), at)];
  const name = path.length === 0 ? 'the file' : path.join('.');
  const help = helpOf(issue, value);
  return [errorOf(codeOf(issue), `${name} ${complaint(issue, value)}`, at, help)];
}

function unknownKey({ file, schema }: Context, path: Path, key: string): Problem {
  const known = keysAt(schema, path);
  const all = known.length > 0 ? `known here: ${known.join(', ')}` : undefined;
  const at = locateKey(file, [...path, key]);
  return errorOf('unknown-key', `unknown key "${key}"`, at, didYouMean(key, known) ?? all);
}

function missingKey({ file, schema }: Context, path: Path): Problem {
  const key = String(path.at(-1));
  const at = path.length > 1 ? locateKey(file, path.slice(0, -1)) : locateKey(file, []);
  const where = path.length > 1 ? ` in ${path.slice(0, -1).join('.')}` : '';
  return errorOf('missing-key', `missing key "${key}"${where}`, at, descriptionAt(schema, path));
}

function listInParams(name: string, at: Problem['at']): Problem {
  const help = `to try several values, move it: grid: { ${name}: […] }`;
  return errorOf('list-in-params', `params.${name} is a list, but takes one value`, at, help);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (inner as Record<string, unknown> | undefined)?.[String(step)],
    value,
  );
}
