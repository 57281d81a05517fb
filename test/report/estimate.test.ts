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
