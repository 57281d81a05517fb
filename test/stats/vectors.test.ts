import { expect, test } from 'vitest';
import { agrees, readVectors } from '../score/vector-file.ts';
import { runs } from './statistics-vectors.ts';

interface Case {
  readonly id: string;
  readonly fn: string;
  readonly input: never;
  readonly expected: unknown;
  readonly tol: number;
}

const file = readVectors('statistics.json') as { cases: readonly Case[] } | undefined;
const absent = '../shared/vectors/statistics.json is not there: the reference cases were not run';

function verdict({ id, fn, input, expected, tol }: Case): string {
  const run = runs[fn];
  if (!run) return id;
  return agrees(run(input), expected, tol) ? 'passed' : `${id} failed`;
}

test('every reference case of a function passes', ({ skip }) => {
  if (!file) skip(absent);
  const cases = file!.cases;
  const functions = [...new Set(cases.map(({ fn }) => fn))].toSorted();
  const lines = functions.map((fn) => {
    const verdicts = cases.filter((one) => one.fn === fn).map(verdict);
    const kinds = [...new Set(verdicts)].toSorted();
    const counts = kinds.map((kind) => verdicts.filter((one) => one === kind).length);
    return `${fn}: ${kinds.map((kind, i) => `${counts[i]} of ${verdicts.length} ${kind}`).join(', ')}`;
  });
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "betaInterval: 1 of 1 passed
    betaQuantile: 1 of 1 passed
    bootstrapExact: 1 of 1 passed
    clopperPearson: 3 of 3 passed
    clusteredSE: 2 of 2 passed
    friedman: 1 of 1 passed
    maxT: 1 of 1 passed
    mcnemar: 6 of 6 passed
    mde: 1 of 1 passed
    normQuantile: 1 of 1 passed
    pAdjust: 3 of 3 passed
    pairedBinaryDiff: 4 of 4 passed
    pairedPowerT: 1 of 1 passed
    purse: 2 of 2 passed
    sampleSize: 1 of 1 passed
    shrinkSchedule: 1 of 1 passed
    tInterval: 1 of 1 passed
    tangoTest: 3 of 3 passed
    wilcoxonSignedRank: 3 of 3 passed
    wilson: 5 of 5 passed"
  `);
});
