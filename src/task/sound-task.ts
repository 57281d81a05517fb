// A task in which something is wrong in; what is sound of it, as far as its data are needed for it, out.
import type { Problem } from '../base/problem.ts';
import type { TaskParts } from './check-task.ts';
import type { LoadedRubric } from './load-rubrics.ts';
import type { TemplateFile } from './load-templates.ts';
import { readSources } from './sources.ts';
import type { Task } from './task.ts';
import type { Template } from './template-schema.ts';
import type { YamlFile } from './yaml-file.ts';

/** What its files are read for. A whole task is one, too. */
export interface SoundTask {
  readonly file: YamlFile;
  readonly templates: Readonly<Record<string, TemplateFile>>;
  readonly rubrics: readonly LoadedRubric[];
  readonly task: Pick<Task, 'dataset' | 'shots' | 'score'> & {
    readonly templates: Readonly<Record<string, Partial<Template>>>;
  };
}

/** What is wrong with its data, so that it is told together with what is wrong with the task. `shots` is the largest number that is surely asked for. */
export type CheckSound = (sound: SoundTask, shots: number) => Promise<readonly Problem[]>;

interface Loaded
  extends Pick<SoundTask, 'rubrics'>, Pick<SoundTask['task'], 'score' | 'templates'> {
  readonly files: SoundTask['templates'];
  /** What is sound of templates in which something is wrong. */
  readonly fragments: SoundTask['task']['templates'];
}

/** Nothing is taken from a part in which something is wrong; without a data set there is nothing to check. */
export async function checkSoundParts(
  parts: TaskParts & { readonly cwd: string },
  { files, fragments, rubrics, score, templates }: Loaded,
  check: CheckSound,
): Promise<readonly Problem[]> {
  const { file, text, broken, cwd } = parts;
  const { dataset } = text;
  if (dataset === undefined || broken.includes('dataset')) return [];
  const shots = broken.includes('shots') ? undefined : text.shots;
  const task = {
    ...readSources({ dataset, shots }, file, cwd),
    score,
    templates: { ...templates, ...fragments },
  };
  return check({ file, templates: files, rubrics, task }, surelyAsked(parts));
}

function surelyAsked({ text: { shots }, grid, broken }: TaskParts): number {
  if (broken.includes('shots') || broken.includes('grid')) return 0;
  const count = typeof shots === 'number' ? shots : shots?.count;
  const counts = grid.map((axes) => axes.find(({ name }) => name === 'shots.count')?.values);
  return Math.max(0, ...counts.flatMap((values) => (values as number[] | undefined) ?? count ?? 0));
}
