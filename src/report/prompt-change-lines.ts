// How prompts have changed in, lines for people out: what has changed by name, and the diff of one prompt.
import { printable } from '../base/printable.ts';
import { someNames } from '../base/some-names.ts';
import type { ChangedSetting, PromptChange } from '../baseline/prompt-changes.ts';
import { plural, showCount } from './numbers.ts';
import type { ShownChange } from './prompt-diff.ts';

const changesShown = 3;
const longestValue = 60;

/** The first few, those of equal cells together; nothing where nothing has changed. */
export function promptChangeLines(changes: readonly ShownChange[], title: string): string[] {
  if (changes.length === 0) return [];
  const hidden = changes.length - changesShown;
  return [
    title,
    ...changes.slice(0, changesShown).flatMap((change) => changeLines(change, changes.length > 1)),
    ...(hidden > 0 ? [`  … and ${plural(hidden, 'other change')} in other cells`] : []),
  ];
}

function changeLines(change: ShownChange, isOneOfMany: boolean): string[] {
  const { cells, settings, template, shots, prompt, diff, unknown } = change;
  const lines = [
    ...settings.map(settingLine),
    ...(template.length > 0 ? [`template changed: ${template.join(', ')}`] : []),
    ...(shots ? [shotLine(shots)] : []),
    ...(unknown === undefined ? [] : [unknown]),
    ...(prompt ? [`the prompt of ${printable(prompt.row)}:`, ...indented(diff ?? [])] : []),
  ];
  if (cells.length === 1 && !isOneOfMany) return indented(lines);
  return indented([`in ${printable(someNames(cells))}:`, ...indented(lines)]);
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line.trim() === '' ? '' : `  ${line}`));
}

function settingLine({ name, before, after }: ChangedSetting): string {
  return printable(`${name} ${shown(before)} -> ${shown(after)}`);
}

function shown(value: unknown): string {
  if (value === undefined) return 'not given';
  const text =
    typeof value === 'string' && /^[\w.:/-]+$/.test(value) ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

function shotLine({ removed, added, reordered }: NonNullable<PromptChange['shots']>): string {
  if (reordered) return 'shots: the same in another order';
  const list = (verb: string, keys: readonly string[]) =>
    keys.length === 0 ? [] : [`${showCount(keys.length)} ${verb} (${someNames(keys)})`];
  return printable(`shots: ${[...list('gone', removed), ...list('new', added)].join(', ')}`);
}
