import { parse, type DuplicateKeyInfo } from 'lossless-json';
import type { Value } from './row.ts';

export interface JsonObject {
  readonly values: Readonly<Record<string, Value>>;
  /** A key that one object holds twice, with different values. */
  readonly duplicate?: DuplicateKeyInfo | undefined;
}

export type JsonLine =
  | ({ readonly state: 'object' } & JsonObject)
  | { readonly state: 'other'; readonly kind: string }
  | { readonly state: 'broken'; readonly message: string; readonly at: number };

/** One line of JSON, every scalar as its source text; where it is not JSON, why and at which character. */
export function parseJsonLine(text: string): JsonLine {
  let duplicate: DuplicateKeyInfo | undefined;
  try {
    const json = parse(text, null, {
      parseNumber: (source) => source,
      onDuplicateKey: (found) => {
        duplicate ??= found;
        return found.newValue;
      },
    });
    return isMapping(json)
      ? { state: 'object', values: textMapping(json), duplicate }
      : { state: 'other', kind: kindOf(json, text) };
  } catch (error) {
    return { state: 'broken', ...mistake(error, text) };
  }
}

function textValue(json: unknown): Value {
  if (json === null || typeof json === 'string') return json;
  if (Array.isArray(json)) return json.map(textValue);
  return isMapping(json) ? textMapping(json) : JSON.stringify(json);
}

function textMapping(json: object): Readonly<Record<string, Value>> {
  const values = Object.create(null) as Record<string, Value>;
  for (const [name, value] of Object.entries(json)) values[name] = textValue(value);
  return values;
}

function isMapping(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function kindOf(json: unknown, text: string): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  if (typeof json === 'boolean') return 'a boolean';
  return text.trimStart().startsWith('"') ? 'a text' : 'a number';
}

/** lossless-json tells the place in its message only. */
function mistake(error: unknown, text: string): { message: string; at: number } {
  if (error instanceof RangeError) return { message: 'it is nested too deeply', at: 0 };
  if (!(error instanceof SyntaxError)) throw error;
  const [, reason = error.message, at = '0'] =
    /^(.*?)(?: encountered)? at position (\d+)$/s.exec(error.message) ?? [];
  return {
    message: reason.charAt(0).toLowerCase() + reason.slice(1),
    at: Math.min(Number(at), text.length),
  };
}
