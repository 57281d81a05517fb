import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marginalMeans, varianceShares } from '../../src/stats/variance-shares.ts';

/** Two axes of two values: a0b0, a0b1, a1b0, a1b1. */
const square = [
  [0, 0, 1, 1],
  [0, 1, 0, 1],
] as const;

test('the sums of squares of two rows in four cells, by hand', () => {
  // Cells 1, 3, 5, 11 around 5; rows 4 and 6. Main effects -3, 3 and -2, 2; together 1, -1, -1, 1; rows by cells 1, -1, 0, 0 and back.
  const scores = [
    [1, 1],
    [1, 5],
    [4, 6],
    [10, 12],
  ];
  // Within rows: 8 * 9 = 72, 8 * 4 = 32, 8 * 1 = 8, and 4 * 1 = 4 of single rows; between rows 8 * 1 = 8.
  const shares = varianceShares({ axes: square, scores })!;
  expect(shares.axes[0]).toBeCloseTo(72 / 116, 12);
  expect(shares.axes[1]).toBeCloseTo(32 / 116, 12);
  expect(shares.interactions).toBeCloseTo(8 / 116, 12);
  expect(shares.residual).toBeCloseTo(4 / 116, 12);
  expect(shares.rows).toBeCloseTo(8 / 124, 12);
});

test('what one axis alone decides is all its own', () => {
  const scores = [
    [0, 1],
    [0, 1],
    [1, 2],
    [1, 2],
  ];
  expect(varianceShares({ axes: square, scores })).toEqual({
    axes: [1, 0],
    interactions: 0,
    residual: 0,
    rows: 0.5,
  });
});

test('where every row scores alike in all cells there is nothing to share out', () => {
  const scores = square[0].map(() => [0, 1, 1]);
  expect(varianceShares({ axes: square, scores })).toBeUndefined();
});

const score = fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8);
const designs = fc
  .tuple(
    fc.integer({ min: 2, max: 3 }),
    fc.integer({ min: 2, max: 4 }),
    fc.integer({ min: 1, max: 6 }),
  )
  .chain(([a, b, rows]) => {
    const cells = Array.from({ length: a * b }, (_, cell) => cell);
    const axes = [cells.map((cell) => Math.floor(cell / b)), cells.map((cell) => cell % b)];
    const list = fc.array(score, { minLength: rows, maxLength: rows });
    return fc.record({
      axes: fc.constant(axes),
      scores: fc.array(list, { minLength: a * b, maxLength: a * b }),
      constants: list,
    });
  });

test('shares add up to 1, and none is negative', () => {
  fc.assert(
    fc.property(designs, (design) => {
      const shares = varianceShares(design);
      if (!shares) return;
      const all = [...shares.axes, shares.interactions, shares.residual];
      expect(all.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
      expect(Math.min(...all, shares.rows)).toBeGreaterThanOrEqual(0);
      expect(shares.rows).toBeLessThanOrEqual(1);
    }),
  );
});

test('a constant added to a row changes no share of an axis', () => {
  fc.assert(
    fc.property(designs, ({ axes, scores, constants }) => {
      const moved = scores.map((ofCell) => ofCell.map((one, row) => one + 8 * constants[row]!));
      const [before, after] = [scores, moved].map((each) => {
        const shares = varianceShares({ axes, scores: each });
        return shares ? [...shares.axes, shares.interactions, shares.residual] : [];
      });
      expect(after).toHaveLength(before!.length);
      for (const [index, share] of before!.entries()) expect(after![index]).toBeCloseTo(share, 9);
    }),
  );
});

test('cells that are no full product are refused', () => {
  const scores = [[1], [2], [3]];
  expect(() =>
    varianceShares({
      axes: [
        [0, 0, 1],
        [0, 1, 0],
      ],
      scores,
    }),
  ).toThrow('3 cells are no full product of 4');
  expect(() => varianceShares({ axes: [[0, 1]], scores: [[1], [1, 2]] })).toThrow(
    'every cell must have the same rows',
  );
});

test('the mean of a value is that over all its cells', () => {
  expect(marginalMeans([1, 0, 1, 0], [1, 2, 3, 6])).toEqual([4, 2]);
});
