import { expect, test } from 'vitest';
import { normalQuantile } from '../../src/stats/normal-quantile.ts';
import { quantile } from '../../src/stats/quantile.ts';
import { tInterval } from '../../src/stats/t-interval.ts';
import { wilson } from '../../src/stats/wilson.ts';
import { agrees, readVectors } from '../score/vector-file.ts';

interface Case {
  readonly id: string;
  readonly fn: string;
  readonly input: never;
  readonly expected: unknown;
  readonly tol: number;
}

type Run = (input: never) => unknown;

const runs: Readonly<Record<string, Run>> = {
  wilson: ({ x, n, conf }: Record<'x' | 'n' | 'conf', number>) => {
    const { low, high } = wilson(x, n, conf);
    return [low, high];
  },
  tInterval: ({ x, conf }: { x: readonly number[]; conf: number }) => {
    const { low, high } = tInterval(x, conf);
    return [low, high];
  },
  normQuantile: ({ p }: { p: readonly number[] }) => p.map(normalQuantile),
};

const later = [
  'clopperPearson',
  'betaInterval',
  'betaQuantile',
  'mcnemar',
  'pairedBinaryDiff',
  'tangoTest',
  'pAdjust',
  'wilcoxonSignedRank',
  'clusteredSE',
  'sampleSize',
  'mde',
  'pairedPowerT',
  'bootstrapExact',
  'friedman',
  'maxT',
  'purse',
  'shrinkSchedule',
];

const file = readVectors('statistics.json') as { cases: readonly Case[] } | undefined;
const absent = '../shared/vectors/statistics.json is not there: the reference cases were not run';

function verdict({ id, fn, input, expected, tol }: Case): string {
  const run = runs[fn];
  if (!run) return later.includes(fn) ? 'later' : id;
  return agrees(run(input), expected, tol) ? 'passed' : `${id} failed`;
}

test('every reference case of a function passes or waits for its issue', ({ skip }) => {
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
    "betaInterval: 1 of 1 later
    betaQuantile: 1 of 1 later
    bootstrapExact: 1 of 1 later
    clopperPearson: 3 of 3 later
    clusteredSE: 2 of 2 later
    friedman: 1 of 1 later
    maxT: 1 of 1 later
    mcnemar: 6 of 6 later
    mde: 1 of 1 later
    normQuantile: 1 of 1 passed
    pAdjust: 3 of 3 later
    pairedBinaryDiff: 4 of 4 later
    pairedPowerT: 1 of 1 later
    purse: 2 of 2 later
    sampleSize: 1 of 1 later
    shrinkSchedule: 1 of 1 later
    tInterval: 1 of 1 passed
    tangoTest: 3 of 3 later
    wilcoxonSignedRank: 3 of 3 later
    wilson: 5 of 5 passed"
  `);
});

test('quantiles of all 256 resamples of four values are those of R type 7', ({ skip }) => {
  if (!file) skip(absent);
  const found = file!.cases.find(({ fn }) => fn === 'bootstrapExact')!;
  const { x } = found.input as { x: readonly number[] };
  const means = x.flatMap((a) =>
    x.flatMap((b) => x.flatMap((c) => x.map((d) => (a + b + c + d) / 4))),
  );
  const { q025type7, q975type7 } = found.expected as Record<string, number>;
  expect([quantile(means, 0.025), quantile(means, 0.975)]).toEqual([q025type7, q975type7]);
});
