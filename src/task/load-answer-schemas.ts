// The scorers of a task in, the JSON schemas that answers must fit out: those in the task, and those in files that it names.
import { dirname, resolve } from 'node:path';
import { locate, type Location, type Source } from '../base/location.ts';
import { errorOf, UserError, type Problem } from '../base/problem.ts';
import { compileAnswerSchema, type AnswerSchema } from './answer-schema.ts';
import { parseYaml } from './parse-yaml.ts';
import { readSource } from './read-yaml.ts';
import type { ScoreEntry } from './score-entry.ts';
import { isOverlaid, locateValue, type Path, type YamlFile } from './yaml-file.ts';

/** Of the scorer with this place in the task. */
export interface LoadedSchema {
  readonly index: number;
  readonly schema: AnswerSchema;
}

/** Pushes what is wrong with them: better told before anything is asked. */
export async function loadAnswerSchemas(
  place: { readonly file: YamlFile; readonly cwd: string },
  entries: readonly ScoreEntry[],
  problems: Problem[],
): Promise<LoadedSchema[]> {
  const loaded: LoadedSchema[] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry.metric !== 'json' || entry.options.schema === undefined) continue;
    try {
      const schema = await loadOne(place, entry.options.schema, ['score', index, 'json', 'schema']);
      loaded.push({ index, schema });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  return loaded;
}

async function loadOne(
  { file, cwd }: { readonly file: YamlFile; readonly cwd: string },
  written: string | AnswerSchema,
  path: Path,
): Promise<AnswerSchema> {
  const at = locateValue(file, path);
  if (typeof written !== 'string') {
    await compiled(written, () => at);
    return written;
  }
  const folder = isOverlaid(file, path) ? cwd : dirname(file.path);
  const source = await readSource(resolve(folder, written), cwd, at);
  const schema = await parsed(source);
  await compiled(schema, (why) => placeOf(source, why));
  return schema;
}

async function compiled(schema: AnswerSchema, at: (why: string) => Location): Promise<void> {
  try {
    await compileAnswerSchema(schema);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.problems.map((one) => ({ ...one, at: at(one.message) })));
  }
}

async function parsed(source: Source): Promise<AnswerSchema> {
  const json = await jsonIn(source);
  if (typeof json === 'object' && json !== null && !Array.isArray(json))
    return json as AnswerSchema;
  const message = 'a JSON schema is an object';
  const at = locate(source, 0, source.text.length);
  throw new UserError([errorOf('wrong-type', message, at, 'write { "type": "object", … }')]);
}

/** The message of JSON.parse tells a place in some versions of Node only. */
async function jsonIn(source: Source): Promise<unknown> {
  try {
    return JSON.parse(source.text);
  } catch (broken) {
    const { parse } = await import('lossless-json');
    const [why, place] = mistake(() => parse(source.text), (broken as Error).message);
    throw new UserError([
      errorOf('json-syntax', `not JSON: ${why}`, locate(source, place, place + 1)),
    ]);
  }
}

function mistake(parse: () => unknown, otherwise: string): [why: string, place: number] {
  try {
    parse();
    return [otherwise, 0];
  } catch (error) {
    const { message } = error as Error;
    const [, why = message, place = '0'] =
      /^(.*?)(?: encountered)? at position (\d+)$/s.exec(message) ?? [];
    return [why.charAt(0).toLowerCase() + why.slice(1), Number(place)];
  }
}

/** ajv names the first culprit by its path: `data/properties/label/type must be …`. JSON is YAML, which knows its places. */
function placeOf(source: Source, why: string): Location {
  const names = /\bdata(\/\S*)? must/.exec(why)?.[1]?.split('/').slice(1) ?? [];
  const path = names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  try {
    const document = parseYaml(source);
    return locateValue({ path: source.file, source, document, overlays: new Map() }, path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return locate(source, 0, 1);
  }
}

/** Every scorer with the schema itself, so that the manifest holds it. */
export function withAnswerSchemas(
  entries: readonly ScoreEntry[],
  loaded: readonly LoadedSchema[],
): ScoreEntry[] {
  return entries.map((entry, index) => {
    const found = loaded.find((each) => each.index === index);
    if (entry.metric !== 'json' || !found) return entry;
    return { ...entry, options: { ...entry.options, schema: found.schema } };
  });
}
