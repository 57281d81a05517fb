// Paired differences in, how often random signs alone come as far out (Fisher 1935).
import { seededRandom } from '../base/random.ts';
import type { Values } from './mean.ts';
import { chanceAtMost, groupsOf, sumsOf } from './signed-sums.ts';

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

/** That are gone through at most. */
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
  const seen = {
    sum: kept.reduce((sum, difference) => sum + difference, 0),
    near: total * dust,
  };
  const groups = groupsOf(kept, seen.near);
  const exact = sumsOf(groups) <= mostSums;
  return exact
    ? { ...allSigns(seen, (sum) => chanceAtMost(sum, groups)), exact }
    : { ...drawnSigns(seen, kept, seed), exact };
}

interface Seen {
  readonly sum: number;
  /** What is no farther apart is equal. */
  readonly near: number;
}

type Chances = Omit<SignFlip, 'exact'>;

/** Sums above are as likely as sums below. */
function allSigns({ sum, near }: Seen, atMost: (sum: number) => number): Chances {
  const [pLess, pGreater] = [Math.min(1, atMost(sum + near)), Math.min(1, atMost(near - sum))];
  const isNothing = Math.abs(sum) <= near;
  return { p: isNothing ? 1 : Math.min(1, 2 * Math.min(pLess, pGreater)), pLess, pGreater };
}

function drawnSigns(
  { sum, near }: Seen,
  differences: Float64Array,
  seed: number | string,
): Chances {
  const random = seededRandom('sign-flip', seed);
  const fours = foursOf(differences);
  const reach = Math.abs(sum) - near;
  let [far, low, high] = [1, 1, 1];
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = drawSum(fours, random);
    if (drawn >= reach || drawn <= -reach) far += 1;
    if (drawn <= sum + near) low += 1;
    if (drawn >= sum - near) high += 1;
  }
  return { p: far / (draws + 1), pLess: low / (draws + 1), pGreater: high / (draws + 1) };
}

/** The sums of four differences each with all 16 signs: a draw then takes a look-up for four. */
function foursOf(differences: Float64Array): Float64Array {
  const fours = new Float64Array(16 * Math.ceil(differences.length / 4));
  for (let index = 0; index < fours.length; index += 1)
    for (let bit = 0; bit < 4; bit += 1) {
      const difference = differences[4 * (index >>> 4) + bit] ?? 0;
      fours[index]! += (index >>> bit) & 1 ? difference : -difference;
    }
  return fours;
}

/** One random bit for each sign. */
function drawSum(fours: Float64Array, random: () => number): number {
  let sum = 0;
  let bits = 0;
  for (let four = 0; 16 * four < fours.length; four += 1) {
    if (four % 8 === 0) bits = random() * 4294967296;
    sum += fours[16 * four + (bits & 15)]!;
    bits >>>= 4;
  }
  return sum;
}
