// The sums of sizes with random signs, and their chances.
import { halfBinomial } from './half-binomial.ts';

/** Differences of one size. */
export interface Group {
  readonly size: number;
  times: number;
}

/** The sizes of the differences, each with how often it comes. */
export function groupsOf(differences: Float64Array, near: number): Group[] {
  const groups: Group[] = [];
  for (const size of differences.map(Math.abs).sort()) {
    const last = groups.at(-1);
    if (last && size - last.size <= near) last.times += 1;
    else groups.push({ size, times: 1 });
  }
  return groups;
}

/** How many sums there are: of m equal sizes only how many are positive matters, m + 1 in place of 2^m. */
export function sumsOf(groups: readonly Group[]): number {
  return groups.reduce((product, { times }) => product * (times + 1), 1);
}

/**
 * The chance of a sum of at most so much. The groups are dealt into two halves, so that it takes the root of the number of sums: each
 * sum of one half with all of the other that are small enough for it.
 */
export function chanceAtMost(most: number, groups: readonly Group[]): number {
  const halves: [Group[], Group[]] = [[], []];
  for (const group of groups) halves[sumsOf(halves[0]) <= sumsOf(halves[1]) ? 0 : 1].push(group);
  const [first, second] = [outcomesOf(halves[0]), outcomesOf(halves[1])];
  const sorted = second.toSorted((a, b) => a.sum - b.sum);
  const upTo = Float64Array.of(0, ...sorted.map(({ chance }) => chance));
  for (let index = 1; index < upTo.length; index += 1) upTo[index]! += upTo[index - 1]!;
  return first.reduce(
    (total, { sum, chance }) => total + chance * upTo[countAtMost(most - sum, sorted)]!,
    0,
  );
}

interface Outcome {
  readonly sum: number;
  readonly chance: number;
}

function outcomesOf(groups: readonly Group[]): Outcome[] {
  return groups.reduce<Outcome[]>(
    (outcomes, { size, times }) => {
      const choices = Array.from({ length: times + 1 }, (_, positive) => ({
        sum: size * (2 * positive - times),
        chance: halfBinomial(positive, times).exactly,
      }));
      return outcomes.flatMap((outcome) =>
        choices.map(({ sum, chance }) => ({
          sum: outcome.sum + sum,
          chance: outcome.chance * chance,
        })),
      );
    },
    [{ sum: 0, chance: 1 }],
  );
}

function countAtMost(most: number, sorted: readonly Outcome[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]!.sum <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
