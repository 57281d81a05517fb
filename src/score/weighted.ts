// The scores of one answer in, their weighted mean out.
import type { MetricInfo } from '../task/metric-info.ts';
import type { Score } from './score.ts';

/** `metrics` are those of the scores; `weighted` says how much each counts. */
export function makeWeigher(weighted: MetricInfo, metrics: readonly MetricInfo[]) {
  const { weights = {} } = weighted;
  const parts = metrics.flatMap((info, index) => {
    const weight = weights[info.name];
    return weight === undefined ? [] : [{ info, index, weight }];
  });
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  return (scores: readonly Score[]): Score => {
    const lacking = parts.filter(({ index }) => scores[index]!.status === 'unscored');
    if (lacking.length > 0)
      return unscored(lacking.map(({ info, index }) => [info, scores[index]!]));
    const mean = parts.reduce((total, { info, index, weight }) => {
      const score = scores[index]!;
      return score.status === 'scored' ? total + weight * goodness(score.value, info) : total;
    }, 0);
    // A sum of fractions may come to a little more than its parts.
    return { status: 'scored', value: Math.min(1, mean / sum) };
  };
}

/** From 0, the worst that the score can be, to 1. */
function goodness(value: number, { better, range: [least, most] }: MetricInfo): number {
  const share = (value - least) / (most! - least);
  return better === 'higher' ? share : 1 - share;
}

/** It is asked again with the part that could not be had, and only with that. */
function unscored(lacking: readonly (readonly [MetricInfo, Score])[]): Score {
  const names = lacking.map(([{ name }]) => name);
  const again = lacking.some(([, score]) => score.status === 'unscored' && score.again);
  const verb = names.length === 1 ? 'is' : 'are';
  const why = `${names.join(', ')} ${verb} unscored`;
  return { status: 'unscored', why, ...(again ? { again: true as const } : {}) };
}
