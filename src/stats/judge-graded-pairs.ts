import { clusteredError, clusterSums, type Clusters } from './clusters.ts';
import { upperProbability, type Interval } from './interval.ts';
import { mean, standardError } from './mean.ts';
import type { IntervalMethod, PairJudgement, PairSettings, TestMethod } from './pair-judgement.ts';
import { unseenInterval } from './unseen-interval.ts';
import { signFlip } from './sign-flip.ts';
import { studentQuantile, upperTail } from './student-t.ts';

/** What is drawn independently: rows, or clusters of them. */
interface Units {
  readonly gain: number;
  readonly standardError: number;
  readonly count: number;
  /** What gets random signs. */
  readonly flipped: Float64Array;
  readonly intervalMethod: IntervalMethod;
  readonly testMethod: TestMethod;
}

/** Student's interval of the mean gain with the sign-flip test; over clusters where there are some. */
export function judgeGradedPairs(
  gains: Float64Array,
  clusters: Clusters | undefined,
  settings: PairSettings,
): PairJudgement {
  const units = clusters ? clusterUnits(gains, clusters) : rowUnits(gains);
  const { gain, standardError: error, count, intervalMethod, testMethod } = units;
  const { p, pLess, pGreater } = signFlip(units.flipped, settings.seed);
  const hasSpread = error > 0;
  return {
    ...(hasSpread ? studentInterval(units, settings) : unseen(units, settings)),
    p,
    pWorse: pLess,
    pBetter: pGreater,
    standardError: error,
    intervalMethod: hasSpread ? intervalMethod : 'no-spread',
    testMethod,
    pShortBy: (margin) =>
      hasSpread
        ? tailAbove((gain + margin) / error, count - 1)
        : chanceUnseen(gain + margin, gain + settings.most, count),
  };
}

function rowUnits(gains: Float64Array): Units {
  return {
    gain: mean(gains),
    standardError: gains.length > 1 ? withoutDust(standardError(gains), gains) : 0,
    count: gains.length,
    flipped: gains,
    intervalMethod: 't',
    testMethod: 'sign-flip',
  };
}

function clusterUnits(gains: Float64Array, clusters: Clusters): Units {
  const flipped = clusterSums(gains, clusters);
  const count = flipped.length;
  return {
    gain: mean(gains),
    standardError: count > 1 ? withoutDust(clusteredError(gains, clusters).cr1, gains) : 0,
    count,
    flipped,
    intervalMethod: 'clustered-t',
    testMethod: 'cluster-sign-flip',
  };
}

/** Gains that are equal but for rounding have no spread. */
function withoutDust(error: number, gains: Float64Array): number {
  const largest = gains.reduce((most, gain) => Math.max(most, Math.abs(gain)), 0);
  return error <= 1e-12 * largest ? 0 : error;
}

function studentInterval(
  { gain, standardError: error, count }: Units,
  { confidence, most }: PairSettings,
): Interval {
  const half = studentQuantile(upperProbability(confidence), count - 1) * error;
  return { low: Math.max(-most, gain - half), high: Math.min(most, gain + half) };
}

function unseen({ gain, count }: Units, { confidence, most }: PairSettings): Interval {
  return unseenInterval(gain, count, [-most, most], confidence);
}

/** The chance to see none of the units that would bring the gain down by so much: (1 - down / furthest)^count. */
function chanceUnseen(down: number, furthest: number, count: number): number {
  if (down <= 0 || furthest === Infinity) return 1;
  return Math.exp(count * Math.log1p(-Math.min(1, down / furthest)));
}

function tailAbove(t: number, freedom: number): number {
  return t < 0 ? 1 - upperTail(-t, freedom) : upperTail(t, freedom);
}
