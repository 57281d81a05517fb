import { expect, test } from 'vitest';
import { estimateReport } from '../../src/report/estimate.ts';
import { cellsOf } from '../schedule/fixture.ts';

test('cells × rows × trials, the models, and the tokens', () => {
  const cells = cellsOf(
    { axes: { temperature: 0 } },
    { axes: { temperature: 1 }, settings: { model: 'together-inference:acme/m' } },
  );
  const size = { cells, rows: 1200, trials: 3, tokensIn: 123_456.7, tokensOut: 7200 };
  expect(estimateReport('reviews', size)).toMatchInlineSnapshot(`
    "reviews: ok
      2 cells × 1,200 rows × 3 trials = 7,200 requests to embedded, together-inference:acme/m
      about 123,457 tokens in, at most 7,200 out"
  `);
});

test('one of each, without max_tokens', () => {
  const size = { cells: cellsOf({}), rows: 1, trials: 1, tokensIn: 12, tokensOut: undefined };
  expect(estimateReport('reviews', size)).toMatchInlineSnapshot(`
    "reviews: ok
      1 cell × 1 row × 1 trial = 1 request to embedded
      about 12 tokens in, as many out as the model likes: max_tokens is not set"
  `);
});

test('a model whose name would act on the terminal is spelled out', () => {
  const cells = cellsOf({ settings: { model: 'x:\u001b[31m' } });
  const size = { cells, rows: 1, trials: 1, tokensIn: 12, tokensOut: 3 };
  expect(estimateReport('reviews', size).split('\n')[1]).toBe(
    '  1 cell × 1 row × 1 trial = 1 request to x:\\u{1b}[31m',
  );
});

test('what a race would take, and which difference so many rows show', () => {
  const cells = cellsOf(...Array.from({ length: 8 }, (_, index) => ({ axes: { top_k: index } })));
  const size = { cells, rows: 200, trials: 1, tokensIn: 100_000, tokensOut: 800, cost: 2 };
  const metric = { kind: 'binary', range: [0, 1] } as const;
  const race = { asked: false, budget: 1, holdout: 0, finalists: 1 };
  expect(estimateReport('reviews', size, { race, metric })).toMatchInlineSnapshot(`
    "reviews: ok
      8 cells × 200 rows × 1 trial = 1,600 requests to embedded
      about 100,000 tokens in, at most 800 out: at most 2.0000
      a race (--race) may be expected to take 48 to 63 % of that: 768 to 1,008 requests, 48,000 to 63,000 tokens in, at most 0.9600 to 1.2600
      two cells must differ by about 0.093 for 200 rows to show it (in 80 % of such runs)"
  `);
  const asked = { ...race, asked: true, budget: 0.25 };
  const graded = { kind: 'graded', range: [-1, 1] } as const;
  const lines = estimateReport('reviews', size, { race: asked, metric: graded }).split('\n');
  expect(lines.slice(3).join('\n')).toMatchInlineSnapshot(`
    "  the race may be expected to take 25 % of that: 400 requests, 25,000 tokens in, at most 0.5000
      two cells must differ by at most 0.186 for 200 rows to show it (in 80 % of such runs)"
  `);
});
