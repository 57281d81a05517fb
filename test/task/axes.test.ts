import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAxes } from '../../src/task/axes.ts';
import { parseYaml } from '../../src/task/parse-yaml.ts';
import { formatProblem, type Problem } from '../../src/base/problem.ts';
import type { TaskText } from '../../src/task/task-schema.ts';
import { taskFolder, taskText } from './task-folder.ts';

const { problems, task } = taskFolder();

/** The values of a range, as they are read from a file. */
function values(axis: string, range: string): unknown[] {
  const source = { file: 'f', text: `grid: { ${axis}: { ${range} } }` };
  const document = parseYaml(source);
  const { grid } = document.toJS() as { grid: TaskText['grid'] };
  const found: Problem[] = [];
  const [axes] = readAxes(grid, { path: '', source, document, overlays: new Map() }, found);
  if (found.length > 0) throw new Error(found.map(formatProblem).join());
  return [...axes![0]!.values];
}

test('a range has no float dust', () => {
  expect(values('temperature', 'from: 0, to: 1, step: 0.1')).toEqual([
    0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
  ]);
});

test('the end of a range is in it only if it is hit', () => {
  expect(values('temperature', 'from: 0, to: 1, step: 0.3')).toEqual([0, 0.3, 0.6, 0.9]);
  expect(values('temperature', 'from: 1, to: 0, step: -0.25')).toEqual([1, 0.75, 0.5, 0.25, 0]);
  expect(values('top_k', 'from: 5, to: 5, step: 2')).toEqual([5]);
  expect(values('min_p', 'from: 1e-7, to: 3e-7, step: 1e-7')).toEqual([1e-7, 2e-7, 3e-7]);
});

test('every value of a range is a short decimal between its ends, one step after the other', () => {
  const decimal = fc.tuple(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 0, max: 3 }));
  const steps = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 3 }));
  const written = ([digits, places]: [number, number]) => (digits / 10 ** places).toFixed(places);
  fc.assert(
    fc.property(decimal, decimal, steps, (start, end, size) => {
      const [from, to, step] = [written(start), written(end), written(size)];
      const down = Number(to) < Number(from);
      fc.pre(
        Math.abs(Number(to) - Number(from)) / Number(step) < 500 &&
          Math.abs(Number(to)) <= 2 &&
          Math.abs(Number(from)) <= 2,
      );
      const range = values(
        'presence_penalty',
        `from: ${from}, to: ${to}, step: ${down ? '-' : ''}${step}`,
      ) as number[];
      // In thousandths everything is a whole number.
      const [first, last, stride] = [from, to, step].map((text) =>
        Math.round(Number(text) * 1000),
      ) as [number, number, number];
      const expected = Array.from(
        { length: Math.floor(Math.abs(last - first) / stride) + 1 },
        (_, index) => Number(((first + (down ? -1 : 1) * index * stride) / 1000).toFixed(3)),
      );
      expect(range.map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
      expect(range.every((value) => String(value).length <= 6)).toBe(true);
    }),
  );
});

test('a range that yields nothing, or values that the axis does not take, is refused', async () => {
  const grid = [
    'grid:',
    '  - temperature: { from: 0, to: 1, step: 0 }',
    '    top_p: { from: 1, to: 0.5, step: 0.1 }',
    '    top_k: { from: 0, to: 100000, step: 1 }',
    '  - temperature: { from: 1, to: 3, step: 0.5 }',
    '    shots.count: { from: 0, to: 1, step: 0.5 }',
  ];
  expect(await problems(taskText(grid.join('\n')))).toMatchInlineSnapshot(`
    "error[bad-range]: temperature: a range with step 0 never ends
      --> task.yaml:6:18
      |
    6 |   - temperature: { from: 0, to: 1, step: 0 }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: for one value write a list: [1]

    error[bad-range]: top_p: a range from 1 to 0.5 cannot have step 0.1
      --> task.yaml:7:12
      |
    7 |     top_p: { from: 1, to: 0.5, step: 0.1 }
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: write step: -0.1

    error[bad-range]: top_k: a range of more than 10000 values
      --> task.yaml:8:12
      |
    8 |     top_k: { from: 0, to: 100000, step: 1 }
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: choose a larger step

    error[out-of-range]: temperature: a value of the range is 2.5, but must be at most 2
      --> task.yaml:9:18
      |
    9 |   - temperature: { from: 1, to: 3, step: 0.5 }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    error[wrong-type]: shots.count: a value of the range is 0.5, but must be a whole number
       --> task.yaml:10:18
       |
    10 |     shots.count: { from: 0, to: 1, step: 0.5 }
       |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
  `);
});

test('a grid without mappings is one point, a list is a union', async () => {
  expect((await task(taskText())).grid).toEqual([[]]);
  expect((await task(taskText('grid: {}'))).grid).toEqual([[]]);
  expect((await task(taskText('grid: [{ top_p: [1] }, {}]'))).grid).toEqual([
    [{ name: 'top_p', values: [1] }],
    [],
  ]);
});

test('a stop axis is a list of stops, each a text or a list', async () => {
  const { grid } = await task(taskText('grid: { stop: [a, [b, c], []] }'));
  expect(grid).toEqual([[{ name: 'stop', values: ['a', ['b', 'c'], []] }]]);
});
