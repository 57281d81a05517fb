import type { Location } from '../base/location.ts';
import type { LoadedTask } from './load.ts';
import type { Gate } from './gate-schema.ts';
import { placeOfField } from './locate-text.ts';
import { locateKey, locateValue } from './yaml-file.ts';

/** Where the task says what an axis or a parameter is: in the grid, else under its own key. */
export function locateAxis({ file, task }: LoadedTask, axis: string): Location {
  const path = [
    ['grid', axis],
    ...task.grid.map((_, index) => ['grid', index, axis]),
    ['params', axis],
    axis.split('.'),
  ].find((candidate) => file.document.hasIn(candidate));
  return path ? locateValue(file, path) : locateKey(file, ['name']);
}

/** Where the stop strings of a template's prompts are written: in the task, else in the template. */
export function locateStop(loaded: LoadedTask, template: string): Location {
  const { file, path } = placeOfField(loaded.templates[template]!, 'stop');
  const inTask = Object.hasOwn(loaded.task.params, 'stop') || hasStopAxis(loaded);
  return inTask ? locateAxis(loaded, 'stop') : locateValue(file, path);
}

function hasStopAxis({ task }: LoadedTask): boolean {
  return task.grid.some((axes) => axes.some(({ name }) => name === 'stop'));
}

export function locateScorer({ file }: LoadedTask, index: number): Location {
  return locateValue(file, ['score', index]);
}

export function locateGate({ file }: LoadedTask, { metric }: Gate): Location {
  return locateKey(file, ['gate', metric]);
}
