// A grid that is raced: whatever the order of the answers, and wherever it was killed, the outcome is the same.
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../src/base/random.ts';
import type { Outcome } from '../src/report/outcome.ts';
import { terminalReport } from '../src/report/terminal.ts';
import { answerTo, raceIn } from './sweep/raced-grid.ts';

const told = (outcome: Outcome) => terminalReport({ ...outcome, seconds: 0 });

test('the winner is found with fewer requests, and it is told what became of the others', async () => {
  const outcome = await raceIn().go();
  expect(told(outcome)).toMatchInlineSnapshot(`
    "colours · 8 cells × 120 rows = 960 requests, 335 of them asked · embedded · 0.0ms

    ┌──────────────────┬──────────────────────┬────────┬────┬────────┬───────────┬───────┬───────────┬─────┐
    │ t                │          exact_match │   race │  n │ failed │ truncated │   p50 │ tokens in │ out │
    │ 0.3              │ 0.984 [0.917, 0.997] │ winner │ 64 │      0 │         0 │ 1.0ms │       640 │  64 │
    │ 0.4              │ 0.859 [0.754, 0.924] │ beaten │ 64 │      0 │         0 │ 1.0ms │       640 │  64 │
    │ 0.2              │ 0.792 [0.657, 0.883] │ beaten │ 48 │      0 │         0 │ 1.0ms │       480 │  48 │
    │ 0.5              │ 0.730 [0.570, 0.846] │ beaten │ 37 │      0 │         0 │ 1.0ms │       370 │  37 │
    │ 0                │ 0.649 [0.488, 0.782] │ beaten │ 37 │      0 │         0 │ 1.0ms │       370 │  37 │
    │ 0.6              │ 0.700 [0.521, 0.833] │ beaten │ 30 │      0 │         0 │ 1.0ms │       300 │  30 │
    │ 0.1              │ 0.633 [0.455, 0.781] │ beaten │ 30 │      0 │         0 │ 1.0ms │       300 │  30 │
    │ 0.7              │ 0.480 [0.300, 0.665] │ beaten │ 25 │      0 │         0 │ 1.0ms │       250 │  25 │
    │ (majority label) │ 0.500 [0.412, 0.588] │        │    │        │           │       │           │     │
    │ (nearest copy)   │ 0.492 [0.404, 0.580] │        │    │        │           │       │           │     │
    └──────────────────┴──────────────────────┴────────┴────┴────────┴───────────┴───────┴───────────┴─────┘

    race: t=0.3 wins by exact_match after 64 of 120 rows: nobody else is left
    beaten: 7 cells; with 95 % confidence the full grid would have ranked none of them first
    335 of 960 requests asked: 65.1 % saved
    the score of the winner is optimistic: it was chosen by the same rows (--holdout 0.3 scores it on others)

    saved as 20260102-030405-colours · kshot show prints it again, --failures lists wrong answers"
  `);
});

test('the order in which answers of a block arrive, and how many are under way, decide nothing', async () => {
  const outcomes = [];
  for (const [seed, concurrency] of [1, 3, 50].entries())
    outcomes.push(await raceIn({ failing: 0.02 }).go({ concurrency }, seed));
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
});

test('no cell answers a row of a block before all answers of the block before are there', async () => {
  const { go, asked } = raceIn();
  const { sweep } = await go({ concurrency: 50 }, 7);
  // Eight cells and blocks of five rows: the first 40 answers are of five rows.
  expect(new Set(asked.slice(0, 40).map((place) => place.split(' ')[1])).size).toBe(5);
  expect(asked).toHaveLength(sweep!.requests);
});

test('a run that was killed anywhere is raced on as if it had not been, and nothing is asked twice', async () => {
  const options = {
    failing: 0.03,
    set: ['trials=2', 'sweep.holdout=0.2', 'sweep.pin.temperature=0'],
  };
  const whole = raceIn(options);
  const first = await whole.go();
  const total = whole.asked.length;
  const random = seededRandom('killed');
  for (let life = 0; life < 8; life += 1) {
    const { go, asked, path } = raceIn(options);
    await go();
    const journal = join(path, 'journal.jsonl');
    const { length } = readFileSync(journal);
    truncateSync(journal, Math.floor(random() * length));
    const kept = readFileSync(journal, 'utf8').split('\n').slice(0, -1);
    const answers = kept.filter((line) => line.includes('"kind":"answer"')).length;
    asked.length = 0;
    const again = await go({ resume: path, concurrency: 4 }, life);
    expect({ ...again, seconds: 0 }).toEqual({ ...first, seconds: 0 });
    expect(asked).toHaveLength(total - answers);
  }
});

