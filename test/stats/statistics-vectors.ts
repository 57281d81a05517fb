// How the reference cases of ../shared/vectors/statistics.json are put to the functions.
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  hochberg,
  holm,
} from '../../src/stats/adjust-p.ts';
import { betaInterval, betaQuantile } from '../../src/stats/beta-quantile.ts';
import { bootstrapExact } from '../../src/stats/bootstrap.ts';
import { clopperPearson } from '../../src/stats/clopper-pearson.ts';
import { clusteredError, clusterSums } from '../../src/stats/clusters.ts';
import { friedman } from '../../src/stats/friedman.ts';
import type { Interval } from '../../src/stats/interval.ts';
import { maxT } from '../../src/stats/max-t.ts';
import { mcnemar, mcnemarChiSquare } from '../../src/stats/mcnemar.ts';
import { sampleVariance, standardError } from '../../src/stats/mean.ts';
import { agrestiMin, newcombe, type PairedTable } from '../../src/stats/newcombe.ts';
import { normalQuantile } from '../../src/stats/normal-quantile.ts';
import {
  detectableDifference,
  pairedPower,
  rowsForDifference,
  spreadOfDifferences,
} from '../../src/stats/power.ts';
import { purse } from '../../src/stats/purse.ts';
import { lowQuantile, quantile } from '../../src/stats/quantile.ts';
import { keptCells, scheduledCalls } from '../../src/stats/shrink-schedule.ts';
import { tInterval } from '../../src/stats/t-interval.ts';
import { tangoInterval, tangoTest } from '../../src/stats/tango.ts';
import { wilcoxonExact, wilcoxonNormal } from '../../src/stats/wilcoxon.ts';
import { wilson } from '../../src/stats/wilson.ts';

type Run = (input: never) => unknown;

type Rate = Record<'x' | 'n' | 'conf', number>;

type Miller = Record<
  'omega2' | 'sigmaA2' | 'sigmaB2' | 'KA' | 'KB' | 'n' | 'mde' | 'alpha' | 'power',
  number
>;

interface PurseInput extends Record<'h0' | 'alpha', number> {
  readonly d: readonly number[];
  readonly N: number | null;
}

interface ShrinkInput extends Record<'cells' | 'rows' | 'n0', number> {
  readonly at: readonly number[];
}

