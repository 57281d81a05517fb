import type { MetricName } from '../task/score-entry.ts';
import { askedMetrics } from './asked-metrics.ts';
import { choice } from './choice.ts';
import { corpusMetrics } from './corpus-metrics.ts';
import { isJson } from './json.ts';
import { judge } from './judge.ts';
import { measureMetrics } from './measure-metrics.ts';
import { alone, type Metric } from './metric.ts';
import { ownMetrics } from './own-metrics.ts';
import { verdictMetrics } from './verdict-metrics.ts';

/** Every scorer there is. A new one is a file, a line here or in one of these records, and its options in task/. */
export const metrics: { readonly [M in MetricName]: Metric<M> } = {
  ...verdictMetrics,
  ...measureMetrics,
  ...askedMetrics,
  ...corpusMetrics,
  ...ownMetrics,
  choice,
  judge,
  json: { ...alone, kind: 'binary', measure: isJson },
};
