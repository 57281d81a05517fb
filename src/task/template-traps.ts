// A template in, the classic mistakes of few-shot templates found in it out.
import { errorOf, type Problem } from '../base/problem.ts';
import { stopList, type Stop } from './params.ts';
import type { Template } from './template-schema.ts';
import { locateInText, scalarStyle, type Path, type YamlFile } from './yaml-file.ts';

const fields = ['instruction', 'input', 'output', 'separator'] as const;

/** A template, perhaps without what is wrong in it. */
type TemplateParts = { readonly [K in keyof Template]?: Template[K] | undefined };

export function checkTemplate(file: YamlFile, prefix: Path, template: TemplateParts): Problem[] {
  const escapes = fields.flatMap((field) =>
    checkEscapes(file, [...prefix, field], template[field]),
  );
  const stops = checkStopEscapes(file, [...prefix, 'stop'], template.stop);
  return [...escapes, ...stops, ...checkTrailingBlank(file, [...prefix, 'input'], template.input)];
}

/** The same trap wherever stop strings are written: in a template, in `params`, in the grid. */
export function checkStopEscapes(file: YamlFile, path: Path, stop: Stop | undefined): Problem[] {
  return stopList(stop).flatMap((text, index) =>
    checkEscapes(file, Array.isArray(stop) ? [...path, index] : path, text),
  );
}

/** YAML reads \n as a newline in double quotes only. */
export function checkEscapes(file: YamlFile, path: Path, text: string | undefined): Problem[] {
  const style = scalarStyle(file, path);
  const start = text?.search(/\\[nt]/) ?? -1;
  if (text === undefined || start === -1 || !['QUOTE_SINGLE', 'PLAIN'].includes(style ?? ''))
    return [];
  const escape = text.slice(start, start + 2);
  const field = String(path.findLast((step) => typeof step === 'string'));
  const prose = ['instruction', 'input', 'output'].includes(field);
  return [
    {
      severity: prose ? 'warning' : 'error',
      code: 'literal-escape',
      message: `${escape} here is a backslash and a letter, not ${escape === '\\n' ? 'a newline' : 'a tab'}`,
      at: locateInText(file, path, start, start + 2),
      help: doubleQuoted(text),
    },
  ];
}

function doubleQuoted(text: string): string {
  const escaped = text.replaceAll(/\\(?![nt])|"/g, '\\$&').replaceAll('\n', '\\n');
  return escaped.length > 60
    ? 'write the text in double quotes, or as a block: |-'
    : `write it in double quotes: "${escaped}"`;
}

/** Models continue "Output:" with " Good"; after "Output: " the blank is a token of its own that they have hardly seen. */
function checkTrailingBlank(file: YamlFile, path: Path, input = ''): Problem[] {
  if (!/[ \t]$/.test(input)) return [];
  const lastWord = /\S*\s*$/.exec(input)?.index ?? 0;
  const at = locateInText(file, path, lastWord, input.length);
  const help = 'move the blank to the front of `output`: it belongs to the answer';
  return [errorOf('trailing-blank', 'input ends in a blank', at, help)];
}
