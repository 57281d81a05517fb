import { compileAnswerSchema } from '../task/answer-schema.ts';
import type { OptionsOf } from '../task/score-entry.ts';
import type { Measure } from './metric.ts';

/** Whether an answer is JSON, and JSON of the right shape. The schema is compiled when it is first needed. */
export function isJson({ schema }: OptionsOf<'json'>): Measure {
  if (!schema) return (answer) => Number(parsed(answer) !== undefined);
  if (typeof schema === 'string') throw new Error(`the schema ${schema} was not loaded`);
  let compiled: ReturnType<typeof compileAnswerSchema> | undefined;
  return async (answer) => {
    const value = parsed(answer);
    compiled ??= compileAnswerSchema(schema);
    const fits = await compiled;
    return Number(value !== undefined && fits(value.json));
  };
}

/** In a box: null is JSON, too. */
function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
