import type { Row } from '../dataset/row.ts';
import type { Request } from '../plan/request.ts';
import type { CompiledTemplate } from '../prompt/template.ts';
import type { Completion, Done } from '../provider/completion.ts';
import type { Price } from '../provider/cost.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { MetricName, OptionsOf } from '../task/score-entry.ts';

/** The completion that an answer was taken from, and where it came from. */
export interface Asked {
  readonly completion: Done;
  readonly row: Row;
  readonly template: CompiledTemplate;
  /** What the model was asked. Absent where none was: reference lines. */
  readonly request?: Request | undefined;
  readonly model?: string | undefined;
  readonly price?: Price | undefined;
  readonly tools: Tools;
}

/** `by` is the request whose answer is scored: what comes back is kept with it. */
export type Ask = (question: Request, by: Request) => Promise<Completion>;

/** What scorers that do not know by themselves take from a run. */
export interface Tools {
  /** Asks a model on the way. Rejects with an `Interrupted` when the run ends before. */
  readonly ask?: Ask;
  /** Whether the model of the request tells how likely a text is to follow its prompt. */
  readonly continues?: (request: Pick<Request, 'provider' | 'mode'>) => boolean;
  /** Scorers of the user's own, by their options. */
  readonly own?: OwnScorers;
}

export interface OwnScorers {
  readonly score: (options: object, question: OwnQuestion) => Promise<Measured>;
}

/** What a scorer of the user's own is told. */
export interface OwnQuestion {
  readonly answer: string;
  readonly references: readonly string[];
  readonly asked: Asked;
}

/** A score, or why there is none. Never NaN. */
export type Measured = number | Told | Unscored;

interface Unscored {
  readonly unscored: string;
  /** Nothing is wrong with the answer: there is just nothing to score. */
  readonly fine?: true;
  /** Whoever had to be asked could not be: another time, they may. */
  readonly again?: true;
  readonly note?: string;
}

/** The score of an answer, what adds up to that of all answers, and what else is to be told of it. */
interface Told {
  readonly value: number;
  readonly counts?: readonly number[];
  readonly note?: string;
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
  /** Where that depends on the options. */
  about?(options: OptionsOf<M>): Partial<Pick<MetricInfo, 'kind' | 'better'>>;
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
