import { expect, test } from 'vitest';
import { locate } from '../../src/base/location.ts';
import { formatProblem } from '../../src/base/problem.ts';
import type { Row } from '../../src/dataset/row.ts';
import { checkStops } from '../../src/plan/check-stops.ts';
import type { Task } from '../../src/task/task.ts';
import { rowsOf } from '../prompt/rows.ts';
import { planOf, type Axes } from './plan-of.ts';

const at = locate({ file: 'task.yaml', text: 'stop: "."\n' }, 6, 9);

function problems(axes: Axes, pool: readonly Row[], more: Partial<Task> = {}): string {
  const found = checkStops(planOf(axes, pool, more), () => at);
  return `\n${found.map(formatProblem).join('\n\n')}\n`;
}

const pool = rowsOf({
  a: 'ant -> One.',
  b: 'bee -> Two. Three',
  c: 'cat -> Four',
  d: 'dog -> 5.6',
});
const first = { count: 2, select: 'first', seed: 0, per: 'run' } as const;

test('a stop string inside the answer of a shot is an error', () => {
  expect(problems({ stop: ['.'] }, pool, { shots: first })).toMatchInlineSnapshot(`
    "
    error[stop-in-shot]: the stop string "." occurs in the answer of shot a (line 2) and 1 more
      --> task.yaml:1:7
      |
    1 | stop: "."
      |       ^^^
      = help: choose a stop string that no answer holds, or other shots
    "
  `);
});

test('it is told once, not once a cell', () => {
  const axes = { stop: ['.', ['.', '!']], temperature: [0, 1], 'shots.count': [0, 2] };
  const text = problems(axes, pool, { shots: first });
  expect(text.match(/error\[/g)).toHaveLength(1);
});

test('a stop string that no answer holds is fine, and so is one in an answer that is no shot', () => {
  expect(problems({ stop: ['\n', 'Input:'] }, pool, { shots: first })).toBe('\n\n');
  const from = { path: '/pool.csv', where: {}, seed: 0 };
  expect(problems({ stop: ['5'] }, pool, { shots: { ...first, from } })).toBe('\n\n');
});

test('a stop string in an answer is fine where there are no shots', () => {
  expect(problems({ stop: ['.'], 'shots.count': [0] }, pool)).toBe('\n\n');
});

test('a blank stop string that ends the answer teaches when to stop', () => {
  const templates = { plain: { input: '{{q}}', output: ' {{a}}\n', separator: '' } };
  expect(problems({ stop: ['\n'] }, pool, { templates, shots: first })).toBe('\n\n');
});

test('a stop string before the answer is an error', () => {
  const templates = { plain: { input: '{{q}}', output: '\n{{a}}', separator: '\n\n' } };
  expect(problems({ stop: ['\n'] }, pool, { templates, shots: first })).toMatchInlineSnapshot(`
    "
    error[stop-in-shot]: the stop string "\\n" occurs in the answer of shot a (line 2) and 2 more
      --> task.yaml:1:7
      |
    1 | stop: "."
      |       ^^^
      = help: choose a stop string that no answer holds, or other shots
    "
  `);
});

test('where rows have shots of their own the whole pool counts', () => {
  const shots = { ...first, select: 'nearest' } as const;
  expect(problems({ stop: ['5'] }, pool, { shots })).toMatchInlineSnapshot(`
    "
    error[stop-in-shot]: the stop string "5" occurs in the answer of shot d (line 5)
      --> task.yaml:1:7
      |
    1 | stop: "."
      |       ^^^
      = help: choose a stop string that no answer holds, or other shots
    "
  `);
  expect(problems({ stop: ['5'] }, pool, { shots: { ...first, select: 'random', per: 'row' } }))
    .toMatchInlineSnapshot(`
    "
    error[stop-in-shot]: the stop string "5" occurs in the answer of shot d (line 5)
      --> task.yaml:1:7
      |
    1 | stop: "."
      |       ^^^
      = help: choose a stop string that no answer holds, or other shots
    "
  `);
});

test('where shots are rows of the data set, those that stand in for a row itself count', () => {
  const standIn = rowsOf({ a: 'ant -> 1', b: 'bee -> 2', c: 'cat -> 3.', d: 'dog -> 4!' });
  expect(problems({ stop: ['.'] }, standIn, { shots: first })).toMatchInlineSnapshot(`
    "
    error[stop-in-shot]: the stop string "." occurs in the answer of shot c (line 4)
      --> task.yaml:1:7
      |
    1 | stop: "."
      |       ^^^
      = help: choose a stop string that no answer holds, or other shots
    "
  `);
  expect(problems({ stop: ['!'] }, standIn, { shots: first })).toBe('\n\n');
});

test('a stop string in what every prompt ends with is a warning', () => {
  const templates = { plain: { input: 'Text: {{q}}\nAnswer:', output: ' {{a}}', separator: '\n' } };
  expect(problems({ stop: [':', ['wer:', '\n']] }, pool, { templates, shots: first }))
    .toMatchInlineSnapshot(`
    "
    warning[stop-in-input]: the stop string ":" is part of "Answer:", which every prompt ends with
      --> task.yaml:1:7
      |
    1 | stop: "."
      |       ^^^
      = help: some servers cut there at once

    warning[stop-in-input]: the stop string "wer:" is part of "Answer:", which every prompt ends with
      --> task.yaml:1:7
      |
    1 | stop: "."
      |       ^^^
      = help: some servers cut there at once
    "
  `);
});

test('a stop string elsewhere in the prompt is none', () => {
  const templates = { plain: { input: 'Text: {{q}}\nAnswer', output: ' {{a}}', separator: '\n' } };
  expect(
    problems({ stop: [':', 'Text:', '\n'] }, pool.slice(2, 3), {
      templates,
      shots: { ...first, count: 1 },
    }),
  ).toBe('\n\n');
});

const plain = { input: 'Q: {{q}}\nA:', output: ' {{a}}', separator: '\n\n', stop: '\n' };
const bars = { ...plain, separator: ' | ' };
const templates = { plain, 'plain · bars': bars, 'plain · stopped': { ...bars, stop: ' |' } };

test('a format in which no stop string follows the answer makes models write on', () => {
  const axes = { format: ['plain', 'bars', 'stopped'], 'shots.count': [0, 2] };
  const few = rowsOf({ a: 'ant -> One', b: 'bee -> Two' });
  expect(problems(axes, few, { templates, shots: first })).toMatchInlineSnapshot(`
    "
    warning[answer-runs-on]: in the format bars an answer is followed by " | Q: {{q}}\\nA:", where no stop string is: models will write on
      --> task.yaml:1:7
      |
    1 | stop: "."
      |       ^^^
      = help: give the format a stop of its own: { separator: " | ", stop: " |" }
    "
  `);
  expect(problems(axes, few, { templates, shots: first, mode: 'chat' })).toBe('\n\n');
  expect(problems(axes, few, { templates, shots: first, params: { stop: ['Q:'] } })).toBe('\n\n');
});
