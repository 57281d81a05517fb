// A completion and what it should have been in, a score out: a number, or why there is none.
import { fingerprint } from '../base/random.ts';
import type { Done } from '../provider/completion.ts';
import type { MetricName, ScoreEntry } from '../task/score-entry.ts';
import { makeExtractor } from './extract.ts';
import type { Asked, Measured, Metric } from './metric.ts';
import { makeNormaliser } from './normalise.ts';
import { metrics } from './metrics.ts';

export type Score =
  | {
      readonly status: 'scored';
      readonly value: number;
      /** What adds up to the score of all answers together. */
      readonly counts?: readonly number[];
      /** What a scorer has to say for it. */
      readonly note?: string;
    }
  | {
      readonly status: 'unscored';
      readonly why: string;
      /** Nothing is wrong with the answer: it is not counted as unscored. */
      readonly fine?: true;
      /** Whoever had to be asked could not be: another time, they may. */
      readonly again?: true;
      readonly note?: string;
    };

export interface Subject extends Omit<Asked, 'completion'> {
  /** The right answers for this scorer, rendered and trimmed; any is right. */
  readonly references: readonly string[];
}

export type Scorer = (completion: Done, subject: Subject) => Score | Promise<Score>;

export function makeScorer<M extends MetricName>(entry: ScoreEntry<M>): Scorer {
  const metric: Metric<M> = metrics[entry.metric];
  const measure = metric.measure(entry.options);
  const extract = entry.extract ? makeExtractor(entry.extract) : (text: string) => text;
  const required = metric.needsReference(entry.options);
  const identify = makeIdentify(entry as ScoreEntry);
  const score = entry.not ? turnedAround : scoreOf;
  const whyUnusable = (reference: string) => metric.unusable?.(reference, entry.options);
  return (completion, subject) => {
    const { references } = subject;
    if (completion.finish === 'filter') return unscored('the provider filtered the answer');
    const answer = extract(completion.text.trim());
    if (answer === undefined) return unscored('extract: no match');
    const usable = required
      ? references.filter((reference) => !whyUnusable(reference))
      : references;
    if (required && usable.length === 0) {
      const [reference] = references;
      return unscored((reference !== undefined && whyUnusable(reference)) || 'no reference');
    }
    const measured = measure(answer, usable, { ...subject, completion });
    const finish = (value: Measured) => identify(score(value), answer);
    return measured instanceof Promise ? measured.then(finish) : finish(measured);
  };
}

/** Where the most frequent answer of a row counts, equal answers have equal numbers, which a Float32Array can hold. */
function makeIdentify({ trials, options }: ScoreEntry) {
  if (trials !== 'majority') return (score: Score) => score;
  const normalise = makeNormaliser('normalize' in options ? options.normalize : undefined);
  return (score: Score, answer: string): Score =>
    score.status === 'scored'
      ? { ...score, counts: [fingerprint(normalise(answer)) >>> 8] }
      : score;
}

/** Whether rows must hold a right answer for this scorer. */
export function needsReference<M extends MetricName>(entry: ScoreEntry<M>): boolean {
  const metric: Metric<M> = metrics[entry.metric];
  return metric.needsReference(entry.options);
}

function scoreOf(measured: Measured): Score {
  if (typeof measured === 'number') return { status: 'scored', value: measured };
  if (!('unscored' in measured)) return { status: 'scored', ...measured };
  const { unscored: why, ...rest } = measured;
  return { status: 'unscored', why, ...rest };
}

function turnedAround(measured: Measured): Score {
  if (typeof measured === 'number') return scoreOf(1 - measured);
  return scoreOf('value' in measured ? { ...measured, value: 1 - measured.value } : measured);
}

function unscored(why: string): Score {
  return { status: 'unscored', why };
}
