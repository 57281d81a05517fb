// A comparison of a run with the baseline before it in, what has changed out.
import { someNames } from '../base/some-names.ts';
import { printable } from '../base/printable.ts';
import type { CellComparison, RunComparison } from '../baseline/compare-runs.ts';
import type { Unmatched } from '../baseline/match-runs.ts';
import { plural, showCount, showScore } from './numbers.ts';

const shownAtMost = 20;

/** Of each metric and cell both means, then what only one of the two has. */
export function changeLines({ comparisons, matched }: RunComparison): string[] {
  const hidden = comparisons.length - shownAtMost;
  return [
    ...comparisons.slice(0, shownAtMost).map((one) => `  ${changeOf(one)}`),
    ...(hidden > 0 ? [`  … and ${showCount(hidden)} more`] : []),
    ...unmatchedLines(matched.onlyInA, matched.onlyInB, [
      'only the one before has',
      'only the new one has',
    ]),
  ].map(printable);
}

function changeOf({ metric, b, paired }: CellComparison): string {
  const place = `${metric.name} in ${b.name}`;
  if (!paired) return `${place}: no row was scored in both`;
  const { meanA, meanB, improved, regressed, n } = paired;
  const means = `${showScore(meanA)} -> ${showScore(meanB)}`;
  return `${place}: ${means}, ${showCount(improved)} better, ${showCount(regressed)} worse of ${plural(n, 'row')}`;
}

/** Nothing that has no counterpart is passed over in silence. */
export function unmatchedLines(
  a: Unmatched,
  b: Unmatched,
  [whoA, whoB]: readonly [string, string],
): string[] {
  const otherwise = a.metrics.filter((name) => b.metrics.includes(name));
  const ofOne = (one: Unmatched) => one.metrics.filter((name) => !otherwise.includes(name));
  return [
    ...line('scored otherwise in each:', 'metric', otherwise),
    ...linesOf({ ...a, metrics: ofOne(a) }, whoA),
    ...linesOf({ ...b, metrics: ofOne(b) }, whoB),
  ];
}

function linesOf({ cells, rows, metrics }: Unmatched, who: string): string[] {
  return [...line(who, 'cell', cells), ...line(who, 'metric', metrics), ...line(who, 'row', rows)];
}

function line(who: string, noun: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${who} ${plural(names.length, noun)}: ${someNames(names)}`];
}
