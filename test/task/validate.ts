// As much of JSON Schema draft 7 as the schemas of this project use; it throws on anything else.

export interface Schema {
  readonly [keyword: string]: unknown;
}

type Check = (limit: never, value: never, schema: Schema, root: Schema) => boolean;

const isMapping = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: isMapping,
};

/** A keyword says something about values of one kind only. */
function about<V, L>(kind: string, holds: (limit: L, value: V) => boolean): Check {
  return (limit: L, value: V) => !kinds[kind]!(value) || holds(limit, value);
}

const fits = (schema: Schema, value: unknown, root: Schema) =>
  complaints(schema, value, root).length === 0;

const checks: Readonly<Record<string, Check>> = {
  type: (type: string | string[], value: unknown) =>
    [type].flat().some((kind) => kinds[kind]!(value)),
  enum: (values: unknown[], value: unknown) => values.includes(value),
  const: (wanted: unknown, value: unknown) => wanted === value,
  minLength: about('string', (limit: number, { length }: string) => length >= limit),
  maxLength: about('string', (limit: number, { length }: string) => length <= limit),
  pattern: about('string', (source: string, value: string) => new RegExp(source, 'u').test(value)),
  minimum: about('number', (limit: number, value: number) => value >= limit),
  maximum: about('number', (limit: number, value: number) => value <= limit),
  exclusiveMinimum: about('number', (limit: number, value: number) => value > limit),
  minItems: about('array', (limit: number, { length }: unknown[]) => length >= limit),
  minProperties: about(
    'object',
    (limit: number, value: object) => Object.keys(value).length >= limit,
  ),
  maxProperties: about(
    'object',
    (limit: number, value: object) => Object.keys(value).length <= limit,
  ),
  required: about('object', (names: string[], value: object) =>
    names.every((name) => name in value),
  ),
  anyOf: (schemas: Schema[], value: unknown, _, root) =>
    schemas.some((schema) => fits(schema, value, root)),
  allOf: (schemas: Schema[], value: unknown, _, root) =>
    schemas.every((schema) => fits(schema, value, root)),
  items: (schema: Schema, value: unknown, _, root) =>
    !Array.isArray(value) || value.every((item) => fits(schema, item, root)),
  properties: (schemas: Record<string, Schema>, value: object, _, root) =>
    !isMapping(value) ||
    Object.entries(value).every(
      ([name, inner]) => !schemas[name] || fits(schemas[name], inner, root),
    ),
  additionalProperties: (rest: Schema | false, value: object, schema, root) => {
    if (!isMapping(value)) return true;
    const known = Object.keys((schema['properties'] ?? {}) as object);
    const others = Object.entries(value).filter(([name]) => !known.includes(name));
    return others.every(([, inner]) => rest !== false && fits(rest, inner, root));
  },
  $ref: (ref: string, value: unknown, _, root) => {
    const target = ref
      .split('/')
      .slice(1)
      .reduce<unknown>((inner, step) => (inner as Schema)[step], root);
    return fits(target as Schema, value, root);
  },
};

const silent = [
  '$schema',
  'title',
  'description',
  'default',
  'format',
  'definitions',
  'propertyNames',
];

/** The keywords that the value does not fit. */
export function complaints(schema: Schema, value: unknown, root = schema): string[] {
  return Object.entries(schema).flatMap(([keyword, limit]) => {
    if (silent.includes(keyword)) return [];
    const check = checks[keyword];
    if (!check) throw new Error(`no check for ${keyword}`);
    return check(limit as never, value as never, schema, root) ? [] : [keyword];
  });
}
