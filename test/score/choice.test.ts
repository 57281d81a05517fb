import { expect, test } from 'vitest';
import type { Request } from '../../src/plan/request.ts';
import { promptText } from '../../src/prompt/prompt.ts';
import type { Completion, TokenLogprob } from '../../src/provider/completion.ts';
import type { Score } from '../../src/score/score.ts';
import { makeScorer } from '../../src/score/score.ts';
import { normaliseScoreEntry, scoreEntrySchema } from '../../src/task/score-entry.ts';
import { cellsOf, done, requestOf } from '../schedule/fixture.ts';
import { subjectOf } from './subject.ts';

type Values = Readonly<Record<string, string | readonly string[]>>;

interface Case {
  readonly written: object;
  readonly reference: string;
  /** Of the answer itself. */
  readonly told?: readonly TokenLogprob[];
  readonly ask?: (question: Request) => Completion;
  readonly continues?: boolean;
  readonly values?: Values;
}

async function scoreOf({ written, reference, told, ask, continues = false, values }: Case) {
  const asked: string[] = [];
  const scorer = makeScorer(normaliseScoreEntry(scoreEntrySchema.parse({ choice: written })));
  const request = requestOf({ cell: cellsOf({})[0]!, text: 'a film' });
  const row = { ...subjectOf([]).row, values: { text: 'a film', label: 'good', ...values } };
  const tools = {
    continues: () => continues,
    ask: (question: Request) => {
      asked.push(`${promptText(question.prompt)}|${question.continuation ?? ''}`);
      return Promise.resolve(ask!(question));
    },
  };
  const completion = done('', told ? { logprobs: told } : {});
  const score: Score = await scorer(completion, subjectOf([reference], { row, request, tools }));
  return { score, asked };
}

const labels = ['good', 'bad'];

function told(...tokens: readonly (readonly [token: string, probability: number])[]) {
  const top = tokens.map(([token, probability]) => ({ token, logprob: Math.log(probability) }));
  return [{ ...top[0]!, top }];
}

test('where a model tells first tokens only, they decide', async () => {
  const answer = told([' go', 0.4], [' bad', 0.35], [' ba', 0.2], [' so', 0.05]);
  expect((await scoreOf({ written: { labels }, reference: 'bad', told: answer })).score).toEqual({
    status: 'scored',
    value: 1,
    note: 'good -0.916, bad -0.598',
  });
});

test('a label that is not among the likeliest tokens is less likely than those', async () => {
  const answer = told([' good', 0.4], [' so', 0.2]);
  const { score } = await scoreOf({ written: { labels }, reference: 'good', told: answer });
  expect(score).toEqual({ status: 'scored', value: 1, note: 'good -0.916, bad -2.303' });
});

test.each([
  ['the answer has no log-probabilities', undefined, labels],
  ['no label begins with one of the 1 likeliest tokens', told([' so', 0.9]), labels],
  ['the token " po" begins several labels', told([' po', 0.9]), ['positive', 'poor']],
])('unscored: %s', async (why, answer, some) => {
  const given = {
    written: { labels: some },
    reference: some[0]!,
    ...(answer ? { told: answer } : {}),
  };
  expect((await scoreOf(given)).score).toEqual({ status: 'unscored', why });
});

test('a token that begins several labels decides nothing where it is too unlikely to', async () => {
  const written = { labels: ['negative', 'neutral', 'positive'] };
  const score = async (unclear: number) => {
    const answer = told([' neg', 0.5], [' neu', 0.3], [' ne', unclear]);
    return (await scoreOf({ written, reference: 'negative', told: answer })).score;
  };
  expect(await score(0.1)).toMatchObject({ status: 'scored', value: 1 });
  const why = 'the token " ne" begins several labels';
  expect(await score(0.25)).toEqual({ status: 'unscored', why });
});

/** The probabilities of good and bad after each prompt. */
const biased: Readonly<Record<string, readonly [good: number, bad: number]>> = {
  'a film': [0.6, 0.4],
  'N/A': [0.8, 0.1],
  '': [0.9, 0.3],
  '[MASK]': [0.7, 0.2],
};

function probabilityOf({ prompt, continuation }: Request): Completion {
  const [good, bad] = biased[promptText(prompt)]!;
  const logprob = Math.log(continuation === ' good' ? good : bad);
  return done(continuation!, { logprobs: [{ token: continuation!, logprob, top: [] }] });
}

test('calibrated: what the model would say to anything does not count', async () => {
  const { score, asked } = await scoreOf({
    written: { labels, by: 'calibrated' },
    reference: 'bad',
    ask: probabilityOf,
    continues: true,
  });
  // p_cf of good: (8/9 + 3/4 + 7/9) / 3.
  const usual = (8 / 9 + 3 / 4 + 7 / 9) / 3;
  const [good, bad] = [Math.log(0.6 / usual), Math.log(0.4 / (1 - usual))];
  const note = `good ${good.toFixed(3)}, bad ${bad.toFixed(3)}`;
  expect(score).toEqual({ status: 'scored', value: 1, note });
  expect(asked).toEqual([
    'a film| good',
    'a film| bad',
    'N/A| good',
    'N/A| bad',
    '| good',
    '| bad',
    '[MASK]| good',
    '[MASK]| bad',
  ]);
});

test('a row may have labels of its own, and name the right one by its place', async () => {
  const ask = ({ continuation }: Request) =>
    done('', { logprobs: [{ token: '', logprob: continuation === ' Rome' ? -1 : -2, top: [] }] });
  const given = { written: { labels: { column: 'cities' } }, ask, continues: true };
  const values = { cities: ['Paris', 'Rome'] };
  expect((await scoreOf({ ...given, reference: '1', values })).score).toEqual({
    status: 'scored',
    value: 1,
    note: 'Paris -2.000, Rome -1.000',
  });
  expect((await scoreOf({ ...given, reference: '1' })).score).toEqual({
    status: 'unscored',
    why: 'the row has no list of labels',
  });
  for (const [cities, why] of [
    [['Paris'], 'the row has less than two labels'],
    [['Paris', ' '], 'a label of the row is empty'],
  ] as const)
    expect((await scoreOf({ ...given, reference: '0', values: { cities } })).score).toEqual({
      status: 'unscored',
      why,
    });
  expect((await scoreOf({ ...given, reference: 'Bonn', values })).score).toEqual({
    status: 'unscored',
    why: 'the reference is none of the labels',
  });
});

test('what the model could not be asked may be asked again', async () => {
  const ask = () => ({ status: 'failed', why: 'HTTP 500' }) as const;
  const { score } = await scoreOf({ written: { labels }, reference: 'bad', ask, continues: true });
  const why = 'the labels could not be scored: HTTP 500';
  expect(score).toEqual({ status: 'unscored', why, again: true });
});

test('of labels alike in a row each is right', async () => {
  const values = { choices: ['Rome', 'Rome', 'Paris'] };
  const given = {
    written: { labels: { column: 'choices' } },
    reference: '1',
    values,
    ask: () => done('', { logprobs: [{ token: '', logprob: -1, top: [] }] }),
    continues: true,
  };
  expect((await scoreOf(given)).score).toMatchObject({ status: 'scored', value: 1 });
});
