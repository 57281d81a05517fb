import { expect, test } from 'vitest';
import { sweepEstimate } from '../../src/report/sweep-estimate.ts';
import { cellsOf } from '../schedule/fixture.ts';

const cells = cellsOf(...Array.from({ length: 8 }, (_, index) => ({ axes: { top_k: index } })));
const size = { cells, rows: 200, trials: 1, tokensIn: 100_000, tokensOut: 800, cost: 2 };
const binary = { name: 'm', better: 'higher', kind: 'binary', range: [0, 1] } as const;
const race = { asked: false, budget: 1, holdout: 0, finalists: 1 };

test('what a race would take, and which difference so many rows show', () => {
  expect(sweepEstimate(size, race, binary).join('\n')).toMatchInlineSnapshot(`
    "  a race (--race) may be expected to take 48 to 63 % of that: 768 to 1,008 requests, 48,000 to 63,000 tokens in, at most 0.9600 to 1.2600
      two cells must differ by about 0.093 for 200 rows to show it (in 80 % of such runs)"
  `);
});

test('a race that is asked for takes no more than its budget, and graded scores show smaller differences', () => {
  const asked = { ...race, asked: true, budget: 0.25 };
  const graded = { ...binary, kind: 'graded', range: [-1, 1] } as const;
  expect(sweepEstimate(size, asked, graded).join('\n')).toMatchInlineSnapshot(`
    "  the race may be expected to take 25 % of that: 400 requests, 25,000 tokens in, at most 0.5000
      two cells must differ by at most 0.186 for 200 rows to show it (in 80 % of such runs)"
  `);
});

test('nothing is told where cells cannot race and scores have no most', () => {
  expect(sweepEstimate(size, undefined, { ...binary, range: [0, null] })).toEqual([]);
  expect(sweepEstimate({ ...size, cells: cells.slice(0, 1) }, undefined, binary)).toEqual([]);
});
