// The scores of one row, trial after trial, in; the score of the row out: NaN where there is none.
import type { Pooling } from '../task/common-options.ts';
import type { ScoreColumn } from './score-column.ts';

/** Of the trials that begin at a place. */
export type Pool = (from: number, trials: number) => number;

/** `answerAt` tells equal answers from others. Always in the order of the trials: a sum of fractions depends on it. */
export function poolOf(
  column: ScoreColumn,
  pooling: Pooling | undefined,
  answerAt: (place: number) => number,
): Pool {
  if (pooling === undefined) return meanOfTrials(column);
  if (pooling === 'majority') return scoreOfMost(column, answerAt);
  return (from, trials) => {
    const values = placesOf(column, from, trials).map(column.at);
    const right = values.filter((value) => value === 1).length;
    return passAtK(values.length, right, pooling.pass_at);
  };
}

export function meanOfTrials(column: ScoreColumn): Pool {
  return (from, trials) => {
    let sum = 0;
    let scored = 0;
    for (let place = from; place < from + trials; place += 1) {
      const value = column.at(place);
      if (Number.isNaN(value)) continue;
      sum += value;
      scored += 1;
    }
    return scored === 0 ? NaN : sum / scored;
  };
}

/**
 * The chance that one of k answers is right, where c of n were: 1 - C(n-c, k) / C(n, k), the unbiased estimate of
 * Chen et al. 2021. NaN where fewer than k were scored.
 */
export function passAtK(n: number, right: number, k: number): number {
  if (n < k) return NaN;
  let allWrong = 1;
  for (let index = n - right + 1; index <= n; index += 1) allWrong *= Math.max(0, 1 - k / index);
  return 1 - allWrong;
}

/** The score of the most frequent answer (Wang et al. 2022), of several the one that came first. */
function scoreOfMost(column: ScoreColumn, answerAt: (place: number) => number): Pool {
  return (from, trials) => {
    const places = placesOf(column, from, trials);
    const votes = new Map<number, number>();
    for (const place of places) {
      const answer = answerAt(place);
      votes.set(answer, (votes.get(answer) ?? 0) + 1);
    }
    const most = Math.max(...votes.values());
    const winner = places.find((place) => votes.get(answerAt(place)) === most);
    return winner === undefined ? NaN : column.at(winner);
  };
}

/** The trials that have a score. */
function placesOf(column: ScoreColumn, from: number, trials: number): number[] {
  const all = Array.from({ length: trials }, (_, trial) => from + trial);
  return all.filter((place) => !Number.isNaN(column.at(place)));
}
