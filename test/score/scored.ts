import type { Done } from '../../src/provider/completion.ts';
import { makeScorer, type Score } from '../../src/score/score.ts';
import { scoreFields, scoresOf } from '../../src/score/score-fields.ts';
import { makeTally } from '../../src/stats/tally.ts';
import { scoreShapeOf } from '../../src/stats/tally-shape.ts';
import type { MetricInfo } from '../../src/task/metric-info.ts';
import { normaliseScoreEntry, scoreEntrySchema } from '../../src/task/score-entry.ts';
import { subjectOf } from './subject.ts';

/** The score of an answer by an entry as it is written in a task. */
export async function scored(
  written: unknown,
  text: string,
  references: readonly string[],
  finish: Done['finish'] = 'end',
): Promise<Score> {
  const scorer = makeScorer(normaliseScoreEntry(scoreEntrySchema.parse(written)));
  return await scorer(doneWith(text, finish), subjectOf(references));
}

function doneWith(text: string, finish: Done['finish']): Done {
  return { status: 'done', text, finish, finishRaw: finish, latencyMs: 1 };
}

/** What the trials of one row come to, by way of the tally. */
export async function pooled(
  written: unknown,
  answers: readonly string[],
  reference: string,
): Promise<number | undefined> {
  const { name, trials } = normaliseScoreEntry(scoreEntrySchema.parse(written));
  const info: MetricInfo = {
    name,
    kind: 'binary',
    better: 'higher',
    range: [0, 1],
    ...(trials ? { trials } : {}),
  };
  const tally = makeTally({ cells: 1, rows: 1, trials: answers.length, ...scoreShapeOf([info]) });
  for (const [trial, text] of answers.entries()) {
    const score = await scored(written, text, [reference]);
    const fields = scoreFields([info], { scores: [score], expected: [] });
    tally.add(
      { cell: 0, row: 0, trial },
      { completion: doneWith(text, 'end'), scores: scoresOf([info], fields) },
    );
  }
  return tally.rowMeans(0, 0)[0];
}

/** As `scored`, for answers that must have a score. */
export async function valueOf(
  written: unknown,
  text: string,
  references: readonly string[],
): Promise<number> {
  const score = await scored(written, text, references);
  if (score.status === 'scored') return score.value;
  throw new Error(score.why);
}
