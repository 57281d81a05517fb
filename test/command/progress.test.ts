import { expect, test } from 'vitest';
import type { Completion } from '../../src/provider/completion.ts';
import { startProgress } from '../../src/command/progress.ts';
import { done } from '../schedule/fixture.ts';
import { desk } from './desk.ts';

const failed: Completion = { status: 'failed', why: 'timeout' };

/** Progress of ten requests, at a clock that is set by hand. */
function progressAt(interactive: boolean) {
  let now = 0;
  let draw = () => {};
  const timers: number[] = [];
  const printed: string[] = [];
  const { host } = desk(
    {},
    {
      interactive,
      clock: () => now,
      err: (text) => void printed.push(text),
      every(milliseconds, call) {
        timers.push(milliseconds);
        draw = call;
        return () => void timers.pop();
      },
    },
  );
  const progress = startProgress(host, 'colours', 10);
  const at = (time: number) => {
    now = time;
    draw();
    return printed.pop();
  };
  return { ...progress, at, timers, printed };
}

test('a line tells how much is done, what failed, and how long it will take', () => {
  const { at, onResult, timers, stop, printed } = progressAt(false);
  expect([timers, at(0)]).toEqual([[5000], 'colours 0/10 0%\n']);
  onResult(done(''));
  onResult(failed);
  expect(at(4000)).toBe('colours 2/10 20% · 1 failed · 16.0s left\n');
  for (let count = 0; count < 8; count += 1) onResult(done(''));
  expect(at(20_000)).toBe('colours 10/10 100% · 1 failed · 0.0ms left\n');
  stop();
  expect([timers, printed]).toEqual([[], []]);
});

test('what a run had before counts as done, and says nothing of how long the rest will take', () => {
  const { at, onStart, onResult } = progressAt(false);
  onStart(6);
  expect(at(3000)).toBe('colours 6/10 60%\n');
  onResult(done(''));
  expect(at(4000)).toBe('colours 7/10 70% · 12.0s left\n');
});

test('more than was thought is never more than all', () => {
  const { at, onStart } = progressAt(false);
  onStart(12);
  expect(at(0)).toBe('colours 12/10 100%\n');
});

test('on a terminal the line is drawn in place, and taken away', () => {
  const { at, timers, stop, printed } = progressAt(true);
  expect([timers, at(0)]).toEqual([[100], '\r\u001b[Kcolours 0/10 0%']);
  stop();
  expect(printed).toEqual(['\r\u001b[K']);
});

test('of a race it tells how many cells are left, and what was saved, but not how long it will take', () => {
  const { at, onResult, onStanding } = progressAt(true);
  onResult(done(''));
  const lane = (state: 'in' | 'beaten') => ({ state, rows: 5 });
  const lanes = [lane('in'), lane('beaten'), lane('in'), lane('beaten')];
  onStanding({ lanes, best: [0], rows: 10, leftOut: 0, calls: 30 });
  expect(at(1000)).toBe('\r\u001b[Kcolours 1/10 10% · race: 2 of 4 cells left, 25 % saved so far');
});
