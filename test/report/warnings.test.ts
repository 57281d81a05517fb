import { expect, test } from 'vitest';
import { doubts } from '../../src/report/warnings.ts';
import type { CellOutcome } from '../../src/report/outcome.ts';
import { cellOutcomes, exactMatch } from './fixture.ts';

function doubtsAbout(...parts: Partial<CellOutcome>[]): string[] {
  const points = parts.map((part, index) => ({ axes: { temperature: index }, ...part }));
  return doubts({ cells: cellOutcomes(...points), metrics: [exactMatch] });
}

test('forty rows, all scored, none cut, leave no doubt', () => {
  expect(doubtsAbout({}, {})).toEqual([]);
});

test('fewer than thirty scored rows are few', () => {
  expect([doubtsAbout({ n: 30 }), doubtsAbout({ n: 29 }), doubtsAbout({ n: 1 })]).toEqual([
    [],
    ['29 rows only: the intervals are wide, and small differences mean nothing'],
    ['1 row only: the intervals are wide, and small differences mean nothing'],
  ]);
});

test('cells that were scored on different numbers of rows do not compare', () => {
  expect(doubtsAbout({ n: 1200 }, { n: 1000 }, { n: 0 })).toEqual([
    'some cells were scored on fewer rows than others (1,000 to 1,200): they do not compare like with like',
  ]);
});

test('where nothing is scored there is nothing to doubt', () => {
  expect(doubtsAbout({ n: 0 }, { n: 0 })).toEqual([]);
});

test('more than a tenth of the answers cut by max_tokens is told with its mend', () => {
  expect([
    doubtsAbout({ truncated: 4 }),
    doubtsAbout({ truncated: 5 }, {}),
    doubtsAbout({ truncated: 5 }, { truncated: 40 }),
    doubtsAbout({ truncated: 0, answers: 0 }),
  ]).toEqual([
    [],
    ['more than 10 % of the answers in t=0 were cut by max_tokens: raise it, or add a stop string'],
    [
      'more than 10 % of the answers in 2 cells were cut by max_tokens: raise it, or add a stop string',
    ],
    [],
  ]);
});

test('a t interval without any width says nothing', () => {
  const equal = { exact_match: { mean: 0.5, low: 0.5, high: 0.5, n: 40, method: 't' } } as const;
  expect(doubtsAbout({ metrics: equal })).toEqual([
    'exact_match: all rows score alike in 1 cell, so the interval says nothing',
  ]);
});

test('fewer than twenty clusters are few', () => {
  const metrics = (clusters: number) => ({
    metrics: {
      exact_match: { mean: 0.5, low: 0.4, high: 0.6, n: 40, method: 'clustered-t', clusters },
    } as const,
  });
  expect([doubtsAbout(metrics(20)), doubtsAbout(metrics(30), metrics(19))]).toEqual([
    [],
    ['only 19 clusters: with fewer than 20 the interval is too narrow'],
  ]);
});

test('a part of a run has few rows, and others in every cell: that is no news', () => {
  const cells = cellOutcomes({ n: 12 }, { n: 9 });
  const part = { cells, metrics: [exactMatch], shard: { index: 1, of: 4 } };
  expect(doubts(part)).toEqual([]);
  const cut = { ...part, cells: cellOutcomes({ n: 12, answers: 12, truncated: 6 }) };
  expect(doubts(cut)).toEqual([
    'more than 10 % of the answers in default were cut by max_tokens: raise it, or add a stop string',
  ]);
});
