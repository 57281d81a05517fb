import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { formatProblem } from '../../src/base/problem.ts';
import type { Row } from '../../src/dataset/row.ts';
import { checkRows } from '../../src/plan/check-rows.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { rowOf, rowsOf } from '../prompt/rows.ts';
import { planOf, stream } from './plan-of.ts';

async function problems(plan: Plan, rows: readonly Row[]): Promise<string> {
  const found = await checkRows(plan, stream(rows), resolve('rows.csv'));
  return `\n${found.map(formatProblem).join('\n\n')}\n`;
}

const pool = rowsOf({ a: 'ant -> x', b: 'bee -> y', c: 'ant -> z', d: 'dog -> x' });

test('rows that can be asked are no problem', async () => {
  expect(await problems(planOf({ 'shots.count': [0, 3] }, pool), rowsOf({ r: 'cow -> ' }))).toBe(
    '\n\n',
  );
});

test('a pool too small for one cell', async () => {
  const plan = planOf({ 'shots.count': [0, 2, 3] }, pool);
  expect(await problems(plan, pool)).toMatchInlineSnapshot(`
    "
    error[pool-too-small]: the pool has 2 shots for row a (rows.csv:2) and too few for 1 more row; the cell k=3 wants 3
      = help: a row is never among its own shots; lower the count, or name a larger file under shots.from
    "
  `);
});

test('a pool too small for several cells names them, and the row that has fewest', async () => {
  const plan = planOf({ 'shots.count': [0, 3, 5], temperature: [0, 0.5, 1] }, pool);
  expect(await problems(plan, pool)).toMatchInlineSnapshot(`
    "
    error[pool-too-small]: the pool has 2 shots for row a (rows.csv:2) and too few for 3 more rows; the 6 cells with shots.count 3 or 5 want more: k=3 t=0, k=3 t=0.5, k=3 t=1, k=5 t=0, k=5 t=0.5, …
      = help: a row is never among its own shots; lower the count, or name a larger file under shots.from
    "
  `);
});

test('a pool too small for every row without a grid', async () => {
  const shots = { count: 8, select: 'random', seed: 0, per: 'run' } as const;
  const twice = rowsOf({ r1: 'cow -> ', r2: 'elk -> ' });
  expect(await problems(planOf({}, pool, { shots }), twice)).toMatchInlineSnapshot(`
    "
    error[pool-too-small]: the pool has 4 shots for row r1 (rows.csv:2) and too few for 1 more row; the cell default wants 8
      = help: a row is never among its own shots; lower the count, or name a larger file under shots.from
    "
  `);
});

test('a pool too small for one template only', async () => {
  const templates = {
    whole: { input: '{{q}}', output: ' {{a}}', separator: '\n' },
    initial: { input: 'an animal', output: ' {{a}}', separator: '\n' },
  };
  const plan = planOf({ template: ['whole', 'initial'] }, pool, { templates });
  expect(await problems(plan, rowsOf({ r: 'cow -> ' }))).toMatchInlineSnapshot(`
    "
    error[pool-too-small]: the pool has 0 shots for row r (rows.csv:2); the cell template=initial wants 2
      = help: a row is never among its own shots; lower the count, or name a larger file under shots.from
    "
  `);
});

test('rows that lack a field of the template are told, the first five by name', async () => {
  const templates = { plain: { input: '{{lookup q "text"}}', output: ' {{a}}', separator: '\n' } };
  const nested = (text: object, index: number) =>
    rowOf({ q: { ...text }, a: '1' }, `k${index}`, index);
  const rows = [{ text: 'x' }, ...Array.from({ length: 7 }, () => ({}))].map(nested);
  const shots = { count: 0, select: 'random', seed: 0, per: 'run' } as const;
  expect(await problems(planOf({}, [], { templates, shots }), rows)).toMatchInlineSnapshot(`
    "
    error[render-failed]: row k1 (rows.csv:3) cannot be rendered: lookup: there is no field "text"

    error[render-failed]: row k2 (rows.csv:4) cannot be rendered: lookup: there is no field "text"

    error[render-failed]: row k3 (rows.csv:5) cannot be rendered: lookup: there is no field "text"

    error[render-failed]: row k4 (rows.csv:6) cannot be rendered: lookup: there is no field "text"

    error[render-failed]: row k5 (rows.csv:7) cannot be rendered: lookup: there is no field "text"

    error[more-problems]: 2 more rows cannot be rendered
    "
  `);
});

test('rows that make the prompt end in a blank are counted once, whatever the templates', async () => {
  const templates = {
    plain: { input: 'Q {{q}}', output: ' {{a}}', separator: '\n' },
    other: { input: '{{q}}', output: ' {{a}}', separator: '\n' },
    closed: { input: '{{q}}:', output: ' {{a}}', separator: '\n' },
  };
  const plan = planOf({ template: Object.keys(templates), 'shots.count': [0] }, pool, {
    templates,
  });
  const rows = ['cow', 'cow ', 'cow\t', 'cow\n', ' '].map((q, i) => rowOf({ q }, `r${i}`, i));
  expect(await problems(plan, rows)).toMatchInlineSnapshot(`
    "
    warning[blank-in-data]: 3 rows make the prompt end in a blank, because of the data
      = help: trim the column that ends the input
    "
  `);
  expect(await problems(plan, rows.slice(0, 2))).toMatchInlineSnapshot(`
    "
    warning[blank-in-data]: 1 row makes the prompt end in a blank, because of the data
      = help: trim the column that ends the input
    "
  `);
});
