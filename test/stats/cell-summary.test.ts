import { expect, test } from 'vitest';
import type { Score } from '../../src/score/score.ts';
import { meanOf, summariseCells } from '../../src/stats/cell-summary.ts';
import { makeTally } from '../../src/stats/tally.ts';
import type { MetricInfo } from '../../src/task/metric-info.ts';
import { done } from '../schedule/fixture.ts';

const exactMatch: MetricInfo = {
  name: 'exact_match',
  kind: 'binary',
  better: 'higher',
  range: [0, 1],
};
const rouge: MetricInfo = { name: 'rouge_l', kind: 'graded', better: 'higher', range: [0, 1] };
const unscored: Score = { status: 'unscored', why: 'no reference' };

function scored(value: number): Score {
  return { status: 'scored', value };
}

test('a cell is summed up in one record: counts, tokens, latency, and every metric with its own n', () => {
  const tally = makeTally({ cells: 1, rows: 4, trials: 1, kinds: ['graded', 'graded'] });
  const usage = { in: 100, out: 5 };
  for (const [row, value] of [1, 0, 1].entries()) {
    const graded = row === 0 ? unscored : scored(value / 2);
    const completion = done('', { usage, latencyMs: 10 + row, finish: row ? 'stop' : 'length' });
    tally.add({ cell: 0, row, trial: 0 }, { completion, scores: [scored(value), graded] });
  }
  tally.add(
    { cell: 0, row: 3, trial: 0 },
    { completion: { status: 'failed', why: 'timeout' }, scores: [] },
  );
  const [first] = summariseCells(tally, ['the cell'], [exactMatch, rouge]);
  expect(first?.cell).toBe('the cell');
  expect(first?.summary).toEqual({
    n: 3,
    answers: 3,
    failed: 1,
    unscored: 1,
    truncated: 1,
    tokens: { in: 300, out: 15 },
    latency: { p50: 11, p95: 11.9 },
    metrics: {
      exact_match: {
        mean: 2 / 3,
        low: expect.closeTo(0.207655, 5),
        high: expect.closeTo(0.938508, 5),
        n: 3,
        method: 'wilson',
      },
      rouge_l: { mean: 0.25, low: 0, high: 1, n: 2, method: 't' },
    },
  });
});

test('several trials of a 0/1 metric have a t interval over the rows', () => {
  const tally = makeTally({ cells: 1, rows: 2, trials: 2, kinds: ['graded'] });
  for (const row of [0, 1])
    for (const trial of [0, 1])
      tally.add(
        { cell: 0, row, trial },
        { completion: done(''), scores: [scored(row === 0 ? 1 : trial)] },
      );
  const [first] = summariseCells(tally, [0], [exactMatch]);
  const { n, answers, metrics } = first!.summary;
  expect({ n, answers, metrics }).toEqual({
    n: 2,
    answers: 4,
    metrics: { exact_match: { mean: 0.75, low: 0, high: 1, n: 2, method: 't' } },
  });
});

test('a cell without any answer has no latency, and of each metric only that there is none', () => {
  const tally = makeTally({ cells: 1, rows: 2, trials: 1, kinds: ['graded'] });
  tally.add(
    { cell: 0, row: 0, trial: 0 },
    { completion: { status: 'failed', why: 'timeout' }, scores: [] },
  );
  expect(summariseCells(tally, [0], [exactMatch])).toEqual([
    {
      cell: 0,
      summary: {
        n: 0,
        answers: 0,
        failed: 1,
        unscored: 0,
        truncated: 0,
        tokens: { in: 0, out: 0 },
        metrics: { exact_match: { n: 0 } },
      },
    },
  ]);
});

test('latencies are told to the microsecond', () => {
  const tally = makeTally({ cells: 1, rows: 1, trials: 1, kinds: ['graded'] });
  tally.add(
    { cell: 0, row: 0, trial: 0 },
    { completion: done('', { latencyMs: 0.123456 }), scores: [scored(1)] },
  );
  const [first] = summariseCells(tally, [0], [exactMatch]);
  expect(first?.summary.latency).toEqual({ p50: 0.123, p95: 0.123 });
});

test('the mean of a metric that was not scored, or is not there, is unknown', () => {
  const tally = makeTally({ cells: 2, rows: 1, trials: 1, kinds: ['graded'] });
  tally.add({ cell: 1, row: 0, trial: 0 }, { completion: done(''), scores: [scored(1)] });
  const [none, one] = summariseCells(tally, [0, 1], [exactMatch]).map(({ summary }) => summary);
  expect([meanOf(none!, 'exact_match'), meanOf(one!, 'exact_match'), meanOf(one!, 'f1')]).toEqual([
    undefined,
    1,
    undefined,
  ]);
});

test('what the cache gave is told apart, with the tokens that were paid for and not read again', () => {
  const tally = makeTally({ cells: 1, rows: 2, trials: 1, kinds: ['graded'] });
  const asked = done('', { usage: { in: 100, out: 5, cached: 64 }, latencyMs: 30 });
  const cached = done('', { usage: { in: 10, out: 1 }, latencyMs: 7, cached: true });
  for (const [row, completion] of [asked, cached].entries())
    tally.add({ cell: 0, row, trial: 0 }, { completion, scores: [scored(0.5)], shortened: true });
  const [first] = summariseCells(tally, [0], [rouge]);
  expect(first?.summary).toEqual({
    n: 2,
    answers: 2,
    failed: 0,
    unscored: 0,
    truncated: 0,
    shortened: 2,
    cached: 1,
    tokens: { in: 110, out: 6 },
    paid: { in: 100, out: 5 },
    prefix_cached: 64,
    latency: { p50: 30, p95: 30 },
    metrics: { rouge_l: { mean: 0.5, low: 0.5, high: 0.5, n: 2, method: 't' } },
  });
});

test('rows in clusters are summed up by these, those without a score left out with theirs', () => {
  const clusters = Uint32Array.of(0, 0, 1, 1, 2, 2);
  const tally = makeTally({ cells: 1, rows: 6, trials: 1, kinds: ['binary'], clusters });
  for (const [row, value] of [1, 1, 0, 1, 1].entries())
    tally.add({ cell: 0, row, trial: 0 }, { completion: done(''), scores: [scored(value)] });
  tally.add({ cell: 0, row: 5, trial: 0 }, { completion: done(''), scores: [unscored] });
  const [first] = summariseCells(tally, [0], [exactMatch]);
  expect(first?.summary.metrics).toEqual({
    exact_match: {
      mean: 0.8,
      low: expect.closeTo(0.8 - 4.302653 * 0.183303, 5),
      high: 1,
      n: 5,
      method: 'clustered-t',
      clusters: 3,
    },
  });
});
