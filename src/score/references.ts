// A scorer's target and a template in, the right answers of a row out.
import type { Row, Value } from '../dataset/row.ts';
import { compileText } from '../prompt/template.ts';
import type { CompiledTemplate } from '../prompt/template.ts';
import type { ScoreEntry } from '../task/score-entry.ts';

type References = (row: Row) => readonly string[];

/** Rendered and trimmed. Without a target the output of the template; of a target that is one mustache over a list, each of its items. */
export function referencesOf({ target }: ScoreEntry, { output }: CompiledTemplate): References {
  if (target === undefined) return (row) => [output(row).trim()];
  if (typeof target !== 'string')
    return ({ values }) => target.flatMap((column) => texts(values[column]));
  const column = /^\{\{\s*([\w-]+)\s*\}\}$/.exec(target.trim())?.[1];
  const render = compileText(target);
  return (row) => {
    const value = column === undefined ? undefined : row.values[column];
    return Array.isArray(value) ? texts(value) : [render(row).trim()];
  };
}

/** Rendered as a shot has it. Undefined where the row lacks a column of it, which only references and shots need. */
export function outputFor(row: Row, { output }: CompiledTemplate): string | undefined {
  try {
    return output(row);
  } catch {
    return undefined;
  }
}

function texts(value: Value | undefined): string[] {
  const list = Array.isArray(value) ? (value as readonly Value[]) : [value];
  return list.flatMap((item) => (typeof item === 'string' ? [item.trim()] : []));
}
