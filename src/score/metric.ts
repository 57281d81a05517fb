import type { Done } from '../provider/completion.ts';
import type { Price } from '../provider/cost.ts';
import type { MetricName, OptionsOf } from '../task/score-entry.ts';

/** The completion that an answer was taken from. */
export interface Asked {
  readonly completion: Done;
  /** Absent where no model was asked: reference lines. */
  readonly model?: string | undefined;
  readonly price?: Price | undefined;
}

/** A score, or why there is none. Never NaN. */
export type Measured = number | Counted | Unscored;

interface Unscored {
  readonly unscored: string;
  /** Nothing is wrong with the answer: there is just nothing to score. */
  readonly fine?: true;
}

/** The score of an answer, and what adds up to that of all answers. */
interface Counted {
  readonly value: number;
  readonly counts: readonly number[];
}

/** The score of a trimmed answer; with several references the best counts. */
export type Measure = (
  answer: string,
  references: readonly string[],
  asked: Asked,
) => Measured | Promise<Measured>;

export interface Metric<M extends MetricName> {
  /** `binary` scores are 0 or 1, `graded` ones anything in the range. */
  readonly kind: 'binary' | 'graded';
  readonly better: 'higher' | 'lower';
  needsReference(options: OptionsOf<M>): boolean;
  /** Why no answer can be held against this reference. */
  unusable?(reference: string, options: OptionsOf<M>): string | undefined;
  measure(options: OptionsOf<M>): Measure;
}

/** Of two single texts, the score of the first. */
export type Compare = (answer: string, reference: string) => number;

export function bestOf(compare: Compare) {
  return (answer: string, references: readonly string[]): number =>
    Math.max(...references.map((reference) => compare(answer, reference)));
}

export function leastOf(compare: Compare) {
  return (answer: string, references: readonly string[]): number =>
    Math.min(...references.map((reference) => compare(answer, reference)));
}

/** Higher is better, against a reference. */
export const compared = { better: 'higher', needsReference: () => true } as const;

/** Higher is better, and the answer alone tells. */
export const alone = { better: 'higher', needsReference: () => false } as const;

export function noEmptyReference(reference: string): string | undefined {
  return reference === '' ? 'the reference is empty' : undefined;
}
