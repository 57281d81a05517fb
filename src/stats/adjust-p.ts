// The p values of several tests in, the same corrected for their number out, in the same order.

/**
 * Holm 1979: the chance of any false claim stays below the level, whatever the tests have to do with each other. For yes/no claims.
 * @throws RangeError for a p outside [0, 1]
 */
export function holm(p: readonly number[]): number[] {
  return stepDown(p, (rank) => p.length - rank);
}

/** Every p times their number (Dunn 1961); Holm is never worse. @throws RangeError for a p outside [0, 1] */
export function bonferroni(p: readonly number[]): number[] {
  return stepDown(p, () => p.length);
}

/** Hochberg 1988: as Holm, from the largest down; holds for tests that are positively dependent. @throws RangeError for a p outside [0, 1] */
export function hochberg(p: readonly number[]): number[] {
  return stepUp(p, (rank) => p.length - rank);
}

/**
 * Benjamini and Hochberg 1995: of what is claimed a share below the level is false. For tables to explore, not for gates.
 * @throws RangeError for a p outside [0, 1]
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  return stepUp(p, (rank) => p.length / (rank + 1));
}

/** Benjamini and Yekutieli 2001: as Benjamini and Hochberg, whatever the dependence. @throws RangeError for a p outside [0, 1] */
export function benjaminiYekutieli(p: readonly number[]): number[] {
  const sum = p.reduce((total, _, index) => total + 1 / (index + 1), 0);
  return stepUp(p, (rank) => (sum * p.length) / (rank + 1));
}

type Factor = (rank: number) => number;

/** No value below that of a smaller p. */
function stepDown(p: readonly number[], factor: Factor): number[] {
  const adjusted = [...p];
  let most = 0;
  for (const [rank, index] of risingOrder(p).entries()) {
    most = Math.max(most, Math.min(1, factor(rank) * p[index]!));
    adjusted[index] = most;
  }
  return adjusted;
}

/** No value above that of a larger p. */
function stepUp(p: readonly number[], factor: Factor): number[] {
  const adjusted = [...p];
  let least = 1;
  for (const [rank, index] of [...risingOrder(p).entries()].toReversed()) {
    least = Math.min(least, factor(rank) * p[index]!);
    adjusted[index] = least;
  }
  return adjusted;
}

function risingOrder(p: readonly number[]): number[] {
  const wrong = p.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw new RangeError(`a p value of ${wrong}`);
  return p.map((_, index) => index).toSorted((a, b) => p[a]! - p[b]!);
}
