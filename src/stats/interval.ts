/** An interval that holds the true value with the asked confidence, in the unit of the values. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The probability below the upper bound of a two-sided interval: 0.975 for 0.95. @throws RangeError outside (0, 1) */
export function upperProbability(confidence: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence ${confidence} is not between 0 and 1`);
  return (1 + confidence) / 2;
}
