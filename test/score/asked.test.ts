import { expect, test } from 'vitest';
import type { Done } from '../../src/provider/completion.ts';
import { makeScorer, type Score, type Subject } from '../../src/score/score.ts';
import { scoreFields, scoresOf } from '../../src/score/score-fields.ts';
import { makeTally } from '../../src/stats/tally.ts';
import { scoreShapeOf } from '../../src/stats/tally-shape.ts';
import type { MetricInfo } from '../../src/task/metric-info.ts';
import { normaliseScoreEntry } from '../../src/task/score-entry.ts';
import { subjectOf } from './subject.ts';

const done: Done = {
  status: 'done',
  text: 'x',
  finish: 'end',
  finishRaw: 'stop',
  latencyMs: 1500,
  usage: { in: 1000, out: 100 },
};

const price = { input: 2, output: 10 };

async function scoreOf(
  scorer: 'latency' | 'cost',
  completion: Done,
  asker: Pick<Subject, 'model' | 'price'>,
): Promise<Score> {
  return makeScorer(normaliseScoreEntry(scorer))(completion, subjectOf([], asker));
}

test('latency is in seconds', async () => {
  expect(await scoreOf('latency', done, { model: 'm' })).toEqual({ status: 'scored', value: 1.5 });
});

test('an answer of the cache was not timed', async () => {
  expect(await scoreOf('latency', { ...done, cached: true }, { model: 'm' })).toEqual({
    status: 'unscored',
    why: 'the cache gave the answer: it was not timed',
    fine: true,
  });
});

test('cost is that of a thousand answers, whether or not the cache gave this one', async () => {
  const expected = { status: 'scored', value: 3 };
  expect(await scoreOf('cost', done, { model: 'm', price })).toEqual(expected);
  expect(await scoreOf('cost', { ...done, cached: true }, { model: 'm', price })).toEqual(expected);
});

test('where price, tokens or a model are missing there is no cost', async () => {
  const { usage: _, ...untold } = done;
  const whys = [
    await scoreOf('cost', done, { model: 'm' }),
    await scoreOf('cost', untold, { model: 'm', price }),
    await scoreOf('cost', done, {}),
    await scoreOf('latency', done, {}),
  ].map((score) => (score.status === 'unscored' ? score.why : score.value));
  expect(whys).toEqual([
    'm has no price',
    'the provider tells no tokens',
    'no model was asked',
    'no model was asked',
  ]);
});

test('an answer that was not timed is not counted as unscored, nor told in the journal', async () => {
  const info: MetricInfo = {
    name: 'latency',
    kind: 'graded',
    better: 'lower',
    range: [0, null],
    timed: true,
  };
  const cached = { ...done, cached: true } as const;
  const score = await scoreOf('latency', cached, { model: 'm' });
  const fields = scoreFields([info], { scores: [score], expected: [] });
  expect(fields).toEqual({ scores: {}, expected: [] });
  for (const scores of [[score], scoresOf([info], fields)]) {
    const tally = makeTally({ cells: 1, rows: 1, trials: 1, ...scoreShapeOf([info]) });
    tally.add({ cell: 0, row: 0, trial: 0 }, { completion: cached, scores });
    expect(tally.counts(0)).toMatchObject({ answers: 1, unscored: 0, rows: 0 });
  }
});
