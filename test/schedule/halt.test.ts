import { expect, test } from 'vitest';
import { errorOf, UserError } from '../../src/base/problem.ts';
import { makeHalt } from '../../src/schedule/halt.ts';

test('a run that nothing ends early has no reason', () => {
  const halt = makeHalt(new AbortController().signal);
  expect([halt.signal.aborted, halt.reason()]).toEqual([false, undefined]);
});

test.each<[string, (halt: ReturnType<typeof makeHalt>) => void, object]>([
  ['a wrong key', (halt) => halt.fatal('HTTP 401'), { kind: 'fatal', why: 'HTTP 401' }],
  [
    'its budget',
    (halt) => halt.overBudget(1.23456, 1.2),
    { kind: 'over-budget', why: '1.2346 is spent of 1.2' },
  ],
])('%s ends a run', (_, end, reason) => {
  const halt = makeHalt(new AbortController().signal);
  end(halt);
  expect([halt.signal.aborted, halt.reason()]).toEqual([true, reason]);
});

test('an interrupt ends a run, also one from before', () => {
  const interrupt = new AbortController();
  const halt = makeHalt(interrupt.signal);
  interrupt.abort();
  const late = makeHalt(interrupt.signal);
  const interrupted = [true, { kind: 'interrupted' }];
  expect([halt.signal.aborted, halt.reason()]).toEqual(interrupted);
  expect([late.signal.aborted, late.reason()]).toEqual(interrupted);
});

test('a run that is over does not listen for the interrupt any more', () => {
  const interrupt = new AbortController();
  const halt = makeHalt(interrupt.signal);
  halt.close();
  interrupt.abort();
  expect([halt.signal.aborted, halt.reason()]).toEqual([false, undefined]);
});

test('the first reason counts', () => {
  const interrupt = new AbortController();
  const halt = makeHalt(interrupt.signal);
  halt.fatal('HTTP 401');
  halt.fatal('HTTP 403');
  halt.overBudget(2, 1);
  interrupt.abort();
  expect(halt.reason()).toEqual({ kind: 'fatal', why: 'HTTP 401' });
});

test('a disk that refuses ends a run; what needs no disk goes on', async () => {
  const halt = makeHalt(new AbortController().signal);
  const acts: string[] = [];
  const full = () => {
    throw new UserError([errorOf('cannot-write', 'cannot write journal.jsonl: the disk is full')]);
  };
  expect(await halt.guard(() => void acts.push('before'))).toBe(true);
  expect(halt.signal.aborted).toBe(false);
  expect(await halt.guard(full)).toBe(false);
  expect(await halt.guard(() => Promise.resolve().then(full))).toBe(false);
  expect(await halt.guard(() => void acts.push('after'))).toBe(true);
  expect([acts, halt.signal.aborted, halt.reason()]).toEqual([
    ['before', 'after'],
    true,
    { kind: 'storage', why: 'cannot write journal.jsonl: the disk is full' },
  ]);
});

test('what is our own fault is thrown', async () => {
  const halt = makeHalt(new AbortController().signal);
  const bug = () => Promise.reject(new TypeError('x is undefined'));
  await expect(halt.guard(bug)).rejects.toThrow(new TypeError('x is undefined'));
  expect(halt.reason()).toBe(undefined);
});

test('what a disk refused is told whatever ended the run before, and the first of it', async () => {
  const interrupt = new AbortController();
  const halt = makeHalt(interrupt.signal);
  interrupt.abort();
  for (const file of ['journal.jsonl', 'outcome.json'])
    await halt.guard(() => {
      throw new UserError([errorOf('cannot-write', `cannot write ${file}: the disk is gone`)]);
    });
  halt.fatal('HTTP 401');
  expect(halt.reason()).toEqual({
    kind: 'storage',
    why: 'cannot write journal.jsonl: the disk is gone',
  });
});
