import { afterEach, expect, test, vi } from 'vitest';
import { answersMeta, gateMeta } from '../../src/vitest/eval-meta.ts';
import { evaluate } from '../../src/vitest/evaluate.ts';
import { colours } from './colours.ts';

afterEach(() => void vi.restoreAllMocks());

const never = new AbortController().signal;

test('a test tells ids, scores and tokens of answers, and no text', async () => {
  const { folder } = colours();
  const options = { cwd: folder, cell: 'k=1', limit: 2 };
  const meta = await answersMeta(await evaluate('task.yaml', options, never), 2);
  expect(meta.answers).toMatchInlineSnapshot(`
    [
      {
        "cell": "6d2f9d06bc18",
        "output": "2c68d02422a6",
        "row": "t1",
        "scores": {
          "exact_match": 1,
        },
        "status": "done",
        "tokens": {
          "in": 28,
          "out": 2,
        },
        "trial": 0,
      },
      {
        "cell": "6d2f9d06bc18",
        "output": "2c68d02422a6",
        "row": "t2",
        "scores": {
          "exact_match": 1,
        },
        "status": "done",
        "tokens": {
          "in": 28,
          "out": 2,
        },
        "trial": 0,
      },
    ]
  `);
  expect(meta.left_out).toBeUndefined();
});

test('what is too many is counted, not told', async () => {
  const { folder } = colours();
  const temperatures = Array.from({ length: 60 }, (_, step) => step / 100);
  const options = { cwd: folder, set: { 'grid.temperature': temperatures } };
  const evaluated = await evaluate('task.yaml', options, never);
  const meta = await answersMeta(evaluated, 200);
  expect(meta.cells).toHaveLength(100);
  expect(meta.answers).toHaveLength(200);
  expect(meta.left_out).toEqual({ cells: 20, answers: 280 });
  expect(JSON.stringify(meta).length).toBeLessThan(100_000);
});

test('of a gate those cells alone are told that it speaks of', async () => {
  const { folder } = colours('gate: { exact_match: { min: 0.5, cells: { shots.count: 1 } } }');
  const evaluated = await evaluate('task.yaml', { cwd: folder }, never);
  const { cells, gates, exit } = gateMeta(evaluated, evaluated.outcome.gates);
  expect({ exit, cells: cells.map(({ name }) => name), gates }).toMatchInlineSnapshot(`
    {
      "cells": [
        "k=1",
      ],
      "exit": 0,
      "gates": [
        {
          "cell": "k=1",
          "limit": 0.5,
          "metric": "exact_match",
          "passed": true,
          "rule": "min",
          "value": 1,
        },
      ],
    }
  `);
});

test('secrets are taken out of it', async () => {
  vi.stubEnv('MY_API_KEY', 'a ripe tomato');
  const { folder } = colours();
  const ids = { set: { 'dataset.id': 'thing' }, cell: 'k=1', limit: 2 };
  const meta = await answersMeta(await evaluate('task.yaml', { cwd: folder, ...ids }, never), 9);
  vi.unstubAllEnvs();
  expect(meta.answers?.map(({ row }) => row)).toEqual(['[MY_API_KEY]', 'a ripe cherry']);
});
