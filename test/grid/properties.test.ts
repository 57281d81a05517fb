import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandGrid } from '../../src/grid/cells.ts';
import { narrowCells } from '../../src/grid/narrow.ts';
import type { AxisName } from '../../src/task/grid-schema.ts';
import type { Axis } from '../../src/task/task.ts';
import { taskOf } from './grid-of.ts';

const stop = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
  fc.constantFrom('0.4', '–', '"–"', '["a"]', 'a b', 'a b=c', '\n'),
);
const valuesOf: Partial<Record<AxisName, fc.Arbitrary<unknown>>> = {
  temperature: fc.double({ min: 0, max: 2, noNaN: true }),
  max_tokens: fc.integer({ min: 1, max: 9 }),
  stop: fc.oneof(stop, fc.array(stop, { maxLength: 3 })),
  seed: fc.nat(5),
  'shots.count': fc.nat(4),
  'shots.select': fc.constantFrom('first', 'random', 'balanced', 'nearest'),
  'shots.order': fc.constantFrom('given', 'shuffled', 'similar-last', 'p0', 'p1'),
  'shots.seed': fc.nat(3),
};
const axis = (name: string): fc.Arbitrary<Axis> =>
  fc
    .array(valuesOf[name as AxisName]!, { minLength: 1, maxLength: 3 })
    .map((values) => ({ name: name as AxisName, values }));
const product = fc
  .uniqueArray(fc.constantFrom(...Object.keys(valuesOf)), { maxLength: 4 })
  .chain((names) => fc.tuple(...names.map(axis)));
const grids = fc.array(product, { minLength: 1, maxLength: 3 });

const idsOf = (grid: readonly (readonly Axis[])[]) =>
  expandGrid(taskOf(grid)).cells.map(({ id }) => id);

test('names and ids are unique, and either finds its cell', () => {
  fc.assert(
    fc.property(grids, (grid) => {
      const { cells } = expandGrid(taskOf(grid));
      expect(new Set(cells.map(({ name }) => name)).size).toBe(cells.length);
      expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
      for (const cell of cells) {
        expect(narrowCells(cells, cell.name)[0]!.id).toBe(cell.id);
        expect(narrowCells(cells, cell.id)[0]!.name).toBe(cell.name);
      }
    }),
  );
});

test('the ids do not depend on the order of the axes', () => {
  fc.assert(
    fc.property(product, (axes) => {
      expect(idsOf([axes.toReversed()]).toSorted()).toEqual(idsOf([axes]).toSorted());
    }),
  );
});

test('an axis that gains values keeps the ids of the cells there were', () => {
  fc.assert(
    fc.property(product, product, (axes, more) => {
      const extended = axes.map(({ name, values }) => {
        const gained = more.find((other) => other.name === name)?.values ?? [];
        return { name, values: [...gained, ...values] };
      });
      const after = new Set(idsOf([extended]));
      expect(idsOf([axes]).filter((id) => !after.has(id))).toEqual([]);
    }),
  );
});

test('a union keeps the cells of each of its products', () => {
  fc.assert(
    fc.property(grids, (grid) => {
      const apart = grid.flatMap((axes) => idsOf([axes]));
      expect(idsOf(grid)).toEqual([...new Set(apart)]);
    }),
  );
});

test('cells and merged cells together are the product', () => {
  fc.assert(
    fc.property(product, (axes) => {
      const { cells, warnings } = expandGrid(taskOf([axes]));
      const merged = Number(/^\d+/.exec(warnings[0]?.message ?? '0')![0]);
      expect(cells.length + merged).toBe(
        axes.reduce((size, { values }) => size * values.length, 1),
      );
    }),
  );
});
