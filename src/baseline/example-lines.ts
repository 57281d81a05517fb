// The templates and prompts of a run in, the lines of a baseline that keep them out; and back. Each part of a prompt has a
// line and is named by its hash: a changed shot is one changed line in git, whatever else shares it.
import { hashParts } from '../base/hash.ts';
import type { Example, ExamplePart } from '../plan/example.ts';
import type { Template } from '../task/template-schema.ts';
import type { Asked } from './run-scores.ts';

/** What the header says of the example. */
export type ExampleHeader = Pick<Example, 'row' | 'cells'>;

export type ExampleLine =
  | ({ readonly template: string } & Template)
  | ({ readonly part: string } & ExamplePart)
  | { readonly prompt: readonly string[]; readonly shots: readonly string[] };

export function exampleLines({ templates, example }: Asked): ExampleLine[] {
  const ofTemplates = Object.entries(templates).map(([template, texts]) => ({
    template,
    ...texts,
  }));
  if (!example) return ofTemplates;
  const names = example.parts.map(({ kind, text }) => hashParts(kind, text).slice(0, 12));
  return [
    ...ofTemplates,
    ...example.parts.map((part, index) => ({ part: names[index]!, ...part })),
    ...example.prompts.map(({ shots, parts }) => ({
      prompt: parts.map((part) => names[part]!),
      shots,
    })),
  ];
}

export function isExampleLine(value: unknown): value is ExampleLine {
  if (typeof value !== 'object' || value === null) return false;
  const { template, part, prompt, text, input, shots } = value as Record<string, unknown>;
  if (prompt !== undefined) return isTexts(prompt) && isTexts(shots);
  if (part !== undefined) return typeof part === 'string' && typeof text === 'string';
  return typeof template === 'string' && typeof input === 'string';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Undefined where there are no such lines, as in a baseline of before they were kept. */
export function readAsked(
  lines: readonly ExampleLine[],
  header: ExampleHeader | undefined,
): Asked | undefined {
  if (lines.length === 0) return undefined;
  const templates = lines.flatMap((line) => {
    if (!('template' in line)) return [];
    const { template, ...texts } = line;
    return [[template, texts] as const];
  });
  const example = header && exampleIn(lines, header);
  return { templates: Object.fromEntries(templates), ...(example ? { example } : {}) };
}

/** Undefined where a merge has left parts out: prompts are shown, and nothing rests on them. */
function exampleIn(
  lines: readonly ExampleLine[],
  { row, cells }: ExampleHeader,
): Example | undefined {
  const named = lines.flatMap((line) => ('part' in line ? [line] : []));
  const places = new Map(named.map(({ part }, index) => [part, index]));
  const parts = named.map(({ kind, text }) => ({ kind, text }));
  const prompts = lines.flatMap((line) =>
    'prompt' in line
      ? [{ shots: line.shots, parts: line.prompt.map((name) => places.get(name) ?? -1) }]
      : [],
  );
  const isWhole =
    cells.every((prompt) => prompt in prompts) &&
    prompts.every((prompt) => prompt.parts.every((part) => part in parts));
  return isWhole ? { row, parts, prompts, cells } : undefined;
}
