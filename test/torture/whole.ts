// What a run of 400 requests must have come to, whatever happened to it.
import { expect } from 'vitest';
import { outcomeOf, resultsOf, runsIn, type Ended } from './session.ts';

export const rows = 40;
export const requests = 400;

/** How many results the journal of the only run in a folder holds. */
export async function countOf(folder: string): Promise<number> {
  return (await resultsOf(runsIn(folder)[0]!)).length;
}

/** Of the first run in the folder, unless another is named. */
export async function expectWhole(
  folder: string,
  { exit, err }: Ended,
  run = runsIn(folder)[0]!,
): Promise<void> {
  const names = (await resultsOf(run)).map(({ name }) => name);
  const { cells, gates, halted } = outcomeOf(run);
  expect({ exit, err, halted, results: names.length, distinct: new Set(names).size }).toEqual({
    exit: 1,
    err: '',
    halted: undefined,
    results: requests,
    distinct: requests,
  });
  // Row 0 is wrong, row 1 refused, each twice in every cell.
  expect(cells.map(({ n, answers, failed }) => ({ n, answers, failed }))).toEqual(
    Array.from({ length: 5 }, () => ({ n: 39, answers: 78, failed: 2 })),
  );
  expect(gates.map(({ passed }) => passed)).toEqual([false, false, false, false, false]);
}
