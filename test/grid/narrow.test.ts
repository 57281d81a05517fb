import { expect, test } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { expandGrid } from '../../src/grid/cells.ts';
import { narrowCells } from '../../src/grid/narrow.ts';
import { taskOf } from './grid-of.ts';

const { cells } = expandGrid(taskOf([[{ name: 'shots.count', values: [1, 2, 3, 4, 5, 6] }]]));

function complaint(wanted: string, among = cells): string {
  try {
    narrowCells(among, wanted);
  } catch (error) {
    if (error instanceof UserError) return error.message;
  }
  throw new Error('expected a UserError');
}

test('nothing wanted keeps all cells', () => {
  expect(narrowCells(cells, undefined)).toBe(cells);
});

test('a cell is found by name or id, and is then the first', () => {
  const [found] = narrowCells(cells, 'k=3');
  expect(found).toEqual({ ...cells[2], index: 0 });
  expect(narrowCells(cells, cells[2]!.id)).toEqual([found]);
});

test('a misspelt name is told what it may have meant', () => {
  expect(complaint('k=33')).toMatchInlineSnapshot(`
    "error[unknown-cell]: no cell is named "k=33"
      = help: did you mean "k=3"?"
  `);
  expect(complaint('temperature=1')).toMatchInlineSnapshot(`
    "error[unknown-cell]: no cell is named "temperature=1"
      = help: there are k=1, k=2, k=3, k=4, k=5, …"
  `);
  expect(complaint('temperature=1', cells.slice(0, 2))).toMatchInlineSnapshot(`
    "error[unknown-cell]: no cell is named "temperature=1"
      = help: there are k=1, k=2"
  `);
});

test('a name whose parts stand in another order is told the order', () => {
  const axes = [
    { name: 'shots.count' as const, values: [1, 2, 4, 8] },
    { name: 'shots.select' as const, values: ['first', 'random', 'nearest'] },
  ];
  const grid = expandGrid(taskOf([axes]));
  expect(complaint('select=nearest k=8', grid.cells)).toMatchInlineSnapshot(`
    "error[unknown-cell]: no cell is named "select=nearest k=8"
      = help: did you mean "k=8 select=nearest"?"
  `);
});
