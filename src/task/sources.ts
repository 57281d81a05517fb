// What a task says of its files in, where its rows and shots come from out.
import { dirname, resolve } from 'node:path';
import { normaliseDataSource } from './dataset-schema.ts';
import type { Shots, Task } from './task.ts';
import type { TaskText } from './task-schema.ts';
import { isOverlaid, type Path, type YamlFile } from './yaml-file.ts';

/** Paths are relative to the file that names them; those of the command line to the working directory. */
export function readSources(
  { dataset, shots }: Pick<TaskText, 'dataset' | 'shots'>,
  file: YamlFile,
  cwd: string,
): Pick<Task, 'dataset' | 'shots'> {
  const resolver = (path: Path) => (name: string) =>
    resolve(isOverlaid(file, path) ? cwd : dirname(file.path), name);
  const from = typeof shots === 'object' ? shots.from : undefined;
  const read = readShots(shots, resolver(pathOf(from, ['shots', 'from'])));
  return {
    dataset: normaliseDataSource(dataset, resolver(pathOf(dataset, ['dataset']))),
    ...(read ? { shots: read } : {}),
  };
}

function pathOf(source: unknown, path: Path): Path {
  return typeof source === 'string' ? path : [...path, 'path'];
}

function readShots(
  shots: TaskText['shots'],
  resolvePath: (path: string) => string,
): Shots | undefined {
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
