import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptCells, scheduledCalls, scheduleFor } from '../../src/stats/shrink-schedule.ts';

const grids = fc.record({
  cells: fc.integer({ min: 2, max: 60 }),
  rows: fc.integer({ min: 1, max: 300 }),
  budget: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

test('the schedule keeps the budget, unless two cells alone are above it', () => {
  fc.assert(
    fc.property(grids, ({ cells, rows, budget }) => {
      const calls = scheduledCalls(scheduleFor(cells, rows, budget));
      expect(calls).toBeLessThanOrEqual(Math.max(2 * rows, budget * cells * rows + 1e-9));
    }),
  );
});

test('there are never more cells than before, and never fewer than two', () => {
  fc.assert(
    fc.property(grids, ({ cells, rows, budget }) => {
      const schedule = scheduleFor(cells, rows, budget);
      const kept = Array.from({ length: rows }, (_, row) => keptCells(schedule, row + 1));
      expect(kept).toEqual(kept.toSorted((a, b) => b - a));
      expect(kept.at(-1)).toBeGreaterThanOrEqual(2);
      expect(kept[0]).toBeLessThanOrEqual(cells);
    }),
  );
});

test('a whole budget cuts nobody', () => {
  expect(scheduleFor(24, 200, 1).until).toBe(200);
});

test('a third of 24 cells × 200 rows', () => {
  const schedule = scheduleFor(24, 200, 1 / 3);
  expect([10, 20, 50, 100, 200].map((row) => keptCells(schedule, row))).toMatchInlineSnapshot(`
    [
      24,
      23,
      10,
      5,
      3,
    ]
  `);
  expect(scheduledCalls(schedule) / 4800).toMatchInlineSnapshot(`0.3333333333333333`);
});
