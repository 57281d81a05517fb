// What templates mention and the columns there are in, what does not fit out.
import { didYouMean } from '../base/distance.ts';
import type { Location } from '../base/location.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import type { TemplateFile } from '../task/load-templates.ts';
import type { Template } from '../task/template-schema.ts';
import { locateInTemplate } from '../task/locate-text.ts';
import { locateInText, type Path, type YamlFile } from '../task/yaml-file.ts';
import { readVariables, type Mention } from './variables.ts';

export type Field = 'instruction' | 'input' | 'output' | 'target';

/** A text with Handlebars in it, read, with the way back to its place in a file. */
export interface ReadText {
  readonly field: Field;
  readonly mentions: readonly Mention[];
  readonly problems: readonly Problem[];
  readonly locate: (range: { readonly start: number; readonly end: number }) => Location;
}

export function readText(field: Field, text: string, file: YamlFile, path: Path): ReadText {
  return read(field, text, ({ start, end }) => locateInText(file, path, start, end));
}

function read(field: Field, text: string, locate: ReadText['locate']): ReadText {
  const { mentions, complaints } = readVariables(text);
  const problems = complaints.map((complaint) =>
    errorOf(complaint.code, complaint.message, locate(complaint), complaint.help),
  );
  return { field, mentions, problems, locate };
}

/** A key whose value is the name of a column: no Handlebars, but it must be there like any other. */
export function readColumn(column: string, file: YamlFile, path: Path): ReadText {
  const text = readText('target', '', file, path);
  return { ...text, mentions: [{ column, tested: false, start: 0, end: column.length }] };
}

/** The texts of a template that mention columns; of one in a format those that it changes. */
export function readTemplate(template: Partial<Template>, where: TemplateFile): ReadText[] {
  return (['instruction', 'input', 'output'] as const).flatMap((field) => {
    const text = template[field];
    if (text === undefined || text === where.format?.base[field]) return [];
    return [read(field, text, locateInTemplate(where, field, text))];
  });
}

/** The columns whose values go into the texts. */
export function usedColumns(texts: readonly ReadText[]): string[] {
  const used = texts.flatMap(({ mentions }) => mentions.filter(({ tested }) => !tested));
  return [...new Set(used.map(({ column }) => column))];
}

/** `where` names the file that the columns are of. */
export function checkColumns(
  texts: readonly ReadText[],
  columns: readonly string[],
  where: string,
): Problem[] {
  return texts.flatMap(({ mentions, locate }) =>
    mentions.flatMap((mention) => {
      const { column } = mention;
      if (columns.includes(column)) return [];
      const help = didYouMean(column, columns) ?? `it has ${columns.join(', ')}`;
      return [
        errorOf('unknown-column', `${where} has no column "${column}"`, locate(mention), help),
      ];
    }),
  );
}
