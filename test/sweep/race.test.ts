import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { openRace, type RaceShape, type RaceStanding } from '../../src/sweep/race.ts';

const block = { rows: 5, answers: 32 };

type Grid = readonly (readonly number[])[];

interface Raced {
  readonly standing: RaceStanding;
  /** Which cells answered each block. */
  readonly blocks: readonly string[];
}

function race(grid: Grid, options: Partial<RaceShape> = {}): Raced {
  const rows = grid[0]!.length;
  const shape = {
    cells: grid.length,
    rows,
    confidence: 0.95,
    budget: 1,
    pinned: [],
    block,
    ...options,
  };
  const running = openRace(shape);
  const blocks: string[] = [];
  for (let next = running.next(), from = 0; next; next = running.next()) {
    const to = from + next.rows;
    blocks.push(`${next.rows} × ${next.cells.join(' ')}`);
    running.settle(next.cells.map((cell) => grid[cell]!.slice(from, to)));
    from = to;
  }
  return { standing: running.standing(), blocks };
}

/** Each cell is right in such a share of the rows, drawn anew. */
function drawn(rates: readonly number[], rows: number, ...seed: number[]): Grid {
  const random = seededRandom('race', ...seed);
  const easy = Array.from({ length: rows }, random);
  // Rows are easy or hard for all cells alike, half of the time.
  return rates.map((rate) => easy.map((row) => Number((random() < 0.5 ? row : random()) < rate)));
}

const states = ({ lanes }: RaceStanding) => lanes.map(({ state, rows }) => `${state} ${rows}`);

test('a cell that is always right leaves the others behind', () => {
  const grid = drawn([0.5, 0.5, 1, 0.5, 0.5, 0.5], 60, 1);
  const { standing, blocks } = race(grid);
  expect(blocks).toMatchInlineSnapshot(`
    [
      "6 × 0 1 2 3 4 5",
      "6 × 0 1 2 3 4 5",
      "6 × 0 1 2 3 4 5",
      "16 × 2 4",
    ]
  `);
  expect({ ...standing, lanes: states(standing) }).toMatchInlineSnapshot(`
    {
      "best": [
        2,
      ],
      "calls": 140,
      "ended": "decided",
      "lanes": [
        "beaten 18",
        "beaten 18",
        "in 34",
        "beaten 18",
        "beaten 34",
        "beaten 18",
      ],
      "leftOut": 0,
      "rows": 34,
    }
  `);
});

test('nobody is dropped before a cell has led at the end of a block', () => {
  const grid = [0, 1, 1, 1, 1, 1, 1].map((score) => Array.from({ length: 50 }, () => score));
  const { blocks, standing } = race(grid);
  // Five rows without a bet, then five that do not suffice: the purse holds 8.9 after them.
  const all = '5 × 0 1 2 3 4 5 6';
  expect(blocks.slice(0, 4)).toEqual([all, all, all, '6 × 1 2 3 4 5 6']);
  expect(standing.best).toEqual([1, 2, 3, 4, 5, 6]);
  expect(standing.ended).toBe('rows');
});

test('few cells answer many rows at once', () => {
  const grid = drawn([0.9, 0.2, 0.2, 0.2, 0.2, 0.85], 200, 3);
  const sizes = race(grid).blocks.map((block) => Number(block.split(' ')[0]));
  expect(sizes).toMatchInlineSnapshot(`
    [
      6,
      6,
      6,
      6,
      8,
      16,
      16,
      16,
      16,
      16,
      16,
    ]
  `);
});

test('a budget cuts the worst, and is never overdrawn', () => {
  const grid = drawn([0.5, 0.52, 0.54, 0.56, 0.58, 0.6], 100, 4);
  const { standing } = race(grid, { budget: 0.4 });
  expect(states(standing)).toMatchInlineSnapshot(`
    [
      "cut 12",
      "cut 12",
      "cut 12",
      "in 76",
      "cut 12",
      "beaten 76",
    ]
  `);
  expect(standing.calls).toBeLessThanOrEqual(240);
  const even = grid.map(() => grid[0]!);
  expect(race(even, { budget: 0.4 }).standing).toMatchObject({ calls: 240, ended: 'budget' });
});

test('a pinned cell stays to the end, although it is beaten', () => {
  const grid = drawn([0.1, 0.6, 0.9, 0.6, 0.6, 0.6], 100, 5);
  const { standing, blocks } = race(grid, { pinned: [0], budget: 0.7 });
  expect(states(standing)).toMatchInlineSnapshot(`
    [
      "beaten 67",
      "beaten 45",
      "in 67",
      "beaten 37",
      "beaten 67",
      "beaten 30",
    ]
  `);
  expect(blocks.every((block) => block.includes('× 0'))).toBe(true);
});

test('a row without a score of one cell counts for none', () => {
  const grid = drawn([0.4, 0.6, 0.9, 0.6, 0.6, 0.6], 60, 6);
  const holes = grid.map((scores, cell) =>
    scores.map((score, row) => (row % 7 === cell ? NaN : score)),
  );
  const cleared = grid.map((scores) => scores.map((score, row) => (row % 7 < 6 ? NaN : score)));
  const [some, every] = [race(holes).standing, race(cleared).standing];
  expect(some).toEqual(every);
  expect(some.leftOut).toMatchInlineSnapshot(`52`);
});

test('a score that is no share of 1 is refused', () => {
  expect(() => race([[0], [1], [2]])).toThrow('a score of 2 in a race');
});

const scores = fc.integer({ min: 0, max: 4 }).map((quarters) => quarters / 4);
const smallGrids = fc
  .record({ cells: fc.integer({ min: 2, max: 8 }), rows: fc.integer({ min: 1, max: 60 }) })
  .chain(({ cells, rows }) =>
    fc.array(fc.array(scores, { minLength: rows, maxLength: rows }), {
      minLength: cells,
      maxLength: cells,
    }),
  );

test('every race ends within its budget, with the best of what is left, and the same scores give the same race', () => {
  fc.assert(
    fc.property(smallGrids, fc.double({ min: 0.05, max: 1, noNaN: true }), (grid, budget) => {
      const first = race(grid, { budget });
      const { standing } = first;
      expect(standing.calls).toBeLessThanOrEqual(budget * grid.length * grid[0]!.length + 1e-9);
      expect(standing.ended).toBeDefined();
      const total = (cell: number) =>
        grid[cell]!.slice(0, standing.rows).reduce((sum, score) => sum + score, 0);
      const inside = standing.lanes.flatMap(({ state }, cell) => (state === 'in' ? [cell] : []));
      const most = Math.max(...inside.map(total));
      const best = inside.filter((cell) => total(cell) === most);
      expect(standing.best).toEqual(standing.rows > 0 ? best : []);
      expect(race(grid, { budget })).toEqual(first);
    }),
  );
});

test('the cell that all rows would have ranked first is dropped in at most 5 % of the races', () => {
  const runs = 300;
  let [wrong, calls] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const grid = drawn([0.7, 0.7, 0.7, 0.68, 0.66, 0.6, 0.5, 0.4], 100, 7, run);
    const totals = grid.map((ofCell) => ofCell.reduce((sum, score) => sum + score, 0));
    const most = Math.max(...totals);
    const { standing } = race(grid);
    calls += standing.calls / 800 / runs;
    if (standing.lanes.some(({ state }, cell) => state !== 'in' && totals[cell] === most))
      wrong += 1;
  }
  expect(wrong / runs).toBeLessThanOrEqual(0.05);
  expect(calls).toBeLessThan(0.9);
});
