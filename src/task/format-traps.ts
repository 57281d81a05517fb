// A format in, the mistakes in it and in what it makes of a template out.
import { stableJson } from '../base/hash.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import { textFields, type Formatted } from './apply-format.ts';
import type { PlacedFormat } from './load-formats.ts';
import { piecesOf } from './template-pieces.ts';
import type { Template } from './template-schema.ts';
import { checkEscapes, checkTemplate } from './template-traps.ts';
import { locateKey, locateValue } from './yaml-file.ts';

/** What is wrong with it, whatever the template. */
export function checkFormat({ format, file, path }: PlacedFormat): Problem[] {
  const { replace = {}, case: _letters, ...texts } = format;
  const replacements = Object.entries(replace).flatMap(([from, to]) => {
    const at = [...path, 'replace', from];
    const escapes = checkEscapes(file, at, to);
    if (!/\{\{|\}\}|\\$/.test(to)) return escapes;
    const help = 'for other columns write the whole text: input: "…"';
    const message = 'replace changes the words between columns, and cannot add one';
    return [...escapes, errorOf('unsupported-syntax', message, locateValue(file, at), help)];
  });
  return [...checkTemplate(file, path, texts), ...replacements];
}

interface Effect {
  /** As the task calls it. */
  readonly template: string;
  readonly base: Template;
  readonly formatted: Formatted;
  readonly isChat: boolean;
}

/** A format that does nothing would be a cell which looks like another prompt and is none. */
export function checkEffect(placed: PlacedFormat, effect: Effect): Problem[] {
  const { formatted } = effect;
  if (formatted.missing.length > 0)
    return formatted.missing.map((words) => notThere(placed, words, effect));
  return [...withoutEffect(placed, effect), ...blankAtEnd(placed, effect)];
}

function notThere({ file, path }: PlacedFormat, words: string, { template, formatted }: Effect) {
  const message = `${JSON.stringify(words)} is not among the words of the template ${template}`;
  const known = textFields.flatMap((field) => piecesOf(formatted.written[field] ?? ''));
  const own = known.flatMap(({ isColumn, text }) =>
    isColumn || text.trim() === '' ? [] : [JSON.stringify(text)],
  );
  const help = `between its columns it has ${own.join(', ')}`;
  return errorOf(
    'format-without-effect',
    message,
    locateKey(file, [...path, 'replace', words]),
    help,
  );
}

function withoutEffect(
  { name, format, file, path }: PlacedFormat,
  { template, base, formatted, isChat }: Effect,
): Problem[] {
  const seen = (each: Template) => stableJson(isChat ? { ...each, separator: '' } : each);
  if (Object.keys(format).length === 0 || seen(base) !== seen(formatted.template)) return [];
  const message = `the format "${name}" changes nothing in the template ${template}`;
  const isOfText = isChat && base.separator !== formatted.template.separator;
  const help = isOfText
    ? 'a chat has no separator: every example is a message of its own'
    : 'for the template as it stands write plain';
  return [errorOf('format-without-effect', message, locateValue(file, path), help)];
}

/** Where replaced words bring the blank to the end; one that is written out is told by itself. */
function blankAtEnd({ name, file, path }: PlacedFormat, { formatted }: Effect): Problem[] {
  const isBlank = (text: string) => /[ \t]$/.test(text);
  const { template, written } = formatted;
  if (!isBlank(template.input) || isBlank(written.input)) return [];
  const message = `input ends in a blank in the format "${name}"`;
  const help = 'move the blank to the front of `output`: it belongs to the answer';
  return [errorOf('trailing-blank', message, locateValue(file, path), help)];
}
