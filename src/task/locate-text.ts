// Characters of a template's text in, where they are written out: in the template, or in the format that it is written in.
import type { Location } from '../base/location.ts';
import type { TemplateFile } from './load-templates.ts';
import { piecesOf } from './template-pieces.ts';
import type { Template } from './template-schema.ts';
import { locateInText, locateValue, type Path, type YamlFile } from './yaml-file.ts';

type Field = keyof Template;

/** Where the value of a field stands. */
export function placeOfField(
  { file, prefix, format }: TemplateFile,
  field: Field,
): { file: YamlFile; path: Path } {
  return format?.format[field] === undefined
    ? { file, path: [...prefix, field] }
    : { file: format.file, path: [...format.path, field] };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Columns stay as they were written; words that a format has changed stand in the format. */
export function locateInTemplate(
  where: TemplateFile,
  field: 'instruction' | 'input' | 'output',
  text: string,
): (range: Range) => Location {
  const { file, path } = placeOfField(where, field);
  const written = where.format?.written[field] ?? text;
  const shift = shiftOf(text, written);
  return ({ start, end }) => {
    const by = shift({ start, end });
    if (by === undefined) return locateValue(where.format!.file, where.format!.path);
    return locateInText(file, path, start + by, end + by);
  };
}

/** How far a column of the text has moved from where it was written; undefined for words. */
function shiftOf(text: string, written: string): (range: Range) => number | undefined {
  if (text === written) return () => 0;
  const columnsOf = (whole: string) => piecesOf(whole).filter(({ isColumn }) => isColumn);
  const [now, before] = [columnsOf(text), columnsOf(written)];
  return ({ start, end }) => {
    const nth = now.findIndex(
      (piece) => piece.start <= start && end <= piece.start + piece.text.length,
    );
    return nth === -1 || !before[nth] ? undefined : before[nth].start - now[nth]!.start;
  };
}
