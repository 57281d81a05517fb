// A model that tells given likelihoods in, what the scorer `choice` makes of them out.
import { promptText } from '../../src/prompt/prompt.ts';
import type { Request } from '../../src/plan/request.ts';
import type { Completion } from '../../src/provider/completion.ts';
import { makeScorer } from '../../src/score/score.ts';
import { normaliseScoreEntry } from '../../src/task/score-entry.ts';
import type { WayToChoose } from '../../src/task/choice-options.ts';
import { cellsOf, done, requestOf } from '../schedule/fixture.ts';
import { subjectOf } from './subject.ts';

export interface LabelChoice {
  readonly choices: readonly string[];
  readonly loglikelihoods: readonly number[];
  readonly gold: number | readonly number[];
}

/** 1 or 0. */
export async function rightChoice(
  { choices, loglikelihoods, gold }: LabelChoice,
  by: WayToChoose,
  bare: readonly number[] = [],
): Promise<number> {
  const ask = ({ prompt, continuation }: Request): Promise<Completion> => {
    const place = choices.findIndex((label) => ` ${label}` === continuation);
    const logprob = (promptText(prompt) === '' ? bare : loglikelihoods)[place]!;
    return Promise.resolve(done(continuation!, { logprobs: [{ token: '', logprob, top: [] }] }));
  };
  const scorer = makeScorer(normaliseScoreEntry({ choice: { labels: [...choices], by } }));
  const request = requestOf({ cell: cellsOf({})[0]!, text: 'Which one?' });
  const references = [gold].flat().map((place) => choices[place]!);
  const row = { ...subjectOf([]).row, values: { text: 'Which one?', label: 'any' } };
  const tools = { ask, continues: () => true };
  const score = await scorer(done(''), subjectOf(references, { row, request, tools }));
  if (score.status === 'scored') return score.value;
  throw new Error(score.why);
}
