// A completion and what it should have been in, a score out: a number, or why there is none.
import type { Row } from '../dataset/row.ts';
import type { Done } from '../provider/completion.ts';
import type { MetricName, ScoreEntry } from '../task/score-entry.ts';
import { makeExtractor } from './extract.ts';
import type { Metric } from './metric.ts';
import { metrics } from './metrics.ts';

export type Score =
  | { readonly status: 'scored'; readonly value: number }
  | { readonly status: 'unscored'; readonly why: string };

interface Subject {
  readonly row: Row;
  /** The right answers for this scorer, rendered and trimmed; any is right. */
  readonly references: readonly string[];
}

export type Scorer = (completion: Done, subject: Subject) => Score | Promise<Score>;

const metricOf: { readonly [M in MetricName]: Metric<M> } = metrics;

export function makeScorer<M extends MetricName>(entry: ScoreEntry<M>): Scorer {
  const metric: Metric<M> = metricOf[entry.metric];
  const measure = metric.measure(entry.options);
  const extract = entry.extract ? makeExtractor(entry.extract) : (text: string) => text;
  const required = metric.needsReference(entry.options);
  return ({ text, finish }, { references }) => {
    if (finish === 'filter') return unscored('the provider filtered the answer');
    const answer = extract(text.trim());
    if (answer === undefined) return unscored('extract: no match');
    if (!required) return scored(measure(answer, references));
    const usable = references.filter((reference) => !metric.unusable?.(reference));
    if (usable.length > 0) return scored(measure(answer, usable));
    const [reference] = references;
    return unscored((reference !== undefined && metric.unusable?.(reference)) || 'no reference');
  };
}

/** Whether rows must hold a right answer for this scorer. */
export function needsReference<M extends MetricName>(entry: ScoreEntry<M>): boolean {
  const metric: Metric<M> = metricOf[entry.metric];
  return metric.needsReference(entry.options);
}

function scored(value: number): Score {
  return { status: 'scored', value };
}

function unscored(why: string): Score {
  return { status: 'unscored', why };
}
