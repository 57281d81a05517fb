// A template and a format in, the template as it is written in that format out.
import type { Format } from './format-schema.ts';
import { mapWords } from './template-pieces.ts';
import type { Template } from './template-schema.ts';

export const textFields = ['instruction', 'input', 'output'] as const;

const parts = ['instruction', 'input', 'output', 'separator', 'stop'] as const;

export interface Formatted {
  readonly template: Template;
  /** With the whole texts of the format, before words were replaced and letters changed. */
  readonly written: Template;
  /** What `replace` looks for and no text has. */
  readonly missing: readonly string[];
}

/** First the whole texts, then all replacements at once, then the letters of `input`: the right answer has the same case in every format. */
export function applyFormat(template: Template, format: Format): Formatted {
  const given = parts.filter((part) => format[part] !== undefined);
  const written: Template = {
    ...template,
    ...Object.fromEntries(given.map((part) => [part, format[part]])),
  };
  const { replace = {}, case: letters } = format;
  const found = new Set<string>();
  const texts = textFields.flatMap((field) => {
    const text = written[field];
    if (text === undefined) return [];
    const replaced = replaceWords(text, replace, found);
    const isCased = field === 'input' && letters !== undefined;
    return [[field, isCased ? mapWords(replaced, cases[letters]) : replaced] as const];
  });
  const missing = Object.keys(replace).filter((words) => !found.has(words));
  return { template: { ...written, ...Object.fromEntries(texts) }, written, missing };
}

/** All at once, so that words can change places; of words that begin alike the longest counts. */
function replaceWords(
  text: string,
  replace: Readonly<Record<string, string>>,
  found: Set<string>,
): string {
  const wanted = Object.keys(replace).toSorted((a, b) => b.length - a.length);
  if (wanted.length === 0) return text;
  const any = new RegExp(wanted.map(escaped).join('|'), 'g');
  return mapWords(text, (words) =>
    words.replaceAll(any, (hit) => {
      found.add(hit);
      return replace[hit]!;
    }),
  );
}

function escaped(words: string): string {
  return words.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

const cases: Readonly<Record<NonNullable<Format['case']>, (words: string) => string>> = {
  upper: (words) => words.toUpperCase(),
  lower: (words) => words.toLowerCase(),
  title: (words) =>
    words.replaceAll(
      /(\p{L})([\p{L}\p{M}\p{N}'’]*)/gu,
      (_, first: string, rest: string) => first.toUpperCase() + rest.toLowerCase(),
    ),
};
