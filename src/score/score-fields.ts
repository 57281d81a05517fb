// Scores in, as the journal keeps them out: by the name of the scorer. And back.
import type { ScoreFields } from '../schedule/journal-line.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { Score } from './score.ts';
import type { Scoring } from './scorers.ts';

export function scoreFields(
  metrics: readonly MetricInfo[],
  { scores, expected }: Scoring,
): ScoreFields {
  const named = scores.map((score, index) => [metrics[index]!.name, score] as const);
  const counts = named.flatMap(([name, score]) =>
    score.status === 'scored' && score.counts ? [[name, score.counts] as const] : [],
  );
  const notes = named.flatMap(([name, { note }]) =>
    note === undefined ? [] : [[name, note] as const],
  );
  return {
    scores: Object.fromEntries(named.flatMap(([name, score]) => valueOf(name, score))),
    ...(counts.length > 0 ? { counts: Object.fromEntries(counts) } : {}),
    ...(notes.length > 0 ? { notes: Object.fromEntries(notes) } : {}),
    expected,
  };
}

function valueOf(name: string, score: Score): [string, ScoreFields['scores'][string]][] {
  if (score.status === 'scored') return [[name, score.value]];
  const { why: unscored, fine, again } = score;
  return fine ? [] : [[name, { unscored, ...(again ? { again } : {}) }]];
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
