import { expect, test } from 'vitest';
import { gridPoints, settingNames, type PointCell } from '../../src/report/grid-points.ts';

const cell = (axes: PointCell['axes'], params: PointCell['params'] = {}): PointCell => ({
  axes,
  params,
});

test('where a union lacks an axis, the cell has the value of the task', () => {
  const { axes, leftOut } = gridPoints([
    cell({ temperature: 0, format: 'plain' }, { temperature: 0 }),
    cell({ temperature: 0, format: 'upper' }, { temperature: 0 }),
    cell({ format: 'upper' }, { temperature: 0.5 }),
    cell({ temperature: 0.5 }, { temperature: 0.5 }),
  ]);
  expect(axes).toEqual([
    { axis: 'temperature', values: [0, 0.5], places: [0, 0, 1, 1] },
    { axis: 'format', values: ['plain', 'upper'], places: [0, 1, 0, 1] },
  ]);
  expect(leftOut).toEqual([]);
});

test('a template in a format is still the template', () => {
  const { axes } = gridPoints([
    cell({ template: 'a', format: 'upper' }, { template: 'a · upper' }),
    cell({ format: 'upper' }, { template: 'b · upper' }),
  ]);
  expect(axes).toEqual([{ axis: 'template', values: ['a', 'b'], places: [0, 1] }]);
});

test('the last axis varies first, whatever the order of the grid', () => {
  const points = [
    [1, 'p0'],
    [2, 'p1'],
    [2, 'p0'],
    [1, 'p1'],
  ] as const;
  const grid = points.map(([count, order]) => cell({ 'shots.count': count, 'shots.order': order }));
  const { axes } = gridPoints(grid);
  expect(settingNames(axes)).toEqual([
    'k=1 order=p0',
    'k=1 order=p1',
    'k=2 order=p0',
    'k=2 order=p1',
  ]);
});
