import type { Done } from '../../src/provider/completion.ts';
import { makeScorer, type Score } from '../../src/score/score.ts';
import { normaliseScoreEntry, scoreEntrySchema } from '../../src/task/score-entry.ts';

/** The score of an answer by an entry as it is written in a task. */
export async function scored(
  written: unknown,
  text: string,
  references: readonly string[],
  finish: Done['finish'] = 'end',
): Promise<Score> {
  const scorer = makeScorer(normaliseScoreEntry(scoreEntrySchema.parse(written)));
  const done: Done = { status: 'done', text, finish, finishRaw: finish, latencyMs: 1 };
  const row = { key: 'r1', index: 0, line: 2, values: {} };
  return await scorer(done, { row, references });
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
