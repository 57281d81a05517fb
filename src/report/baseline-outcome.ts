// What the comparison with the baseline came to in, its part of the outcome out.
import type { DropResult, Drops } from '../baseline/judge-drops.ts';
import type { Accepted } from '../baseline/open-baseline.ts';
import { someNames } from '../base/some-names.ts';
import { unmatchedLines } from './baseline-change.ts';
import { plural } from './numbers.ts';
import type { ShownChange } from './prompt-diff.ts';

export interface BaselineOutcome {
  readonly file: string;
  /** The run that was accepted, and when it was started. */
  readonly run: string;
  readonly date: string;
  /** The worst of all comparisons. */
  readonly verdict: Drops['verdict'];
  readonly comparisons: readonly DropResult[];
  /** How the cells that are compared are asked otherwise. */
  readonly changes: readonly ShownChange[];
  /** What has no counterpart, in words. */
  readonly not_compared: readonly string[];
}

export interface Compared {
  readonly drops: Drops;
  readonly accepted: Accepted;
  /** Those of `drops`, ready to be shown. */
  readonly changes: readonly ShownChange[];
}

export function baselineOutcome({ drops, accepted, changes }: Compared): BaselineOutcome {
  const { verdict, results, matched, lost } = drops;
  const { run, date } = accepted.baseline!.origin;
  const lostLine = `scored in the baseline only: ${plural(lost.length, 'row')}: ${someNames(lost)}`;
  return {
    file: accepted.file,
    run,
    date,
    verdict,
    comparisons: results,
    changes,
    not_compared: [
      ...unmatchedLines(matched.onlyInA, matched.onlyInB, [
        'only the baseline has',
        'only this run has',
      ]),
      ...(lost.length > 0 ? [lostLine] : []),
    ],
  };
}
