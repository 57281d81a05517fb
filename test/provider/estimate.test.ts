import { expect, test } from 'vitest';
import type { Row } from '../../src/dataset/row.ts';
import { countTokens } from '../../src/embedded/model.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { estimate } from '../../src/provider/estimate.ts';
import type { Task } from '../../src/task/task.ts';
import { cellsOf, rowOf } from '../schedule/fixture.ts';

const template = { input: 'Word: {{word}}', output: '{{word}}', separator: '\n' };

function planOf(limits: readonly (number | undefined)[], trials = 1) {
  const cells = cellsOf(
    ...limits.map((limit) => ({
      settings: { params: limit === undefined ? {} : { max_tokens: limit } },
    })),
  );
  const dataset = { path: 'words.csv' };
  const task = { templates: { template }, trials, dataset } as unknown as Task;
  return makePlan(task, cells, []);
}

/** Rows of one word each; counts how many of them were read. */
function rowsOf(words: readonly string[]) {
  const seen = { read: 0 };
  async function* rows(): AsyncGenerator<Row> {
    for (const [index, word] of words.entries()) {
      seen.read += 1;
      yield rowOf(index, { word });
    }
  }
  return { rows: rows(), seen };
}

const unpriced = () => undefined;

test('the tokens of every cell and trial are counted', async () => {
  const words = ['one', 'two three', 'four five six'];
  const plan = planOf([10, 20], 3);
  const perCell = words.reduce((sum, word) => sum + countTokens(`Word: ${word}`), 0);
  expect(await estimate(plan, rowsOf(words).rows, 3, unpriced)).toEqual({
    cells: plan.cells,
    rows: 3,
    trials: 3,
    tokensIn: perCell * 2 * 3,
    tokensOut: (10 + 20) * 3 * 3,
  });
});

test('where a cell does not limit its answers there is no most', async () => {
  const { tokensOut } = await estimate(planOf([10, undefined]), rowsOf(['one']).rows, 1, unpriced);
  expect(tokensOut).toBeUndefined();
});

test('of many rows the first fifty stand for all', async () => {
  const words = [
    ...Array.from({ length: 50 }, () => 'one'),
    ...Array.from({ length: 950 }, () => ''),
  ];
  const { rows, seen } = rowsOf(words);
  const { tokensIn } = await estimate(planOf([1]), rows, 1000, unpriced);
  expect([tokensIn, seen.read < 100]).toEqual([1000 * countTokens('Word: one'), true]);
});

test('with a price for every model there is a cost, at most', async () => {
  const price = { input: 1_000_000, output: 10 };
  const priced = await estimate(planOf([100]), rowsOf(['one']).rows, 1, () => price);
  const tokensIn = countTokens('Word: one');
  expect([priced.tokensIn, priced.tokensOut, priced.cost]).toEqual([
    tokensIn,
    100,
    tokensIn + 0.001,
  ]);
});

test('without max_tokens there is no cost to tell', async () => {
  const price = { input: 1, output: 1 };
  const { cost } = await estimate(planOf([undefined]), rowsOf(['one']).rows, 1, () => price);
  expect(cost).toBeUndefined();
});
