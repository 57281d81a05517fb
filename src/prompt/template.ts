// A template in, functions that render its parts for a row out.
import type { Row, Value } from '../dataset/row.ts';
import type { Template } from '../task/template-schema.ts';
import { handlebars, parse } from './handlebars.ts';
import { quickRender } from './plain-text.ts';
import { strictFields } from './strict-fields.ts';

export type Render = (row: Row) => string;

export interface CompiledTemplate {
  readonly template: Template;
  readonly instruction?: Render;
  readonly input: Render;
  readonly output: Render;
}

export function compileTemplate(template: Template): CompiledTemplate {
  const { instruction, input, output } = template;
  return {
    template,
    ...(instruction === undefined ? {} : { instruction: compileText(instruction) }),
    input: compileText(input),
    output: compileText(output),
  };
}

/** Each text has a Handlebars of its own, so that nothing leaks from one task into another. Rendering throws on a field that a row lacks. */
export function compileText(text: string): Render {
  const program = parse(text);
  const quick = quickRender(program);
  let render: HandlebarsTemplateDelegate<Row['values']> | undefined;
  return ({ values }) => {
    const rendered = quick?.(values);
    if (rendered !== undefined) return rendered;
    render ??= compile(program);
    try {
      return render(values);
    } catch (error) {
      throw explained(error);
    }
  };
}

function compile(program: hbs.AST.Program): HandlebarsTemplateDelegate<Row['values']> {
  const environment = handlebars().create();
  environment.registerHelper('lookup', strictLookup);
  return environment.compile(strictFields(program), { noEscape: true, strict: true });
}

/** Mappings of a row have no prototype, so that Handlebars fails to print them, in a text as in its own messages. */
function explained(error: unknown): unknown {
  const [, missing] = /^"(.*?)" not defined in /s.exec((error as Error).message) ?? [];
  if (missing !== undefined)
    return new Error(`the template uses a field "${missing}" that is not there`, { cause: error });
  if (!(error instanceof TypeError)) return error;
  const [, field] = /'in' operator to search for '(.*?)' in/s.exec(error.message) ?? [];
  const message =
    field === undefined
      ? 'the template uses a field that is not there, or a mapping as text'
      : `the template looks for a field "${field}" in a text`;
  return new Error(message, { cause: error });
}

function strictLookup(object: Value | undefined, key: string | number): unknown {
  const record = object as Readonly<Record<string, unknown>> | null | undefined;
  if (record === null || record === undefined || !Object.hasOwn(record, key))
    throw new Error(`lookup: there is no field "${key}"`);
  return record[key];
}
