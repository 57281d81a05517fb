// Differences between the scores of two cells, row after row, in; how much a bettor has won who bets that the first is better, out.

/** What part of the purse is staked: a mixture, since nobody knows beforehand how far the cells are apart. */
const stakes = [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9];

/** A stake never loses more than this: no purse is ever empty. */
const mostLost = 0.95;

export interface Purse {
  /** Bets on the next difference, from -1 to 1, of which so much is expected where the first is not better. */
  readonly bet: (difference: number, expected: number) => void;
  /** 1 before the first bet. */
  readonly wealth: () => number;
}

/**
 * A purse of 1 that bets against "the first cell is not better". Where it is not, no bet wins on average, so the purse is a
 * non-negative supermartingale and reaches 1/alpha with a probability of at most alpha, however often it is looked at
 * (Ville 1939). Betting martingales for draws without replacement: Waudby-Smith and Ramdas 2024, JRSSB 86(1).
 */
export function openPurse(): Purse {
  const parts = stakes.map(() => 1);
  return {
    bet(difference, expected) {
      // Nothing above the most that a difference can be is left to be won.
      if (expected >= 1) return;
      const most = mostLost / (1 + expected);
      for (const [index, stake] of stakes.entries())
        parts[index]! *= 1 + Math.min(stake, most) * (difference - expected);
    },
    wealth: () => parts.reduce((sum, part) => sum + part, 0) / parts.length,
  };
}

export interface Drawn {
  /** The differences of the rows seen, added up. */
  readonly sum: number;
  readonly seen: number;
  /** Of how many rows they are drawn without replacement; Infinity: from a population. */
  readonly rows: number;
}

/**
 * What the next difference is at most on average, where over all rows it is `mean` at most. Below -1: it is more, for
 * no rows that are left can bring it down so far.
 */
export function expectedNext({ sum, seen, rows }: Drawn, mean = 0): number {
  if (rows === Infinity) return mean;
  return (rows * mean - sum) / (rows - seen);
}

/** Sums of fractions are not exact: what just ties must not be taken for out of reach. */
const rounding = 1e-9;

/** Whether no rows that are left can bring the difference down to what is expected. */
export function isOutOfReach(expected: number): boolean {
  return expected < -1 - rounding;
}

export interface PurseOptions {
  /** Of how many rows the differences are drawn without replacement; without it, from a population. */
  readonly rows?: number;
  /** What the differences are at most on average, where the first is not better. 0 unless given. */
  readonly mean?: number;
  /** How sure it must be, in (0, 1). 0.95 unless given. */
  readonly confidence?: number;
}

export interface PurseCourse {
  /** What the purse holds after each row. */
  readonly wealth: readonly number[];
  /** How many rows it takes to be sure that the first is better; absent where they do not suffice. */
  readonly sureAfter?: number;
}

/** The course of a purse over paired differences (first minus second, each from -1 to 1), in the order of random draws. */
export function purse(
  differences: readonly number[],
  { rows = Infinity, mean = 0, confidence = 0.95 }: PurseOptions = {},
): PurseCourse {
  const held = openPurse();
  const wealth: number[] = [];
  let sum = 0;
  let sureAfter: number | undefined;
  for (const [seen, difference] of differences.entries()) {
    const expected = expectedNext({ sum, seen, rows }, mean);
    if (isOutOfReach(expected)) sureAfter ??= seen;
    else held.bet(difference, expected);
    sum += difference;
    wealth.push(held.wealth());
    if (isEnough(held.wealth(), confidence)) sureAfter ??= seen + 1;
  }
  return { wealth, ...(sureAfter === undefined ? {} : { sureAfter }) };
}

/** Whether a purse says with such confidence that the first is better. */
export function isEnough(wealth: number, confidence: number): boolean {
  return wealth * (1 - confidence) >= 1 - rounding;
}
