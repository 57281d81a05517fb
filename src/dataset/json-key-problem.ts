import { didYouMean } from '../base/distance.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import { topLevelKeys, type JsonKey } from './json-keys.ts';
import { placeInLine, type TextLine } from './json-line-problem.ts';
import type { JsonObject } from './json-value.ts';
import type { Table } from './table.ts';

/** The first line, which the others must be like. */
export interface JsonTable extends Table {
  readonly line: number;
}

/** What is wrong with the keys of one line, if anything. */
export function keyProblem(
  line: TextLine,
  { values, duplicate }: JsonObject,
  first: JsonTable | undefined,
): (() => Problem) | undefined {
  const names = Object.keys(values);
  if (mayRepeat(line.text, names)) {
    const keys = topLevelKeys(line.text);
    if (keys.length > names.length) return () => keyTwice(line, keys);
  }
  if (duplicate) return () => nestedKeyTwice(line, duplicate);
  if (!first) return firstKeyProblem(line, names);
  const same =
    names.length === first.columns.length && first.columns.every((name) => name in values);
  return same ? undefined : () => keysDiffer(line, first);
}

/** Spares most lines a scan: the parser itself is silent about a key that comes twice with one value. */
function mayRepeat(text: string, names: readonly string[]): boolean {
  return names.some((name) => {
    const written = `"${name}"`;
    return text.indexOf(written) !== text.lastIndexOf(written);
  });
}

function firstKeyProblem(line: TextLine, names: readonly string[]): (() => Problem) | undefined {
  if (names.includes('')) return () => emptyKey(line);
  if (names.length > 0) return undefined;
  const at = placeInLine(line, { start: 0, end: line.text.length });
  const help = 'write {"column": value, …} on every line';
  return () => errorOf('empty-header', 'an object without keys', at, help);
}

function keyTwice(line: TextLine, keys: readonly JsonKey[]): Problem {
  const names = keys.map(({ name }) => name);
  const second = keys.find(({ name }, index) => names.indexOf(name) < index)!;
  const message = `the key "${second.name}" stands twice in this object`;
  return errorOf('duplicate-header', message, placeInLine(line, second), 'take one of them out');
}

function nestedKeyTwice(
  line: TextLine,
  { key, position }: NonNullable<JsonObject['duplicate']>,
): Problem {
  // lossless-json points behind the opening quote.
  const start = position - 1;
  const at = placeInLine(line, { start, end: start + JSON.stringify(key).length });
  const message = `the key "${key}" stands twice in one object`;
  return errorOf('duplicate-header', message, at, 'take one of them out');
}

function emptyKey(line: TextLine): Problem {
  const keys = topLevelKeys(line.text);
  const at = placeInLine(
    line,
    keys.find(({ name }) => name === '')!,
  );
  return errorOf('empty-header', 'a key without a name', at, 'name it, or take it out');
}

function keysDiffer(line: TextLine, first: JsonTable): Problem {
  const keys = topLevelKeys(line.text);
  const names = new Set(keys.map(({ name }) => name));
  const missing = first.columns.filter((name) => !names.has(name));
  const extra = keys.filter(({ name }) => !first.columns.includes(name));
  const parts = [
    ...(missing.length > 0 ? [`${list(missing)} missing`] : []),
    ...(extra.length > 0
      ? [`${list(extra.map(({ name }) => name))} not in line ${first.line}`]
      : []),
  ];
  const whole = { start: 0, end: line.text.length };
  return errorOf(
    'keys-differ',
    `the keys differ from the first record's: ${parts.join(', ')}`,
    placeInLine(line, extra[0] ?? whole),
    (extra[0] && didYouMean(extra[0].name, missing)) ??
      'every line needs the same keys; write null where there is no value',
  );
}

function list(names: readonly string[]): string {
  return `${names.map((name) => `"${name}"`).join(', ')} ${names.length === 1 ? 'is' : 'are'}`;
}
