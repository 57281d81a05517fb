import { mean, sampleVariance } from './mean.ts';

/** Variances are in squares of the unit of the scores. */
export interface TrialSplit {
  /** Of what the rows would score with ever more trials. */
  readonly between: number;
  /** Of the trials of one row, on average. */
  readonly within: number;
  /** The standard error of the mean as it is. */
  readonly standardError: number;
  /** The share of the error bar, 0 to 1, that ever more trials of the same rows would save. */
  readonly savesAtMost: number;
}

/**
 * How much of the uncertainty comes from the rows and how much from chance within a row: the law of total variance, Var(row means) =
 * between + within / K (Miller 2024, arXiv:2411.00640, section 3.2). One list of scores a row; rows may have different numbers of
 * trials. Undefined unless some row has 2. @throws RangeError for fewer than 2 rows, or one without scores
 */
export function trialSplit(rows: readonly (readonly number[])[]): TrialSplit | undefined {
  const total = sampleVariance(rows.map(mean));
  const repeated = rows.filter(({ length }) => length > 1);
  if (repeated.length === 0) return undefined;
  const within = mean(repeated.map(sampleVariance));
  const noise = within * mean(rows.map(({ length }) => 1 / length));
  const between = Math.max(0, total - noise);
  return {
    between,
    within,
    standardError: Math.sqrt(total / rows.length),
    savesAtMost: total === 0 ? 0 : 1 - Math.sqrt(between / total),
  };
}
