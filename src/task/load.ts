// A task file and what the command line lays over it in, a checked Task with the places of its parts out.
import { dirname, resolve } from 'node:path';
import { refuseErrors, UserError, type Problem } from '../base/problem.ts';
import { readAxes } from './axes.ts';
import { normaliseDataSource } from './dataset-schema.ts';
import { normaliseGates } from './gate-schema.ts';
import { applyOverrides, type Override } from './override.ts';
import { readYaml } from './read-yaml.ts';
import { checkSchema } from './schema-problems.ts';
import { normaliseScoreEntry } from './score-entry.ts';
import type { Shots, Task } from './task.ts';
import { taskSchema, type TaskText } from './task-schema.ts';
import { checkTask } from './check-task.ts';
import { loadTemplates, type TemplateFile } from './load-templates.ts';
import { isOverlaid, type Path, type YamlFile } from './yaml-file.ts';

/** A task, where its parts stand, and what is worth a warning. */
export interface LoadedTask {
  readonly task: Task;
  readonly file: YamlFile;
  readonly templates: Readonly<Record<string, TemplateFile>>;
  readonly warnings: readonly Problem[];
}

/** Throws a UserError with everything that is wrong with the file and its templates. */
export async function loadTask(
  path: string,
  overrides: readonly Override[],
  cwd: string,
): Promise<LoadedTask> {
  const file = await readYaml(resolve(cwd, path), cwd);
  applyOverrides(
    file,
    overrides.filter((override) => !reachesTemplateFile(file, override)),
  );
  const checked = checkSchema(taskSchema, file);
  if ('problems' in checked) throw new UserError(inFileOrder(checked.problems));
  const text = checked.value;
  const problems: Problem[] = [];
  const grid = readAxes(text.grid, file, problems);
  const below = overrides.filter((override) => reachesTemplateFile(file, override));
  const loaded = await loadTemplates({ text, grid, file, overrides: below, cwd }, problems);
  const task = toTask(text, file, cwd, { grid: loaded.grid, templates: loaded.templates });
  problems.push(...checkTask(task, file));
  refuseErrors(inFileOrder(problems));
  return { task, file, templates: loaded.files, warnings: problems };
}

function reachesTemplateFile(file: YamlFile, { path }: Override): boolean {
  return (
    path[0] === 'template' && path.length > 1 && typeof file.document.get('template') === 'string'
  );
}

function inFileOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0));
}

function toTask(
  text: TaskText,
  file: YamlFile,
  cwd: string,
  parts: Pick<Task, 'grid' | 'templates'>,
): Task {
  const resolver = (path: Path) => (name: string) =>
    resolve(isOverlaid(file, path) ? cwd : dirname(file.path), name);
  const shots = readShots(text, resolver(['shots', 'from']));
  return {
    name: text.name,
    ...(text.description === undefined ? {} : { description: text.description }),
    ...parts,
    dataset: normaliseDataSource(text.dataset, resolver(pathOf(text.dataset, ['dataset']))),
    ...(shots ? { shots } : {}),
    mode: text.mode ?? 'text',
    model: text.model ?? 'embedded',
    params: text.params ?? {},
    trials: text.trials ?? 1,
    score: text.score.map(normaliseScoreEntry),
    gates: normaliseGates(text.gate),
  };
}

function pathOf(source: unknown, path: Path): Path {
  return typeof source === 'string' ? path : [...path, 'path'];
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
