import type { MetricName, OptionsOf } from '../task/score-entry.ts';

/** The score of a trimmed answer; with several references the best counts. Never NaN. */
export type Measure = (answer: string, references: readonly string[]) => number;

export interface Metric<M extends MetricName> {
  /** `binary` scores are 0 or 1, `graded` ones anything in the range. */
  readonly kind: 'binary' | 'graded';
  readonly better: 'higher' | 'lower';
  readonly range: readonly [least: number, most: number];
  needsReference(options: OptionsOf<M>): boolean;
  /** Why no answer can be held against this reference. */
  unusable?(reference: string): string | undefined;
  measure(options: OptionsOf<M>): Measure;
}

/** Of two single texts, the score of the first. */
export type Compare = (answer: string, reference: string) => number;

export function bestOf(compare: Compare): Measure {
  return (answer, references) =>
    Math.max(...references.map((reference) => compare(answer, reference)));
}
