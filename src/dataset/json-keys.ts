import type { Span } from './place.ts';

/** A key of the outermost object, with where it is written, in characters. */
export interface JsonKey extends Span {
  readonly name: string;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gsu;

/** The keys of a JSON object in the order of the text, duplicates included; the text must be JSON. */
export function topLevelKeys(text: string): JsonKey[] {
  const keys: JsonKey[] = [];
  let depth = 0;
  let last: RegExpExecArray | undefined;
  for (const match of text.matchAll(token)) {
    const sign = match[0];
    if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    else if (sign === ':' && depth === 1 && last) keys.push(keyAt(last));
    last = match;
  }
  return keys;
}

function keyAt({ 0: literal, index }: RegExpExecArray): JsonKey {
  return { name: JSON.parse(literal) as string, start: index, end: index + literal.length };
}
