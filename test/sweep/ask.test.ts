import { expect, test } from 'vitest';
import { errorOf, UserError } from '../../src/base/problem.ts';
import type { Request } from '../../src/plan/request.ts';
import type { Completion } from '../../src/provider/completion.ts';
import { makeHalt } from '../../src/schedule/halt.ts';
import type { Ledger } from '../../src/stats/ledger.ts';
import { openQuestions } from '../../src/stats/questions.ts';
import { makeTally } from '../../src/stats/tally.ts';
import { ask } from '../../src/sweep/ask.ts';
import { blocksOf, cellsOf, done, requestOf, rowOf } from '../schedule/fixture.ts';

const cells = cellsOf({ settings: { model: 'dear:m' } }, { settings: { model: 'free:m' } });
const priceOf = (model: string) => (model === 'dear:m' ? { input: 1000, output: 0 } : undefined);
const usage = { in: 1000, out: 10 };

function requests(count: number, cell = cells[0]!): Request[] {
  return Array.from({ length: count }, (_, index) => requestOf({ cell, row: rowOf(index) }));
}

/** Counts what is recorded; `before` was answered by a run that this one goes on with. */
function setting(before: readonly Completion[] = [], refuseAfter = Infinity) {
  const tally = makeTally({ cells: 2, rows: 100, trials: 1, kinds: [] });
  for (const [row, completion] of before.entries())
    tally.add({ cell: 0, row: 50 + row, trial: 0 }, { completion, scores: [] });
  const sent: string[] = [];
  const recorded: string[] = [];
  const ledger = {
    tally,
    questions: openQuestions({ append: () => Promise.resolve() }),
    answering: (complete: unknown) => complete,
    record({ row }: Request) {
      if (recorded.length >= refuseAfter)
        throw new UserError([errorOf('cannot-write', 'cannot write journal.jsonl')]);
      recorded.push(row.key);
      return Promise.resolve();
    },
  } as unknown as Ledger;
  const complete = ({ row }: Request) => {
    sent.push(row.key);
    return Promise.resolve(done('', { usage }));
  };
  const composed = { complete, window: 1, close: () => Promise.resolve() };
  const halt = makeHalt(new AbortController().signal);
  return { ledger, halt, composed, sent, recorded };
}

test('everything is sent, recorded and told, where nothing ends the run', async () => {
  const { ledger, halt, composed, sent, recorded } = setting();
  const told: Completion[] = [];
  const onResult = (completion: Completion) => void told.push(completion);
  await ask(blocksOf(requests(3)), composed, { ledger, halt, cells, priceOf, onResult });
  expect([sent, recorded]).toEqual([
    ['r0', 'r1', 'r2'],
    ['r0', 'r1', 'r2'],
  ]);
  expect(told).toHaveLength(3);
  expect(halt.reason()).toBe(undefined);
});

test('once the budget is spent nothing more is sent', async () => {
  const { ledger, halt, composed, recorded } = setting();
  const asking = { ledger, halt, cells, priceOf, maxCost: 3 };
  await ask(blocksOf(requests(9)), composed, asking);
  expect(recorded).toEqual(['r0', 'r1', 'r2']);
  expect(halt.reason()).toEqual({ kind: 'over-budget', why: '3.0000 is spent of 3' });
});

test('what was paid for before counts, what the cache gave and what has no price does not', async () => {
  const before: Completion[] = [
    done('', { usage }),
    done('', { usage, cached: true }),
    { status: 'failed', why: 'timeout' },
    done(''),
  ];
  const { ledger, halt, composed, recorded } = setting(before);
  const asking = { ledger, halt, cells, priceOf, maxCost: 3 };
  const free = requests(20, cells[1]);
  await ask(blocksOf(free, requests(9)), composed, asking);
  expect(recorded).toHaveLength(20 + 2);
  expect(halt.reason()).toEqual({ kind: 'over-budget', why: '3.0000 is spent of 3' });
});

test('what the cache gives costs nothing', async () => {
  const { ledger, halt, composed, recorded } = setting();
  const remembered = () => Promise.resolve(done('', { usage, cached: true }));
  const asking = { ledger, halt, cells, priceOf, maxCost: 3 };
  await ask(blocksOf(requests(9)), { ...composed, complete: remembered }, asking);
  expect([recorded.length, halt.reason()]).toEqual([9, undefined]);
});

test('where the budget was spent before, nothing is sent at all', async () => {
  const { ledger, halt, composed, sent } = setting([done('', { usage })]);
  const asking = { ledger, halt, cells, priceOf, maxCost: 1 };
  await ask(blocksOf(requests(9)), composed, asking);
  expect(sent).toEqual([]);
  expect(halt.reason()).toEqual({ kind: 'over-budget', why: '1.0000 is spent of 1' });
});

test('what a disk does not take ends the sending, and is not told as a result', async () => {
  const { ledger, halt, composed, sent } = setting([], 2);
  const told: Completion[] = [];
  const onResult = (completion: Completion) => void told.push(completion);
  await ask(blocksOf(requests(9)), composed, { ledger, halt, cells, priceOf, onResult });
  expect(sent).toEqual(['r0', 'r1', 'r2']);
  expect(told).toHaveLength(2);
  expect(halt.reason()).toEqual({ kind: 'storage', why: 'cannot write journal.jsonl' });
});
