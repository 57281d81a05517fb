import { expect, test } from 'vitest';
import { formatProblem } from '../../src/base/problem.ts';
import { checkDrops, checkGateCells, gateCells } from '../../src/baseline/gate-cells.ts';
import type { Cell } from '../../src/grid/cells.ts';
import type { Gate } from '../../src/task/gate-schema.ts';
import { cellsOf } from '../schedule/fixture.ts';

const grid = cellsOf(
  ...[0, 0.4].flatMap((temperature) =>
    [0, 8, 16].map((count) => ({ axes: { temperature, 'shots.count': count } })),
  ),
);

function named(cells: Gate['cells'], among: readonly Cell[] = grid): string[] {
  const gate: Gate = { metric: 'accuracy', ...(cells === undefined ? {} : { cells }) };
  return gateCells(gate, among).map(({ name }) => name);
}

function problems(gate: Gate, cells: readonly Cell[] = grid): string {
  const at = { file: 'task.yaml', line: 9, column: 3, length: 8, text: '  accuracy: { min: 0.5 }' };
  return checkGateCells([gate], cells, () => at)
    .map(formatProblem)
    .join('\n\n');
}

test('every, best, and nothing said mean all cells', () => {
  const all = grid.map(({ name }) => name);
  expect([named('every'), named('best'), named(undefined)]).toEqual([all, all, all]);
});

test('by axes those cells that have all the values', () => {
  expect([
    named({ 'shots.count': 8 }),
    named({ 'shots.count': 8, temperature: 0.4 }),
    named({ 'shots.count': 4 }),
    named({}),
  ]).toEqual([['t=0 k=8', 't=0.4 k=8'], ['t=0.4 k=8'], [], grid.map(({ name }) => name)]);
});

test('an axis that the grid does not have is looked up in the settings', () => {
  expect([named({ model: 'embedded', 'shots.count': 0 }), named({ model: 'other' })]).toEqual([
    ['t=0 k=0', 't=0.4 k=0'],
    [],
  ]);
});

test('lists of stop strings are compared by what they hold', () => {
  const cells = cellsOf({ axes: { stop: ['\n', 'END'] } }, { axes: { stop: '\n' } });
  expect(named({ stop: ['\n', 'END'] }, cells)).toEqual(['stop=["\\n","END"]']);
});

test('a gate over several cells must say which', () => {
  expect(problems({ metric: 'accuracy', min: 0.5 })).toMatchInlineSnapshot(`
    "error[ambiguous-gate]: the gate on accuracy must say which of the 6 cells it means
      --> task.yaml:9:3
      |
    9 |   accuracy: { min: 0.5 }
      |   ^^^^^^^^
      = help: add cells: every, cells: best, or values of axes: cells: { shots.count: 8 }"
  `);
});

test('of one cell, or of a rate, a gate need not say anything', () => {
  expect([
    problems({ metric: 'accuracy', min: 0.5 }, cellsOf({})),
    problems({ metric: 'error_rate', max: 0 }),
    problems({ metric: 'truncated_rate', max: 0 }),
    problems({ metric: 'accuracy', min: 0.5, cells: 'best' }),
  ]).toEqual(['', '', '', '']);
});

test('a gate that names no cell is told which there are', () => {
  const gate = { metric: 'accuracy', min: 0.5, cells: { 'shots.count': 4 } };
  expect(problems(gate)).toMatchInlineSnapshot(`
    "error[ambiguous-gate]: the gate on accuracy names no cell of the grid
      --> task.yaml:9:3
      |
    9 |   accuracy: { min: 0.5 }
      |   ^^^^^^^^
      = help: the cells are t=0 k=0, t=0 k=8, t=0 k=16, t=0.4 k=0, t=0.4 k=8, …"
  `);
});

/** What is said of drops: `baseline` is the file that lacks. */
function drops(gate: Gate, baseline: string | undefined): string {
  const at = { file: 'task.yaml', line: 9, column: 3, length: 8, text: '  accuracy: { min: 0.5 }' };
  return checkDrops([gate], baseline, () => at)
    .map(formatProblem)
    .join('\n\n');
}

test('a drop without a baseline is a warning that says how to make one', () => {
  const gate = { metric: 'accuracy', max_drop: 0.01, cells: 'every' } as const;
  expect(drops(gate, 'evals/task.baseline.jsonl')).toMatchInlineSnapshot(`
    "warning[no-baseline]: max_drop of accuracy is not checked: there is no baseline evals/task.baseline.jsonl
      --> task.yaml:9:3
      |
    9 |   accuracy: { min: 0.5 }
      |   ^^^^^^^^
      = help: make one of a good run, and keep it in git: kshot accept"
  `);
  expect(drops(gate, undefined)).toBe('');
});

test('the drop of a rate is never checked', () => {
  const gate = { metric: 'error_rate', max_drop: 0.01 };
  expect(drops(gate, undefined)).toMatchInlineSnapshot(`
    "warning[no-baseline]: max_drop of error_rate is not checked: a baseline keeps scores only
      --> task.yaml:9:3
      |
    9 |   accuracy: { min: 0.5 }
      |   ^^^^^^^^
      = help: use max"
  `);
});

test('a gate without max_drop asks for no baseline', () => {
  expect(drops({ metric: 'accuracy', min: 0.5 }, 'evals/task.baseline.jsonl')).toBe('');
});
