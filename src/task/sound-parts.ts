// A value and what its schema finds wrong in, what is sound of it out: other checks go on with that, so that a file's
// problems are told together.
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Json = Record<PropertyKey, unknown>;

export function without<T extends z.ZodRawShape>(
  schema: z.ZodObject<T, z.core.$strict>,
  value: unknown,
  issues: readonly Issue[],
): Partial<z.infer<z.ZodObject<T>>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const rest = structuredClone(value) as Json;
  for (const issue of issues) for (const path of culprits(issue)) cut(rest, path);
  const result = schema.partial().safeParse(rest);
  if (result.success) return result.data as Partial<z.infer<z.ZodObject<T>>>;
  // What a part lacks cannot be cut out: the whole part goes.
  for (const { path } of result.error.issues) delete rest[path[0] ?? ''];
  const last = schema.partial().safeParse(rest);
  return (last.success ? last.data : {}) as Partial<z.infer<z.ZodObject<T>>>;
}

function culprits(issue: Issue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => [...issue.path, key])
    : [issue.path];
}

/** A list goes as a whole: the places of its other values must stay what they are. So does what lacks a key. */
function cut(root: Json, path: readonly PropertyKey[]): void {
  let inner: unknown = root;
  let [holder, key] = [root, path[0] ?? ''];
  for (const step of path) {
    const next = (inner as Json)[step];
    if (next === undefined) break;
    if (!Array.isArray(inner)) [holder, key] = [inner as Json, step];
    inner = next;
  }
  delete holder[key];
}
