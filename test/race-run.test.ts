// A grid that is raced: whatever the order of the answers, and wherever it was killed, the outcome is the same.
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fingerprint, seededRandom } from '../src/base/random.ts';
import { UserError } from '../src/base/problem.ts';
import type { Request } from '../src/plan/request.ts';
import type { Completion } from '../src/provider/completion.ts';
import type { Outcome } from '../src/report/outcome.ts';
import { terminalReport } from '../src/report/terminal.ts';
import { prepare, run } from '../src/run.ts';
import type { World } from '../src/sweep/world.ts';
import { parseOverride } from '../src/task/override.ts';
import { desk } from './command/desk.ts';
import { done } from './schedule/fixture.ts';

const colours = ['red', 'green'];
const rows = Array.from({ length: 120 }, (_, row) => `r${row},thing ${row},${colours[row % 2]}`);
const files = { 'things.csv': ['id,thing,colour', ...rows].join('\n') };
const grid = ['grid.temperature=[0,0.1,0.2,0.3,0.4,0.5,0.6,0.7]', 'shots=0'];

/** Right in 95 % of the rows at temperature 0.3, in fewer the farther from it; some requests fail. */
function answerTo({ cell, row, trial }: Request, failing: number): Completion {
  const temperature = cell.settings.params.temperature!;
  const draw = (what: string) => (fingerprint(what, row.key, temperature, trial) % 1000) / 1000;
  if (draw('fails') < failing) return { status: 'failed', why: 'no answer' };
  const isRight = draw('right') < 0.95 - Math.abs(temperature - 0.3);
  const right = colours.indexOf(String(row.values['colour']));
  return done(` ${colours[isRight ? right : 1 - right]}`, { usage: { in: 10, out: 1 } });
}

interface Options {
  readonly set?: readonly string[];
  readonly failing?: number;
}

function raceIn({ set = [], failing = 0 }: Options = {}) {
  const { folder, host } = desk(files);
  const home = join(folder, '.kshot');
  const asked: string[] = [];
  const go = async (changes: Partial<World> = {}, seed = 0): Promise<Outcome> => {
    const random = seededRandom('turns', seed);
    const wrap: World['wrap'] = () => async (request) => {
      for (let turns = Math.floor(4 * random()); turns > 0; turns -= 1)
        await new Promise((resolve) => void setImmediate(resolve));
      asked.push(`${request.cell.name} ${request.row.key} ${request.trial}`);
      return answerTo(request, failing);
    };
    const overrides = [...grid, 'sweep=race', ...set].map(parseOverride);
    const prepared = await prepare('task.yaml', { cwd: folder, set: overrides });
    return run(prepared, { ...host, home, wrap, ...changes });
  };
  const path = join(home, 'runs/20260102-030405-colours');
  return { go, asked, path };
}

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

async function refusal(...set: string[]): Promise<string> {
  const { folder } = desk(files);
  const overrides = [...grid, 'sweep=race', ...set].map(parseOverride);
  const outcome = await prepare('task.yaml', { cwd: folder, set: overrides }).catch(
    (error: unknown) => error,
  );
  if (outcome instanceof UserError) return outcome.message;
  return (outcome as { warnings: { message: string }[] }).warnings
    .map(({ message }) => message)
    .join('\n');
}

test('what cannot race is refused before anything is sent', async () => {
  const found = [
    await refusal('score=[{accuracy: {labels: [red, green]}}]'),
    await refusal('score=[cer]'),
    await refusal('trials=3', 'score=[{exact_match: {trials: majority}}]'),
    await refusal('sweep={pin: {temperature: 0.9}}'),
    await refusal('gate={exact_match: {min: 0.5, cells: {temperature: 0.3}}}'),
    await refusal('gate={exact_match: {min: 0.5, cells: every}}'),
  ];
  expect(found.join('\n\n')).toMatchInlineSnapshot(`
    "error[cannot-race]: the first scorer decides a race, and accuracy cannot: it scores answers together, not row by row
      --> --set:1:8
      |
    1 | score=[{accuracy: {labels: [red, green]}}]
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: put a scorer first that gives every row a score from 0 to 1, or take out sweep

    error[cannot-race]: the first scorer decides a race, and cer cannot: it has no most
      --> --set:1:8
      |
    1 | score=[cer]
      |        ^^^
      = help: put a scorer first that gives every row a score from 0 to 1, or take out sweep

    error[cannot-race]: the first scorer decides a race, and exact_match cannot: it scores answers together, not row by row
      --> --set:1:8
      |
    1 | score=[{exact_match: {trials: majority}}]
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: put a scorer first that gives every row a score from 0 to 1, or take out sweep

    error[cannot-race]: pin names no cell of the grid
      --> --set:1:8
      |
    1 | sweep={pin: {temperature: 0.9}}
      |        ^^^
      = help: the cells are t=0, t=0.1, t=0.2, t=0.3, t=0.4, …

    error[cannot-race]: the gate on exact_match is held against t=0.3, which the race may drop
      --> --set:1:7
      |
    1 | gate={exact_match: {min: 0.5, cells: {temperature: 0.3}}}
      |       ^^^^^^^^^^^
      = help: pin what it names (sweep.pin), or write cells: best, which is the winner

    error[cannot-race]: the gate on exact_match is held against t=0, which the race may drop
      --> --set:1:7
      |
    1 | gate={exact_match: {min: 0.5, cells: every}}
      |       ^^^^^^^^^^^
      = help: pin what it names (sweep.pin), or write cells: best, which is the winner"
  `);
});

test('a gate on the winner, on a pinned cell or on a rate is none of that', async () => {
  const gates = 'gate={exact_match: {min: 0.5, cells: best}, error_rate: {max: 0}}';
  const pinned = 'gate={exact_match: {min: 0.5, cells: {temperature: 0.3}}}';
  expect(await refusal(gates)).toBe('');
  expect(await refusal(pinned, 'sweep={pin: {temperature: 0.3}}')).toBe('');
});

test('few cells or rows are not raced, and it is said why', async () => {
  expect([
    await refusal('grid={temperature: [0, 1]}'),
    await refusal('dataset.limit=49'),
    await refusal('dataset.limit=70', 'sweep.holdout=0.3'),
  ]).toMatchInlineSnapshot(`
    [
      "every cell answers every row: a race of 2 cells would save next to nothing",
      "every cell answers every row: a race of 49 rows would save next to nothing",
      "every cell answers every row: a race of 49 rows would save next to nothing",
    ]
  `);
});

test('settings are laid over the short form, and turn the race off', async () => {
  const { go, asked } = raceIn({ set: ['sweep.budget=0.3', 'sweep.race=false'] });
  expect((await go()).sweep).toBe(undefined);
  expect(asked).toHaveLength(8 * 120);
  const { sweep } = await raceIn({ set: ['sweep.budget=0.3'] }).go();
  expect(sweep!.requests).toBeLessThanOrEqual(0.3 * 8 * 120);
});
