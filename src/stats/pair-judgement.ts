// What is said of paired rows, whatever the method.
import type { Interval } from './interval.ts';

export type IntervalMethod =
  | 'tango'
  | 't'
  | 'clustered-t'
  | 'no-spread'
  | 'bootstrap'
  | 'cluster-bootstrap';

export type TestMethod =
  | 'mcnemar-mid-p'
  | 'sign-flip'
  | 'cluster-sign-flip'
  | 'swap'
  | 'cluster-swap';

/** Of gains: above 0 the second of a pair is better. */
export interface PairJudgement extends Interval {
  /** Two-sided. */
  readonly p: number;
  /** One-sided: small where the second is worse. */
  readonly pWorse: number;
  /** One-sided: small where the second is better. */
  readonly pBetter: number;
  readonly standardError: number;
  readonly intervalMethod: IntervalMethod;
  readonly testMethod: TestMethod;
  /** One-sided, by the same method as the interval: small where the gain is above -margin. */
  readonly pShortBy: (margin: number) => number;
}

export interface PairSettings {
  readonly confidence: number;
  readonly seed: number | string;
  /** The most that a gain can be, either way; infinite where scores have no bound. */
  readonly most: number;
}
