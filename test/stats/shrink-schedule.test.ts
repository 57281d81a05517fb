import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptCells, scheduledCalls, scheduleFor } from '../../src/stats/shrink-schedule.ts';

const grids = fc
  .record({
    cells: fc.integer({ min: 1, max: 60 }),
    rows: fc.integer({ min: 1, max: 300 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ cells, rows, share, from }) => {
    const seen = Math.floor(from * rows);
    return { cells, rows, seen, calls: Math.floor(share * cells * (rows - seen)) };
  });

test('the schedule keeps the budget, unless two cells alone are above it', () => {
  fc.assert(
    fc.property(grids, (left) => {
      const { rows, seen, calls, cells } = left;
      const planned = scheduledCalls(scheduleFor(left), seen);
      expect(planned).toBeLessThanOrEqual(Math.max(Math.min(2, cells) * (rows - seen), calls));
    }),
  );
});

test('the calls are the cells of each row, added up', () => {
  fc.assert(
    fc.property(grids, fc.integer({ min: 0, max: 3000 }), ({ cells, rows, seen }, tenths) => {
      fc.pre(cells >= 2);
      const schedule = { cells, rows, until: tenths / 10 };
      let calls = 0;
      for (let row = seen + 1; row <= rows; row += 1) calls += keptCells(schedule, row);
      expect(scheduledCalls(schedule, seen)).toBe(calls);
    }),
  );
});

test('there are never more cells than before, and never fewer than two', () => {
  fc.assert(
    fc.property(grids, (left) => {
      fc.pre(left.cells >= 2);
      const schedule = scheduleFor(left);
      const kept = Array.from({ length: left.rows }, (_, row) => keptCells(schedule, row + 1));
      expect(kept).toEqual(kept.toSorted((a, b) => b - a));
      expect(kept.at(-1)).toBeGreaterThanOrEqual(2);
      expect(kept[0]).toBeLessThanOrEqual(left.cells);
    }),
  );
});

test('a whole budget cuts nobody', () => {
  const schedule = scheduleFor({ cells: 24, rows: 200, seen: 0, calls: 4800 });
  expect(keptCells(schedule, 200)).toBe(24);
});

test('a third of 24 cells × 200 rows', () => {
  const schedule = scheduleFor({ cells: 24, rows: 200, seen: 0, calls: 1600 });
  expect([10, 20, 50, 100, 200].map((row) => keptCells(schedule, row))).toMatchInlineSnapshot(`
    [
      24,
      23,
      10,
      5,
      3,
    ]
  `);
  expect(scheduledCalls(schedule)).toMatchInlineSnapshot(`1600`);
});

test('what was saved keeps cells longer', () => {
  const kept = [500, 1000, 2000].map((calls) => {
    return keptCells(scheduleFor({ cells: 12, rows: 200, seen: 50, calls }), 50);
  });
  expect(kept).toMatchInlineSnapshot(`
    [
      7,
      12,
      12,
    ]
  `);
});
