// A task file and what the command line lays over it in, a checked Task with the places of its parts out.
import { resolve } from 'node:path';
import { hasErrors, UserError, type Problem } from '../base/problem.ts';
import { readAxes } from './axes.ts';
import { inFileOrder } from './file-order.ts';
import { normaliseGates } from './gate-schema.ts';
import { loadAnswerSchemas, withAnswerSchemas } from './load-answer-schemas.ts';
import { loadConfig } from './load-config.ts';
import { applyOverrides } from './lay-over.ts';
import type { Override } from './override.ts';
import { readYaml } from './read-yaml.ts';
import { checkSchema } from './schema-problems.ts';
import { normaliseScoreEntry } from './score-entry.ts';
import { checkSoundParts, type CheckSound } from './sound-task.ts';
import { readSources } from './sources.ts';
import type { Task } from './task.ts';
import { taskSchema, type TaskText } from './task-schema.ts';
import { normaliseSweep } from './sweep-schema.ts';
import { checkTask } from './check-task.ts';
import { loadRubrics, withRubrics, type LoadedRubric } from './load-rubrics.ts';
import { addFormats } from './load-formats.ts';
import { loadTemplates, type TemplateFile } from './load-templates.ts';
import { keepAsText, keysInOrder, type Path, type YamlFile } from './yaml-file.ts';

/** A task, where its parts stand, and what is worth a warning. */
export interface LoadedTask {
  readonly task: Task;
  readonly file: YamlFile;
  readonly templates: Readonly<Record<string, TemplateFile>>;
  readonly rubrics: readonly LoadedRubric[];
  readonly warnings: readonly Problem[];
}

/** Throws a UserError with everything that is wrong with the file and its templates. */
export function loadTask(
  path: string,
  overrides: readonly Override[],
  cwd: string,
): Promise<LoadedTask> {
  return loadAndCheck(path, { overrides, cwd }, () => Promise.resolve([]));
}

/** As `loadTask`; where something is wrong, with what `check` finds wrong with the data of the rest. */
export async function loadAndCheck(
  path: string,
  { overrides, cwd }: { readonly overrides: readonly Override[]; readonly cwd: string },
  check: CheckSound,
): Promise<LoadedTask> {
  const file = await readYaml(resolve(cwd, path), cwd);
  const below = layOver(file, overrides);
  for (const key of [['dataset'], ['shots', 'from']]) keepWhereAsText(file, [...key, 'where']);
  const { whole, parts: text, broken, problems } = checkSchema(taskSchema, file);
  const providers = await loadConfig(cwd, problems);
  const grid = readAxes(text.grid, file, problems);
  const templatesOf = { text, grid, file, overrides: below, cwd };
  const loaded = addFormats({ text, file }, await loadTemplates(templatesOf, problems), problems);
  const entries = (text.score ?? []).map(normaliseScoreEntry);
  const rubrics = await loadRubrics({ file, cwd }, entries, problems);
  const schemas = await loadAnswerSchemas({ file, cwd }, entries, problems);
  problems.push(...checkTask({ file, text, grid, broken }));
  const score = withAnswerSchemas(withRubrics(entries, rubrics), schemas);
  if (hasErrors(problems)) {
    const found = { ...loaded, score, rubrics };
    problems.push(...(await checkSoundParts({ file, text, grid, broken, cwd }, found, check)));
  }
  const sorted = inFileOrder(problems, file);
  if (!whole || hasErrors(sorted)) throw new UserError(sorted);
  const { templates } = loaded;
  const task = toTask(whole, file, cwd, { grid: loaded.grid, templates, providers, score });
  return { task, file, templates: loaded.files, rubrics, warnings: sorted };
}

/** Returns the overrides that are about keys of the task's template file. */
function layOver(file: YamlFile, overrides: readonly Override[]): readonly Override[] {
  const isBelow = ({ keys }: Override) => keys[0]?.value === 'template' && keys.length > 1;
  const below = overrides.filter(isBelow);
  applyOverrides(
    file,
    overrides.filter((override) => !isBelow(override)),
  );
  if (typeof file.document.getIn(['template']) === 'string') return below;
  applyOverrides(file, below);
  return [];
}

function keepWhereAsText(file: YamlFile, path: Path): void {
  for (const column of keysInOrder(file, path)) keepAsText(file, [...path, column]);
}

function toTask(
  text: TaskText,
  file: YamlFile,
  cwd: string,
  parts: Pick<Task, 'grid' | 'templates' | 'providers' | 'score'>,
): Task {
  const { score, ...others } = parts;
  const race = normaliseSweep(text.sweep);
  return {
    name: text.name,
    ...(text.description === undefined ? {} : { description: text.description }),
    ...others,
    ...readSources(text, file, cwd),
    mode: text.mode ?? 'text',
    model: text.model ?? 'embedded',
    params: text.params ?? {},
    ...(race ? { race } : {}),
    trials: text.trials ?? 1,
    score,
    gates: normaliseGates(text.gate),
    providers: { ...parts.providers, ...text.providers },
    unsupported: text.unsupported ?? 'error',
    client_stop: text.client_stop ?? false,
    fit: text.fit ?? 'error',
  };
}
