// A zod schema as a tree that paths of a document lead through.
import { z } from 'zod';
import type { Path } from './yaml-file.ts';

/** The keys a mapping at the path may have. */
export function keysAt(schema: z.ZodType, path: Path): string[] {
  return schemasAt(schema, path).flatMap((inner) =>
    inner instanceof z.ZodObject ? Object.keys(inner.shape as object) : [],
  );
}

export function descriptionAt(schema: z.ZodType, path: Path): string | undefined {
  return schemasAt(schema, path).find((inner) => inner.description)?.description;
}

/** Every schema a value at the path is held against: unions have several. */
function schemasAt(schema: z.ZodType, path: Path): z.ZodType[] {
  return path.reduce<z.ZodType[]>(
    (schemas, step) => schemas.flatMap((inner) => below(inner, step)),
    variants(schema),
  );
}

function below(schema: z.ZodType, step: string | number): z.ZodType[] {
  if (schema instanceof z.ZodObject) {
    const inner = (schema.shape as Record<string, z.ZodType>)[String(step)];
    return inner ? variants(inner) : [];
  }
  if (schema instanceof z.ZodArray && typeof step === 'number')
    return variants(schema.element as z.ZodType);
  if (schema instanceof z.ZodRecord) return variants(schema.valueType as z.ZodType);
  return [];
}

function variants(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional) return [schema, ...variants(schema.unwrap() as z.ZodType)];
  if (schema instanceof z.ZodUnion)
    return [schema, ...schema.options.flatMap((option) => variants(option as z.ZodType))];
  return [schema];
}