export const runs: Readonly<Record<string, Run>> = {
  wilson: ({ x, n, conf }: Rate) => bounds(wilson(x, n, conf)),
  clopperPearson: ({ x, n, conf }: Rate) => bounds(clopperPearson(x, n, conf)),
  betaInterval: ({ x, n, a, b, conf }: Rate & Record<'a' | 'b', number>) =>
    bounds(betaInterval(x, n, { a, b }, conf)),
  betaQuantile: ({ p, a, b }: { p: readonly number[]; a: number; b: number }) =>
    p.map((one) => betaQuantile(one, a, b)),
  tInterval: ({ x, conf }: { x: readonly number[]; conf: number }) => bounds(tInterval(x, conf)),
  normQuantile: ({ p }: { p: readonly number[] }) => p.map(normalQuantile),
  mcnemar: ({ b, c }: Record<'b' | 'c', number>) => {
    const counts = { aOnly: b, bOnly: c };
    const { exact, midP, worse } = mcnemar(counts);
    const { statistic, p } = mcnemarChiSquare(counts);
    const { statistic: chi2cc } = mcnemarChiSquare(counts, 1);
    return { exact, midp: midP, oneSidedWorse: worse, chi2: statistic, chi2cc, pChi2: p };
  },
  pairedBinaryDiff: ({ conf, ...table }: PairedTable & { conf: number }) => {
    const { aOnly, bOnly, both, neither } = table;
    const n = aOnly + bOnly + both + neither;
    return {
      diff: (aOnly - bOnly) / n,
      tango: bounds(tangoInterval({ aOnly, bOnly, n }, conf)),
      newcombe10: bounds(newcombe(table, conf)),
      agrestiMin: bounds(agrestiMin(table, conf)),
    };
  },
  tangoTest: ({ n, n12, n21, delta0 }: Record<'n' | 'n12' | 'n21' | 'delta0', number>) =>
    tangoTest({ n, aOnly: n12, bOnly: n21 }, delta0),
  pAdjust: ({ p }: { p: readonly number[] }) => ({
    bonferroni: bonferroni(p),
    holm: holm(p),
    bh: benjaminiHochberg(p),
    by: benjaminiYekutieli(p),
    hochberg: hochberg(p),
  }),
  wilcoxonSignedRank: ({ d }: { d: readonly number[] }) => {
    const { v, p } = wilcoxonExact(d);
    return {
      V: v,
      p,
      pExactMidranks: p,
      pNormal: wilcoxonNormal(d, false).p,
      pNormalCC: wilcoxonNormal(d).p,
    };
  },
  clusteredSE: ({ y, cluster }: Record<'y' | 'cluster', readonly number[]>) => {
    const { mean, cr0, cr1 } = clusteredError(y, cluster);
    return {
      mean,
      seNaive: standardError(y),
      seCR0: cr0,
      seCR1: cr1,
      seOfClusterMeans: standardError(clusterMeans(y, cluster)),
    };
  },
  sampleSize: (input: Miller) => rowsForDifference(spreadOf(input), input.mde, input),
  mde: (input: Miller) => detectableDifference(spreadOf(input), input.n, input),
  pairedPowerT: ({ sdDiff, n, delta, alpha }: Record<'sdDiff' | 'n' | 'delta' | 'alpha', number>) =>
    pairedPower(delta, sdDiff, n, alpha),
  bootstrapExact: ({ x }: { x: readonly number[] }) => {
    const { sorted, standardError: se } = bootstrapExact(x);
    const n = x.length;
    return {
      se,
      seClosedForm: Math.sqrt((sampleVariance(x) * (n - 1)) / n / n),
      q025type7: quantile(sorted, 0.025),
      q975type7: quantile(sorted, 0.975),
      q025type1: lowQuantile(sorted, 0.025),
      q975type1: lowQuantile(sorted, 0.975),
      nResamples: sorted.length,
    };
  },
  friedman: ({ rows }: { rows: readonly (readonly number[])[] }) => {
    const { chi2, freedom, p } = friedman(rows);
    return { chi2, df: freedom, p };
  },
  purse: ({ d, N, h0, alpha }: PurseInput) => {
    const options = { mean: h0, confidence: 1 - alpha, ...(N === null ? {} : { rows: N }) };
    const { wealth, sureAfter } = purse(d, options);
    return { wealth, droppedAfterRow: sureAfter ?? null };
  },
  shrinkSchedule: ({ cells, rows, n0, at }: ShrinkInput) => {
    const schedule = { cells, rows, until: n0 };
    const totalCalls = scheduledCalls(schedule);
    const keep = at.map((row) => keptCells(schedule, row));
    return { keep, totalCalls, fraction: totalCalls / (cells * rows) };
  },
  maxT: ({ diffs }: { diffs: readonly (readonly number[])[] }) => {
    const { t, p } = maxT(diffs, 1);
    return { t, pAdj: p };
  },
};

function bounds({ low, high }: Interval): [number, number] {
  return [low, high];
}

function clusterMeans(values: readonly number[], clusters: readonly number[]): Float64Array {
  const sizes = clusterSums(
    values.map(() => 1),
    clusters,
  );
  return clusterSums(values, clusters).map((sum, index) => sum / sizes[index]!);
}

function spreadOf({ omega2, sigmaA2, sigmaB2, KA, KB }: Miller): number {
  return spreadOfDifferences({
    difference: omega2,
    noise: [sigmaA2, sigmaB2],
    trials: [KA, KB],
  });
}
