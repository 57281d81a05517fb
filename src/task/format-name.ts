import { sha256 } from '../base/hash.ts';
import { plainFormat, type Format } from './format-schema.ts';
import type { Stop } from './params.ts';

/** The name of a template in a format: plain is the template itself. */
export function formattedName(template: string, format: string | undefined): string {
  return format === undefined || format === plainFormat ? template : `${template} · ${format}`;
}

/** Of a format without a name, what it changes: `upper`, `separator= | `, `Review:→REVIEW:`. */
export function nameOfFormat({ replace = {}, case: letters, ...texts }: Format): string {
  const whole = Object.entries(texts).flatMap(([part, text]) =>
    text === undefined ? [] : [`${part}=${shown(text)}`],
  );
  const words = Object.entries(replace).map(([from, to]) => `${shown(from)}→${shown(to)}`);
  const all = [...whole, ...words, ...(letters === undefined ? [] : [letters])];
  return all.length === 0 ? plainFormat : all.join(', ');
}

const longest = 24;

/** In one line and without what JSON would escape: names stand in tables and on the command line. */
function shown(text: Stop): string {
  if (typeof text !== 'string') return text.map(shown).join('/');
  const line = text.replaceAll('\n', '⏎').replaceAll('\t', '⇥').replaceAll('"', '”');
  const characters = Array.from(line);
  if (characters.length <= longest) return line;
  return `${characters.slice(0, longest - 7).join('')}…${sha256(text).slice(0, 6)}`;
}
