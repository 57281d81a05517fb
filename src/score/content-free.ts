// A prompt in, the same without content out: what a model answers to that is what it would say to anything.
import type { Row, Value } from '../dataset/row.ts';
import type { Prompt } from '../prompt/prompt.ts';
import type { Asked } from './metric.ts';

/** Those of Zhao et al. 2021, run_classification.py. */
const fillers = ['N/A', '', '[MASK]'];

/** Instruction and shots stay; the query is rendered with a filler in every column. */
export function contentFreePrompts(
  prompt: Prompt,
  { template, row }: Pick<Asked, 'template' | 'row'>,
): Prompt[] {
  return fillers.map((filler) => {
    const text = template.input(filled(row, filler));
    return { ...prompt, parts: [...prompt.parts.slice(0, -1), { kind: 'query', text }] };
  });
}

export const noPrompt: Prompt = { parts: [{ kind: 'query', text: '' }], shots: [] };

function filled(row: Row, filler: string): Row {
  return { ...row, values: mapped(row.values, filler) as Row['values'] };
}

/** Lists and mappings keep their shape. */
function mapped(value: Value, filler: string): Value {
  if (Array.isArray(value)) return value.map((item: Value) => mapped(item, filler));
  if (typeof value !== 'object' || value === null) return filler;
  const entries = Object.entries(value as Readonly<Record<string, Value>>);
  return Object.fromEntries(entries.map(([name, inner]) => [name, mapped(inner, filler)]));
}
