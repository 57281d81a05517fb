// Paired differences in, how often random signs alone come as far out (Fisher 1935).
import { seededRandom } from '../base/random.ts';
import { halfBinomial } from './half-binomial.ts';
import type { Values } from './mean.ts';

export interface SignFlip {
  /** Two-sided: as far from 0 as seen. */
  readonly p: number;
  /** One-sided: as low as seen; small where the differences are below 0. */
  readonly pLess: number;
  /** One-sided: as high as seen. */
  readonly pGreater: number;
  /** Over all signs; else over seeded draws. */
  readonly exact: boolean;
}

/** Sums that are compared one by one at most. */
const mostSums = 2 ** 20;
const draws = 9_999;
/** Of the sum of all sizes: what is nearer is equal, for 0.3 - 0.2 is not 0.1. */
const dust = 1e-12;

/**
 * The test that differences lie evenly about 0, by giving them random signs. All signs are gone through where differences of the same
 * size leave at most 2^20 sums to look at: always for scores of 0 and 1, for which it is McNemar's exact test. Else 9,999
 * draws of the seed, p = (b + 1) / (9,999 + 1) (Phipson and Smyth 2010). For clustered rows give the sums of the clusters.
 * @throws RangeError for no differences, or one that is no number
 */
export function signFlip(differences: Values, seed: number | string): SignFlip {
  if (differences.length === 0) throw new RangeError('the signs of no differences');
  const kept = Float64Array.from(differences).filter((difference) => difference !== 0);
  const total = kept.reduce((sum, size) => sum + Math.abs(size), 0);
  if (!Number.isFinite(total)) throw new RangeError(`differences that add up to ${total}`);
  const seen = kept.reduce((sum, difference) => sum + difference, 0);
  const counter = makeCounter(seen, total * dust);
  const groups = groupsOf(kept, total * dust);
  const exact = groups.reduce((product, { times }) => product * (times + 1), 1) <= mostSums;
  if (exact) allSums(groups, counter.add);
  else drawSums(kept, seed, counter.add);
  const { far, low, high } = counter.counts;
  const share = (count: number) => Math.min(1, exact ? count : (count + 1) / (draws + 1));
  return { p: share(far), pLess: share(low), pGreater: share(high), exact };
}

function makeCounter(seen: number, near: number) {
  const counts = { far: 0, low: 0, high: 0 };
  const reach = Math.abs(seen) - near;
  const add = (sum: number, weight: number) => {
    if (sum >= reach || sum <= -reach) counts.far += weight;
    if (sum <= seen + near) counts.low += weight;
    if (sum >= seen - near) counts.high += weight;
  };
  return { counts, add };
}

interface Group {
  readonly size: number;
  times: number;
}

/** The sizes of the differences, each with how often it comes. */
function groupsOf(differences: Float64Array, near: number): Group[] {
  const groups: Group[] = [];
  for (const size of differences.map(Math.abs).sort()) {
    const last = groups.at(-1);
    if (last && size - last.size <= near) last.times += 1;
    else groups.push({ size, times: 1 });
  }
  return groups;
}

/** Of each group only how many are positive matters: of m equal ones that is m + 1 sums in place of 2^m. */
function allSums(groups: readonly Group[], add: (sum: number, weight: number) => void): void {
  const signs = groups.map(({ size, times }) =>
    Array.from({ length: times + 1 }, (_, positive) => ({
      sum: size * (2 * positive - times),
      weight: halfBinomial(positive, times).exactly,
    })),
  );
  const from = (group: number, sum: number, weight: number): void => {
    const choices = signs[group];
    if (!choices) return add(sum, weight);
    for (const choice of choices) from(group + 1, sum + choice.sum, weight * choice.weight);
  };
  from(0, 0, 1);
}

function drawSums(
  differences: Float64Array,
  seed: number | string,
  add: (sum: number, weight: number) => void,
): void {
  const random = seededRandom('sign-flip', seed);
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    let bits = 0;
    for (let index = 0; index < differences.length; index += 1) {
      if (index % 32 === 0) bits = random() * 4294967296;
      sum += bits & 1 ? differences[index]! : -differences[index]!;
      bits >>>= 1;
    }
    add(sum, 1);
  }
}