test('a race that is over asks nobody when it is gone on with', async () => {
  const { go, asked, path } = raceIn();
  const first = await go();
  asked.length = 0;
  expect(await go({ resume: path })).toEqual(first);
  expect(asked).toEqual([]);
});

test('an interrupted race says how far it came', async () => {
  const { go, asked } = raceIn();
  const interrupt = new AbortController();
  const onResult = () => asked.length >= 100 && interrupt.abort();
  const outcome = await go({ signal: interrupt.signal, onResult, concurrency: 2 });
  const { winner, ended, requests } = outcome.sweep!;
  expect({ winner, ended, requests, exit: outcome.exit }).toMatchInlineSnapshot(`
    {
      "ended": undefined,
      "exit": 130,
      "requests": 101,
      "winner": undefined,
    }
  `);
});

test('what failed counts for no cell, or as the worst there is', async () => {
  const leftOut = (await raceIn({ failing: 0.05 }).go()).sweep!;
  const worst = (await raceIn({ failing: 0.05, set: ['sweep.failed=worst'] }).go()).sweep!;
  expect([leftOut.left_out, worst.left_out]).toMatchInlineSnapshot(`
    [
      30,
      0,
    ]
  `);
  expect([leftOut.winner, worst.winner]).toMatchInlineSnapshot(`
    [
      "t=0.3",
      "t=0.3",
    ]
  `);
});

test('failed requests that are asked again change the race as if they had never failed', async () => {
  const { go, path } = raceIn({ failing: 0.05 });
  await go();
  const mended = await go({
    resume: path,
    retryFailed: true,
    wrap: () => async (request) => Promise.resolve(answerTo(request, 0)),
  });
  const never = await raceIn().go();
  const { winner, cells, rows: raced } = never.sweep!;
  expect(mended.sweep).toMatchObject({ winner, cells, rows: raced, left_out: 0 });
});

test('a pinned cell and the winner are scored on rows that the race did not see', async () => {
  const { sweep } = await raceIn({ set: ['sweep.holdout=0.25', 'sweep.pin.temperature=0.7'] }).go();
  expect(sweep!.holdout).toMatchInlineSnapshot(`
    {
      "cells": [
        {
          "cell": "t=0.3",
          "score": {
            "high": 0.9815229762087296,
            "low": 0.7867654163738309,
            "mean": 0.9333333333333333,
            "method": "wilson",
            "n": 30,
          },
        },
        {
          "cell": "t=0.7",
          "score": {
            "high": 0.7262251442353347,
            "low": 0.3919730700081361,
            "mean": 0.5666666666666667,
            "method": "wilson",
            "n": 30,
          },
          "winner_ahead": {
            "difference": 0.36666666666666664,
            "high": 0.5557986679343048,
            "low": 0.15465464997649553,
          },
        },
      ],
      "rows": 30,
    }
  `);
});

test('the full grid ranks the same cell first', async () => {
  const grids = raceIn({ set: ['sweep=grid'] });
  const { cells } = await grids.go();
  const means = cells.map(({ name, metrics }) => ({ name, ...metrics['exact_match'] }));
  const best = means.reduce((a, b) => ('mean' in a && 'mean' in b && b.mean > a.mean ? b : a));
  const { sweep } = await raceIn().go();
  expect(sweep!.winner).toBe(best.name);
});

test('the share of right labels is a score of rows, and races like one', async () => {
  const { sweep } = await raceIn().go();
  const labels = 'score=[{accuracy: {labels: [red, green]}}]';
  const labelled = (await raceIn({ set: [labels] }).go()).sweep;
  expect(labelled).toEqual({ ...sweep, metric: 'accuracy' });
});

test('settings are laid over the short form, and turn the race off', async () => {
  const { go, asked } = raceIn({ set: ['sweep.budget=0.3', 'sweep.race=false'] });
  expect((await go()).sweep).toBe(undefined);
  expect(asked).toHaveLength(8 * 120);
  const { sweep } = await raceIn({ set: ['sweep.budget=0.3'] }).go();
  expect(sweep!.requests).toBeLessThanOrEqual(0.3 * 8 * 120);
});
