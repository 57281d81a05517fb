// Scores in, as the journal keeps them out: by the name of the scorer. And back.
import type { ScoreFields } from '../schedule/journal-line.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { Score } from './score.ts';
import type { Scoring } from './scorers.ts';

export function scoreFields(
  metrics: readonly MetricInfo[],
  { scores, expected }: Scoring,
): ScoreFields {
  // For every answer: a loop makes less to throw away than lists of pairs.
  const values: Record<string, ScoreFields['scores'][string]> = {};
  let counts: Record<string, readonly number[]> | undefined;
  let notes: Record<string, string> | undefined;
  for (const [index, score] of scores.entries()) {
    const { name } = metrics[index]!;
    if (score.status === 'scored') values[name] = score.value;
    else if (!score.fine) values[name] = reasonOf(score);
    if (score.status === 'scored' && score.counts) (counts ??= {})[name] = score.counts;
    if (score.note !== undefined) (notes ??= {})[name] = score.note;
  }
  return { scores: values, ...(counts ? { counts } : {}), ...(notes ? { notes } : {}), expected };
}

function reasonOf({ why: unscored, again }: Extract<Score, { why: string }>) {
  return { unscored, ...(again ? { again } : {}) };
}

/** From the journal again; a scorer that it does not know gave nothing. */
export function scoresOf(
  metrics: readonly MetricInfo[],
  { scores, counts = {} }: Pick<ScoreFields, 'scores' | 'counts'>,
): Score[] {
  return metrics.map(({ name, timed }) => {
    if (timed && !Object.hasOwn(scores, name))
      return { status: 'unscored', why: 'it was not timed', fine: true };
    const value = scores[name] ?? { unscored: 'the journal has no score' };
    if (typeof value !== 'number') {
      const { unscored: why, ...again } = value;
      return { status: 'unscored', why, ...again };
    }
    const own = counts[name];
    return { status: 'scored', value, ...(own ? { counts: own } : {}) };
  });
}
