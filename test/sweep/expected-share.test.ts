import { expect, test } from 'vitest';
import { expectedShare } from '../../src/sweep/expected-share.ts';

const race = { asked: true, budget: 1, holdout: 0, finalists: 1 };

function shares(rows: number, changes: Partial<typeof race> = {}): string {
  const { low, high } = expectedShare({ ...race, ...changes }, { cells: 24, rows });
  return `${rows}: ${low.toFixed(3)} to ${high.toFixed(3)}`;
}

test('more rows take a smaller share of the requests', () => {
  expect([10, 50, 60, 200, 300, 2000, 9999].map((rows) => shares(rows))).toMatchInlineSnapshot(`
    [
      "10: 0.800 to 0.840",
      "50: 0.800 to 0.840",
      "60: 0.763 to 0.811",
      "200: 0.480 to 0.630",
      "300: 0.396 to 0.568",
      "2000: 0.090 to 0.370",
      "9999: 0.090 to 0.370",
    ]
  `);
});

test('a budget is the most that is taken', () => {
  expect([50, 200, 2000].map((rows) => shares(rows, { budget: 0.4 }))).toMatchInlineSnapshot(`
    [
      "50: 0.400 to 0.400",
      "200: 0.400 to 0.400",
      "2000: 0.090 to 0.370",
    ]
  `);
});

test('what is held out is answered by few cells', () => {
  expect(shares(400, { holdout: 0.5, finalists: 3 })).toMatchInlineSnapshot(
    `"400: 0.302 to 0.378"`,
  );
});
