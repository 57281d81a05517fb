import { expect, test } from 'vitest';
import { locateAxis, locateGate, locateStop } from '../../src/task/locate.ts';
import { taskFolder, taskText } from './task-folder.ts';

const { load, write } = taskFolder();

test('an axis is shown in the grid, else where the task gives its value, else at the name of the task', async () => {
  const place = async (more: string, axis: string) => {
    const { line, column } = locateAxis(await load(taskText(more)), axis);
    return [line, column];
  };
  expect(await place('grid: { top_p: [1] }\nparams: { top_p: 1 }', 'top_p')).toEqual([5, 16]);
  expect(await place('grid: [{}, { top_p: [1] }]', 'top_p')).toEqual([5, 21]);
  expect(await place('params: { top_p: 1 }', 'top_p')).toEqual([5, 18]);
  expect(await place('shots: { count: 3 }', 'shots.count')).toEqual([5, 17]);
  expect(await place('grid: [<<: { top_p: [1] }]', 'top_p')).toEqual([5, 21]);
  expect(await place('', 'top_p')).toEqual([1, 1]);
});

test('a stop string is shown in the task, else in the template', async () => {
  write('with-stop.yaml', 'input: a\noutput: b\nstop: x\n');
  const text = taskText().replace(/template: .*/, 'template: with-stop.yaml');
  const place = async (more: string) => {
    const { file, line } = locateStop(await load(text + more), 'with-stop');
    return [file, line];
  };
  expect(await place('')).toEqual(['with-stop.yaml', 3]);
  expect(await place('\nparams: { stop: y }')).toEqual(['task.yaml', 6]);
  expect(await place('\ngrid: { stop: [y] }')).toEqual(['task.yaml', 6]);
});

test('a gate is shown by its metric', async () => {
  const loaded = await load(taskText('gate: { error_rate: { max: 0 } }'));
  expect(locateGate(loaded, { metric: 'error_rate' })).toEqual({
    file: 'task.yaml',
    line: 5,
    column: 9,
    length: 10,
    text: 'gate: { error_rate: { max: 0 } }',
  });
});
