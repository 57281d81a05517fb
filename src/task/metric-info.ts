import type { Pooling } from './common-options.ts';
import type { Range } from './metric-range.ts';
import type { CorpusEntry } from './expand-entry.ts';

/** What must be known of a scorer to summarise, compare and record its scores. */
export interface MetricInfo {
  readonly name: string;
  /** `binary` scores are 0 or 1, `graded` ones anything in the range. */
  readonly kind: 'binary' | 'graded';
  readonly better: 'higher' | 'lower';
  readonly range: Range;
  /** What the trials of a row come to; without it their mean. */
  readonly trials?: Pooling;
  /** Of the weighted mean of other metrics: how much each counts. */
  readonly weights?: Readonly<Record<string, number>>;
  /** A hash of how it scores (options, target, extract; whoever judges, and by what), where that is not as without options. Other rules are other metrics. */
  readonly rule?: string;
  /** Answers that the cache gave have no score. */
  readonly timed?: true;
  /** Where answers are scored together: by what. `kind` then is that of the single answer. */
  readonly corpus?: CorpusEntry;
}

/** Whether answers are scored together and come to no mean over rows; the share of right labels does. */
export function isTogether(
  metric: MetricInfo,
): metric is MetricInfo & { readonly corpus: CorpusEntry } {
  return metric.corpus !== undefined && metric.corpus.metric !== 'accuracy';
}
