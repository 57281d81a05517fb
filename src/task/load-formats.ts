// The formats of a task and its templates in, the templates as they are written in each format out.
import { didYouMean } from '../base/distance.ts';
import { stableJson } from '../base/hash.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import { applyFormat } from './apply-format.ts';
import { mappingPath } from './axes.ts';
import { checkEffect, checkFormat } from './format-traps.ts';
import { formattedName, nameOfFormat } from './format-name.ts';
import { plainFormat, type Format } from './format-schema.ts';
import type { TemplateFile } from './load-templates.ts';
import type { Axis } from './task.ts';
import type { TaskText } from './task-schema.ts';
import type { Template } from './template-schema.ts';
import { keysInOrder, locateKey, locateValue, type Path, type YamlFile } from './yaml-file.ts';

/** A format, and where it is written. */
export interface PlacedFormat {
  readonly name: string;
  readonly format: Format;
  readonly file: YamlFile;
  readonly path: Path;
}

interface Loaded {
  readonly templates: Record<string, Template>;
  readonly files: Record<string, TemplateFile>;
  readonly grid: readonly (readonly Axis[])[];
}

interface Wanted {
  readonly text: Partial<TaskText>;
  readonly file: YamlFile;
}

/** Adds a template for every format that one meets in the grid, and puts names on the axis. Pushes what is wrong with them. */
export function addFormats<L extends Loaded>(wanted: Wanted, loaded: L, problems: Problem[]): L {
  const { text, file } = wanted;
  for (const placed of namedFormats(wanted)) problems.push(...checkFormat(placed));
  if (keysInOrder(file, ['formats']).includes(plainFormat)) problems.push(reservedName(file));
  const [own] = Object.keys(loaded.templates);
  const grid = loaded.grid.map((axes, index) => {
    const axis = axes.find(({ name }) => name === 'format');
    if (!axis) return axes;
    const path = [...mappingPath(text.grid, index), 'format'];
    const formats = axis.values.map((value, nth) =>
      readValue(wanted, value, [...path, nth], problems),
    );
    const templates = axes.find(({ name }) => name === 'template')?.values ?? [own];
    for (const format of formats)
      for (const template of templates)
        if (format) addOne(wanted, loaded, { format, template: template as string }, problems);
    const values = formats.map((format) => format?.name ?? plainFormat);
    return axes.map((each) => (each === axis ? { ...axis, values } : each));
  });
  return { ...loaded, grid };
}

function namedFormats({ text, file }: Wanted): PlacedFormat[] {
  return Object.entries(text.formats ?? {}).map(([name, format]) => {
    return { name, format, file, path: ['formats', name] };
  });
}

function reservedName(file: YamlFile): Problem {
  const message = `a format cannot be named ${plainFormat}`;
  const help = `${plainFormat} is the template as it stands: choose another name`;
  return errorOf('reserved-name', message, locateKey(file, ['formats', plainFormat]), help);
}

/** Undefined for the template as it stands, and for what is wrong. */
function readValue(
  wanted: Wanted,
  value: unknown,
  path: Path,
  problems: Problem[],
): PlacedFormat | undefined {
  const { file } = wanted;
  if (typeof value === 'string') return namedFormat(wanted, value, path, problems);
  const format = value as Format;
  const placed = { name: nameOfFormat(format), format, file, path };
  if (placed.name === plainFormat) return undefined;
  problems.push(...checkFormat(placed), ...checkName(wanted, placed));
  return placed;
}

function namedFormat(
  wanted: Wanted,
  name: string,
  path: Path,
  problems: Problem[],
): PlacedFormat | undefined {
  const { file } = wanted;
  const found = namedFormats(wanted).find((each) => each.name === name);
  const known = [...new Set([plainFormat, ...keysInOrder(file, ['formats'])])];
  if (found || known.includes(name)) return found;
  const help =
    didYouMean(name, known) ??
    (known.length > 1 ? `there are ${known.join(', ')}` : 'add it under formats');
  const at = locateValue(file, path);
  problems.push(errorOf('unknown-format', `no format is named "${name}"`, at, help));
  return undefined;
}

/** A format without a name must not take that of another. */
function checkName(wanted: Wanted, { name, format, file, path }: PlacedFormat): Problem[] {
  const other = namedFormats(wanted).find((each) => each.name === name);
  if (!other || stableJson(other.format) === stableJson(format)) return [];
  const message = `this format would be called ${name}, which is another`;
  const help = 'give it a name of its own under formats';
  return [errorOf('duplicate-name', message, locateValue(file, path), help)];
}

interface Pair {
  readonly format: PlacedFormat;
  readonly template: string;
}

function addOne(
  { text }: Wanted,
  { templates, files }: Loaded,
  { format: placed, template }: Pair,
  problems: Problem[],
): void {
  const base = templates[template];
  const name = formattedName(template, placed.name);
  if (!base || Object.hasOwn(templates, name)) return;
  const formatted = applyFormat(base, placed.format);
  const isChat = text.mode === 'chat';
  problems.push(...checkEffect(placed, { template, base, formatted, isChat }));
  templates[name] = formatted.template;
  files[name] = { ...files[template]!, format: { ...placed, base, written: formatted.written } };
}
