// The templates that a task names or holds in, checked templates by name out.
import { basename, dirname, extname, resolve } from 'node:path';
import { UserError, type Problem } from '../base/problem.ts';
import { mappingPath } from './axes.ts';
import { applyOverrides } from './lay-over.ts';
import type { PlacedFormat } from './load-formats.ts';
import type { Override } from './override.ts';
import { readYaml } from './read-yaml.ts';
import { checkSchema } from './schema-problems.ts';
import type { Axis } from './task.ts';
import type { TaskText } from './task-schema.ts';
import { normaliseTemplate, templateSchema, type Template } from './template-schema.ts';
import { checkTemplate } from './template-traps.ts';
import { isOverlaid, locateValue, type Path, type YamlFile } from './yaml-file.ts';

/** Where the text of a template stands: a file of its own, or a place in the task file. */
export interface TemplateFile {
  readonly file: YamlFile;
  readonly prefix: Path;
  /** Of a template in a format: the format, the template without it, and with its whole texts alone. */
  readonly format?: PlacedFormat & { readonly base: Template; readonly written: Template };
}

interface Wanted {
  readonly text: Partial<TaskText>;
  readonly grid: readonly (readonly Axis[])[];
  readonly file: YamlFile;
  /** Overrides of keys inside the task's own template file. */
  readonly overrides: readonly Override[];
  readonly cwd: string;
}

type Written = TaskText['template'];

interface Loaded {
  readonly templates: Record<string, Template>;
  /** What is sound of those in which something is wrong. */
  readonly fragments: Record<string, Partial<Template>>;
  readonly files: Record<string, TemplateFile>;
  readonly grid: readonly (readonly Axis[])[];
}

/** Pushes what is wrong with the templates, so that it is told together with what is wrong with the task. */
export async function loadTemplates(wanted: Wanted, problems: Problem[]): Promise<Loaded> {
  const loaded: Loaded = { templates: {}, fragments: {}, files: {}, grid: [] };
  const { template: written } = wanted.text;
  if (written !== undefined)
    await loadOne(wanted, loaded, { written, path: ['template'], problems });
  const grid = [];
  for (const [index, axes] of wanted.grid.entries()) {
    const base = mappingPath(wanted.text.grid, index);
    const load = (written: unknown, nth: number) =>
      loadOne(wanted, loaded, {
        written: written as Written,
        path: [...base, 'template', nth],
        problems,
      });
    const named = axes.map(async (axis) =>
      axis.name === 'template' ? { ...axis, values: await inTurn(axis.values, load) } : axis,
    );
    grid.push(await Promise.all(named));
  }
  return { ...loaded, grid };
}

async function inTurn<T>(
  values: readonly unknown[],
  load: (value: unknown, index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const [index, value] of values.entries()) results.push(await load(value, index));
  return results;
}

interface Place {
  readonly written: Written;
  readonly path: Path;
  readonly problems: Problem[];
}

/** Loads a template once and returns the name it goes by. */
async function loadOne(wanted: Wanted, loaded: Loaded, place: Place): Promise<string> {
  const { written, path, problems } = place;
  if (typeof written !== 'string') {
    const name = freeName(loaded, 'inline');
    addTemplate(loaded, name, { file: wanted.file, prefix: path }, normaliseTemplate(written));
    problems.push(...checkTemplate(wanted.file, path, loaded.templates[name]!));
    return name;
  }
  const folder = isOverlaid(wanted.file, path) ? wanted.cwd : dirname(wanted.file.path);
  const absolute = resolve(folder, written);
  const known = Object.entries(loaded.files).find(([, { file }]) => file.path === absolute);
  if (known) return known[0];
  const name = freeName(loaded, templateName(written));
  try {
    await loadFile(wanted, loaded, { ...place, absolute, name });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.problems);
  }
  return name;
}

async function loadFile(
  wanted: Wanted,
  loaded: Loaded,
  { absolute, name, path, problems }: Place & { absolute: string; name: string },
): Promise<void> {
  const file = await readYaml(absolute, wanted.cwd, locateValue(wanted.file, path));
  const own = path.length === 1 ? wanted.overrides : [];
  applyOverrides(
    file,
    own.map((override) => ({ ...override, keys: override.keys.slice(1) })),
  );
  const checked = checkSchema(templateSchema, file);
  problems.push(...checked.problems, ...checkTemplate(file, [], checked.parts));
  const place = { file, prefix: [] };
  if (checked.whole) return addTemplate(loaded, name, place, normaliseTemplate(checked.whole));
  loaded.fragments[name] = checked.parts as Partial<Template>;
  loaded.files[name] = place;
}

function addTemplate(loaded: Loaded, name: string, file: TemplateFile, template: Template): void {
  loaded.templates[name] = template;
  loaded.files[name] = file;
}

/** The name of the file; of `1.yaml` all of it, since JavaScript would move a key `1` to the front. */
function templateName(path: string): string {
  const stem = basename(path, extname(path));
  return /^\d+$/.test(stem) ? basename(path) : stem;
}

function freeName({ files }: Loaded, wish: string): string {
  let name = wish;
  for (let number = 2; Object.hasOwn(files, name); number += 1) name = `${wish}-${number}`;
  return name;
}
