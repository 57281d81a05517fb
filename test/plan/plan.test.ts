import { expect, test } from 'vitest';
import type { Row } from '../../src/dataset/row.ts';
import type { Cell } from '../../src/grid/cells.ts';
import { requestMaker } from '../../src/plan/plan.ts';
import { slotOf } from '../../src/plan/request.ts';
import { promptText } from '../../src/prompt/prompt.ts';
import { rowOf, rowsOf } from '../prompt/rows.ts';
import { allRequests, planOf } from './plan-of.ts';

const pool = rowsOf({ a: 'ant -> small', b: 'bear -> big', c: 'cat -> small', d: 'dog -> small' });
const rows = rowsOf({ r1: 'cow -> ', r2: 'cat -> ' });

test('a row is asked in every cell, and in every trial of it', () => {
  const plan = planOf({ 'shots.count': [0, 1], temperature: [0, 1] }, pool, { trials: 2 });
  const slots = allRequests(plan, rows).map(slotOf);
  expect(slots.toSorted((a, b) => a.row - b.row || a.cell - b.cell || a.trial - b.trial)).toEqual(
    [0, 1].flatMap((row) =>
      [0, 1, 2, 3].flatMap((cell) => [0, 1].map((trial) => ({ cell, row, trial }))),
    ),
  );
});

test('cells of one prompt follow each other row by row, and their prompts over all the rows', () => {
  const plan = planOf({ temperature: [0, 1], 'shots.count': [0, 1] }, pool, { trials: 2 });
  expect(plan.cells.map(({ settings }) => settings.shots.count)).toEqual([0, 1, 0, 1]);
  const slots = allRequests(plan, rows).map(slotOf);
  expect(slots).toEqual(
    [
      [0, 2],
      [1, 3],
    ].flatMap((cells) =>
      [0, 1].flatMap((row) =>
        cells.flatMap((cell) => [0, 1].map((trial) => ({ cell, row, trial }))),
      ),
    ),
  );
});

test('only what is wanted is made out, and no prompt for a row of which nothing is', () => {
  const unreadable = rowOf({}, 'r3', 2);
  const plan = planOf({ temperature: [0, 1] }, pool, { trials: 2 });
  expect(() => allRequests(plan, [unreadable])).toThrow(
    'the template uses a field that is not there',
  );
  const wanted = ({ index }: Cell, row: Row, trial: number) =>
    row.key !== 'r3' && index + trial === 1;
  expect([...requestMaker(plan)([...rows, unreadable], wanted)].map(slotOf)).toEqual([
    { cell: 0, row: 0, trial: 1 },
    { cell: 1, row: 0, trial: 0 },
    { cell: 0, row: 1, trial: 1 },
    { cell: 1, row: 1, trial: 0 },
  ]);
});

test('cells that differ in parameters alone share one prompt', () => {
  const axes = { temperature: [0, 1], 'shots.count': [0, 2], stop: ['x', 'y'] };
  const requests = allRequests(planOf(axes, pool, { trials: 3 }), rows.slice(0, 1));
  expect(requests).toHaveLength(24);
  const prompts = new Set(requests.map(({ prompt }) => prompt));
  expect(Array.from(prompts, promptText)).toMatchInlineSnapshot(`
    [
      "cow",
      "ant small
    bear big
    cow",
    ]
  `);
});

test('every template renders rows and shots its own way', () => {
  const templates = {
    plain: { input: '{{q}}', output: ' {{a}}', separator: '\n' },
    marked: { instruction: 'I', input: 'Q {{q}}', output: ' A {{a}}', separator: ' / ' },
  };
  const plan = planOf({ template: ['marked', 'plain'] }, pool, { templates });
  const texts = allRequests(plan, rows.slice(1)).map(({ prompt }) => promptText(prompt));
  expect(texts).toMatchInlineSnapshot(`
    [
      "I / Q ant A small / Q bear A big / Q cat",
      "ant small
    bear big
    cat",
    ]
  `);
});

test('templates that no cell uses are not rendered', () => {
  const templates = {
    plain: { input: '{{q}}', output: ' {{a}}', separator: '\n' },
    broken: { input: '{{missing.field}}', output: ' {{a}}', separator: '\n' },
  };
  expect(Object.keys(planOf({ template: ['plain'] }, pool, { templates }).makers)).toEqual([
    'plain',
  ]);
});

test('a prompt tells the keys of its shots in their order', () => {
  const shots = { count: 3, select: 'first', seed: 0, per: 'run', order: 'p0' } as const;
  const prompts = allRequests(planOf({}, pool, { shots }), rows).map(({ prompt }) => prompt);
  expect(prompts.map((prompt) => [prompt.shots.join(' '), promptText(prompt)]))
    .toMatchInlineSnapshot(`
    [
      [
        "a b c",
        "ant small
    bear big
    cat small
    cow",
      ],
      [
        "d a b",
        "dog small
    ant small
    bear big
    cat",
      ],
    ]
  `);
});

test('a row of the pool that lacks a field is told with its place', () => {
  const templates = { plain: { input: '{{lookup q "text"}}', output: ' {{a}}', separator: '\n' } };
  const nested = [{ text: 'x' }, { txt: 'y' }].map((q, i) => rowOf({ q, a: '1' }, `k${i}`, i));
  expect(() => planOf({}, nested, { templates })).toThrowErrorMatchingInlineSnapshot(
    `[UserError: error[render-failed]: row k1 (rows.csv:3) cannot be rendered: lookup: there is no field "text"]`,
  );
});

test('where shots are left out to fit, cells that leave other room have prompts of their own', () => {
  const shots = { count: 2, select: 'first', seed: 0, per: 'run' } as const;
  const plan = planOf({ max_tokens: [1, 9], temperature: [0, 1] }, pool, { shots });
  const fits = ({ shots: own }: { shots: readonly string[] }, { settings }: Cell) =>
    own.length < (settings.params.max_tokens ?? 0);
  const requests = allRequests({ ...plan, fit: { fits, drop: true } }, rows.slice(0, 1));
  expect(
    requests.map(({ cell, prompt }) => [cell.settings.params.max_tokens, prompt.shots.join(' ')]),
  ).toEqual([
    [1, ''],
    [1, ''],
    [9, 'a b'],
    [9, 'a b'],
  ]);
});

test('where one prompt is kept in mind and every row has shots of its own, its prompts follow each other', () => {
  const plan = planOf({ 'shots.count': [0, 1, 2], 'shots.select': ['nearest'] }, pool);
  const order = (oneAfterTheOther: boolean) =>
    allRequests({ ...plan, oneAfterTheOther }, rows).map(
      ({ cell, row }) => `row ${row.index}, ${cell.settings.shots.count} shots`,
    );
  // Without shots there is nothing of one's own.
  expect([order(true), order(false)]).toEqual([
    [
      'row 0, 0 shots',
      'row 1, 0 shots',
      'row 0, 1 shots',
      'row 0, 2 shots',
      'row 1, 1 shots',
      'row 1, 2 shots',
    ],
    [
      'row 0, 0 shots',
      'row 1, 0 shots',
      'row 0, 1 shots',
      'row 1, 1 shots',
      'row 0, 2 shots',
      'row 1, 2 shots',
    ],
  ]);
});
