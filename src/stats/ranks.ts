import type { Values } from './mean.ts';

export interface Ranks {
  /** From 1; equal values share the mean of their ranks. */
  readonly ranks: Float64Array;
  /** Sum of t^3 - t over the groups of t equal values, which corrections for ties need. */
  readonly ties: number;
}

/** The ranks of values in rising order. */
export function midranks(values: Values): Ranks {
  const order = Array.from(values, (_, index) => index).toSorted((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (const index of order.slice(from, to)) ranks[index] = (from + 1 + to) / 2;
    const size = to - from;
    ties += size * size * size - size;
    from = to;
  }
  return { ranks, ties };
}
