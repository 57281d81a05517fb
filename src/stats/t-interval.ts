import { upperProbability, type Interval } from './interval.ts';
import { mean, standardError, type Values } from './mean.ts';
import { studentQuantile } from './student-t.ts';

/**
 * Student's interval of a mean: mean +- t * standard error, t with n - 1 degrees of freedom (Student 1908). It is not cut to the
 * range of the values, and has no width where all values are equal. @throws RangeError for fewer than 2 values
 */
export function tInterval(
  values: Values,
  confidence: number,
): Interval & { readonly mean: number } {
  const centre = mean(values);
  const half =
    studentQuantile(upperProbability(confidence), values.length - 1) * standardError(values);
  return { mean: centre, low: centre - half, high: centre + half };
}
