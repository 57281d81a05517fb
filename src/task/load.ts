// A task file and what the command line lays over it in, a checked Task with the places of its parts out.
import { dirname, resolve } from 'node:path';
import { refuseErrors, UserError, type Problem } from '../base/problem.ts';
import { checkAnswerSchemas } from './answer-schema.ts';
import { readAxes } from './axes.ts';
import { normaliseDataSource } from './dataset-schema.ts';
import { normaliseGates } from './gate-schema.ts';
import { loadConfig } from './load-config.ts';
import { applyOverrides } from './lay-over.ts';
import type { Override } from './override.ts';
import { readYaml } from './read-yaml.ts';
import { checkSchema } from './schema-problems.ts';
import { normaliseScoreEntry } from './score-entry.ts';
import type { Shots, Task } from './task.ts';
import { taskSchema, type TaskText } from './task-schema.ts';
import { checkTask } from './check-task.ts';
import { loadRubrics, withRubrics, type LoadedRubric } from './load-rubrics.ts';
import { loadTemplates, type TemplateFile } from './load-templates.ts';
import { isOverlaid, keepAsText, keysInOrder, type Path, type YamlFile } from './yaml-file.ts';

/** A task, where its parts stand, and what is worth a warning. */
export interface LoadedTask {
  readonly task: Task;
  readonly file: YamlFile;
  readonly templates: Readonly<Record<string, TemplateFile>>;
  readonly rubrics: readonly LoadedRubric[];
  readonly warnings: readonly Problem[];
}

/** Throws a UserError with everything that is wrong with the file and its templates. */
export async function loadTask(
  path: string,
  overrides: readonly Override[],
  cwd: string,
): Promise<LoadedTask> {
  const file = await readYaml(resolve(cwd, path), cwd);
  const below = layOver(file, overrides);
  for (const key of [['dataset'], ['shots', 'from']]) keepWhereAsText(file, [...key, 'where']);
  const { whole, parts: text, broken, problems } = checkSchema(taskSchema, file);
  const providers = await loadConfig(cwd, problems);
  const grid = readAxes(text.grid, file, problems);
  const loaded = await loadTemplates({ text, grid, file, overrides: below, cwd }, problems);
  const entries = (text.score ?? []).map(normaliseScoreEntry);
  const rubrics = await loadRubrics({ file, cwd }, entries, problems);
  problems.push(...checkTask({ file, text, grid, broken }));
  problems.push(...(await checkAnswerSchemas(file, text)));
  const sorted = inFileOrder(problems, file);
  refuseErrors(sorted);
  if (!whole) throw new UserError(sorted);
  const { templates } = loaded;
  const score = withRubrics(entries, rubrics);
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

/** The task file first, the other files as they were read. What stands under an anchor is told once. */
function inFileOrder(problems: readonly Problem[], { source }: YamlFile): Problem[] {
  const files = [undefined, source.file, ...problems.map(({ at }) => at?.file)];
  const rank = ({ at }: Problem) => [files.indexOf(at?.file), at?.line ?? 0, at?.column ?? 0];
  const texts = problems.map((problem) => JSON.stringify(problem));
  const once = problems.filter((_, index) => texts.indexOf(texts[index]!) === index);
  return once.toSorted((a, b) => {
    const other = rank(b);
    return rank(a).reduce((order, value, index) => order || value - other[index]!, 0);
  });
}

function toTask(
  text: TaskText,
  file: YamlFile,
  cwd: string,
  parts: Pick<Task, 'grid' | 'templates' | 'providers' | 'score'>,
): Task {
  const resolver = (path: Path) => (name: string) =>
    resolve(isOverlaid(file, path) ? cwd : dirname(file.path), name);
  const { score, ...others } = parts;
  const shots = readShots(text, resolver(pathOf(fromOf(text), ['shots', 'from'])));
  return {
    name: text.name,
    ...(text.description === undefined ? {} : { description: text.description }),
    ...others,
    dataset: normaliseDataSource(text.dataset, resolver(pathOf(text.dataset, ['dataset']))),
    ...(shots ? { shots } : {}),
    mode: text.mode ?? 'text',
    model: text.model ?? 'embedded',
    params: text.params ?? {},
    trials: text.trials ?? 1,
    score,
    gates: normaliseGates(text.gate),
    providers: { ...parts.providers, ...text.providers },
    unsupported: text.unsupported ?? 'error',
    client_stop: text.client_stop ?? false,
    fit: text.fit ?? 'error',
  };
}

function pathOf(source: unknown, path: Path): Path {
  return typeof source === 'string' ? path : [...path, 'path'];
}

function fromOf({ shots }: TaskText): unknown {
  return typeof shots === 'object' ? shots.from : undefined;
}

function readShots({ shots }: TaskText, resolvePath: (path: string) => string): Shots | undefined {
  if (shots === undefined) return undefined;
  if (typeof shots === 'number') return { count: shots, select: 'random', seed: 0, per: 'run' };
  const { from, select = 'random', seed = 0, per = 'run', ...rest } = shots;
  const present = Object.entries(rest).filter(([, value]) => value !== undefined);
  return {
    ...(from === undefined ? {} : { from: normaliseDataSource(from, resolvePath) }),
    ...Object.fromEntries(present),
    select,
    seed,
    per,
  };
}
