import { expect, test } from 'vitest';
import { recordKey, splitModel, type Request } from '../../src/plan/request.ts';
import type { Task } from '../../src/task/task.ts';
import { rowOf, rowsOf } from '../prompt/rows.ts';
import { allRequests, planOf, type Axes } from './plan-of.ts';

const pool = rowsOf({ a: 'ant -> small', b: 'bear -> big' });

function requests(axes: Axes, more: Partial<Task> = {}, row = rowOf({ q: 'cow' }, 'r')): Request[] {
  return allRequests(planOf(axes, pool, more), [row]);
}

function keyOf(more: Partial<Task> = {}, axes: Axes = {}, row?: ReturnType<typeof rowOf>): string {
  return recordKey(requests(axes, more, row)[0]!);
}

const plain = keyOf();

test('the key is a sha256', () => {
  expect(plain).toMatch(/^[0-9a-f]{64}$/);
  expect(keyOf()).toBe(plain);
});

test('the key changes with everything that is asked', () => {
  const shots = { count: 2, select: 'random', seed: 0, per: 'run' } as const;
  const other = [
    keyOf({ params: { temperature: 0 } }),
    keyOf({ params: { temperature: 0.1 } }),
    keyOf({ params: { max_tokens: 1 } }),
    keyOf({ params: { stop: 'x' } }),
    keyOf({ params: { stop: ['x', 'y'] } }),
    keyOf({ params: { extra: { mirostat: 1 } } }),
    keyOf({ params: { extra: { mirostat: 2 } } }),
    keyOf({ mode: 'chat' }),
    keyOf({ shots: { ...shots, count: 1 } }),
    keyOf({ shots: { ...shots, order: 'similar-last' } }),
    keyOf({}, {}, rowOf({ q: 'cow ' }, 'r')),
  ];
  expect(new Set([plain, ...other]).size).toBe(1 + other.length);
});

test('the key does not change with the name of the row, of the cell, or of the template', () => {
  expect(keyOf({}, {}, rowOf({ q: 'cow', unused: 'x' }, 'another', 7))).toBe(plain);
  const templates = { renamed: { input: '{{q}}', output: ' {{a}}', separator: '\n' } };
  expect(keyOf({ templates })).toBe(plain);
});

test('the key does not change with where a parameter is written, nor with the order of the axes', () => {
  const keys = (axes: Axes, more: Partial<Task> = {}) => requests(axes, more).map(recordKey);
  const one = keys({ temperature: [0, 1], top_k: [5, 6] });
  const other = keys({ top_k: [6, 5], temperature: [0, 1] });
  expect(other.toSorted()).toEqual(one.toSorted());
  expect(keys({ top_k: [5] }, { params: { temperature: 0 } })).toEqual([one[0]]);
  expect(keyOf({ params: { top_k: 5, temperature: 0 } })).toBe(one[0]);
});

test('two rows with one prompt share a key', () => {
  const rows = [rowOf({ q: 'cow' }, 'r1'), rowOf({ q: 'cow' }, 'r2', 1)];
  const keys = allRequests(planOf({}, pool), rows).map(recordKey);
  expect(keys[0]).toBe(keys[1]);
});

test('one stop alone, in a list, and none at all are what they mean', () => {
  expect(keyOf({ params: { stop: ['x'] } })).toBe(keyOf({ params: { stop: 'x' } }));
  expect(keyOf({ params: { stop: [] } })).toBe(plain);
});

test('every trial has a key of its own, with or without a seed', () => {
  for (const params of [{}, { seed: 3 }, { temperature: 0 }]) {
    const keys = requests({}, { trials: 4, params }).map(recordKey);
    expect(new Set(keys).size).toBe(4);
  }
});

test('trials send seed + trial where a seed is set, else none', () => {
  const seeds = (params: Task['params']) =>
    requests({}, { trials: 3, params }).map((request) => request.params);
  expect(seeds({ seed: 7, top_k: 1 })).toEqual([
    { seed: 7, top_k: 1 },
    { seed: 8, top_k: 1 },
    { seed: 9, top_k: 1 },
  ]);
  expect(seeds({ top_k: 1 })).toEqual([{ top_k: 1 }, { top_k: 1 }, { top_k: 1 }]);
});

test('the first trial of seed 8 is not the second of seed 7', () => {
  const [, second] = requests({}, { trials: 2, params: { seed: 7 } });
  const [first] = requests({}, { params: { seed: 8 } });
  expect(second!.params).toEqual(first!.params);
  expect(recordKey(second!)).not.toBe(recordKey(first!));
});

test('everything after the first colon is the model', () => {
  expect(splitModel('embedded')).toEqual({ provider: 'embedded', model: '' });
  expect(splitModel('my-vllm:org/name:7b')).toEqual({ provider: 'my-vllm', model: 'org/name:7b' });
});
