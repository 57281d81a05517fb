import { expect, test } from 'vitest';
import type { Row } from '../../src/dataset/row.ts';
import type { Cell } from '../../src/grid/cells.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { inShard } from '../../src/schedule/shard.ts';
import { Interrupted } from '../../src/score/interrupted.ts';
import type { LineBoard } from '../../src/score/line-board.ts';
import type { Ledger } from '../../src/stats/ledger.ts';
import { makeTally } from '../../src/stats/tally.ts';
import { nextRequests, type Sweep } from '../../src/sweep/next-requests.ts';
import { planOf, stream } from '../plan/plan-of.ts';
import { rowOf } from '../prompt/rows.ts';
import { collect, done } from '../schedule/fixture.ts';

const pool = [rowOf({ q: 'ant', a: 'small' }, 'a'), rowOf({ q: 'bear', a: 'big' }, 'b', 1)];

function rowsUpTo(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => rowOf({ q: `q${index}` }, `r${index}`, index));
}

/** Answers by the index of the row. */
const lines: LineBoard = {
  names: ['line'],
  answer: ({ index }) =>
    Promise.resolve([
      { completion: done(''), scores: [{ status: 'scored', value: index } as const] },
    ]),
};

function sweepOf(plan: Plan, rows: readonly Row[], more: Partial<Sweep> = {}): Sweep {
  const lineTally = makeTally({ cells: 1, rows: rows.length, trials: 1, kinds: ['graded'] });
  const ledger = { wants: () => true } as unknown as Ledger;
  return { plan, rows: stream(rows), ledger, lines, lineTally, ...more };
}

/** Of each block its requests, as `cell row trial`. */
async function blocksOf(sweep: Sweep): Promise<string[][]> {
  const blocks = await collect(nextRequests(sweep));
  return blocks.map((block) =>
    Array.from(block, ({ cell, row, trial }) => `${cell.index} ${row.index} ${trial}`),
  );
}

test('cells that share a prompt follow each other, and prompts that begin alike over a block of rows', async () => {
  const plan = planOf({ temperature: [0, 1], 'shots.count': [0, 2] }, pool, { trials: 2 });
  const [block] = await blocksOf(sweepOf(plan, rowsUpTo(2)));
  expect(block!.join(', ')).toBe(
    '0 0 0, 0 0 1, 2 0 0, 2 0 1, 0 1 0, 0 1 1, 2 1 0, 2 1 1, ' +
      '1 0 0, 1 0 1, 3 0 0, 3 0 1, 1 1 0, 1 1 1, 3 1 0, 3 1 1',
  );
});

test('a block has 32 rows, the last one what is left', async () => {
  const plan = planOf({ 'shots.count': [0, 1] }, pool);
  const blocks = await blocksOf(sweepOf(plan, rowsUpTo(70)));
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => from + index);
  const whole = (from: number, to: number) => [
    ...rows(from, to).map((row) => `0 ${row} 0`),
    ...rows(from, to).map((row) => `1 ${row} 0`),
  ];
  expect(blocks).toEqual([whole(0, 32), whole(32, 64), whole(64, 70)]);
});

test('rows are read only as far as they are asked for', async () => {
  const read: number[] = [];
  async function* rows() {
    for (const row of rowsUpTo(100)) {
      await Promise.resolve();
      read.push(row.index);
      yield row;
    }
  }
  const plan = planOf({}, pool);
  const blocks = nextRequests(sweepOf(plan, rowsUpTo(100), { rows: rows() }));
  await blocks.next();
  expect(read).toHaveLength(32);
  await blocks.return(undefined);
  expect(read).toHaveLength(32);
});

test('only what the ledger wants is made out, at the time when it is drawn', async () => {
  const plan = planOf({ temperature: [0, 1] }, pool);
  const held = new Set(['0 1']);
  const wants = (cell: Cell, row: Row) => !held.has(`${cell.index} ${row.index}`);
  const ledger = { wants } as unknown as Ledger;
  const [block] = await collect(nextRequests(sweepOf(plan, rowsUpTo(3), { ledger })));
  const drawn: string[] = [];
  for (const { cell, row } of block!) {
    drawn.push(`${cell.index} ${row.index}`);
    held.add('0 2');
  }
  expect(drawn).toEqual(['0 0', '1 0', '1 1', '1 2']);
});

test('a part is asked what belongs to it, all parts together everything once', async () => {
  const plan = planOf({ temperature: [0, 1] }, pool, { trials: 2 });
  const rows = rowsUpTo(40);
  const parts = await Promise.all(
    [1, 2, 3].map(async (index) => {
      const shard = { index, of: 3 };
      const blocks = await collect(nextRequests(sweepOf(plan, rows, { shard })));
      const requests = blocks.flatMap((block) => [...block]);
      expect(requests.filter(({ row, cell }) => !inShard(shard, row, cell))).toEqual([]);
      return requests.map(({ cell, row, trial }) => `${cell.index} ${row.index} ${trial}`);
    }),
  );
  const whole = (await blocksOf(sweepOf(plan, rows))).flat();
  expect(parts.flat().toSorted()).toEqual(whole.toSorted());
});

test('the reference lines answer every row once, also where nothing is left to ask', async () => {
  const plan = planOf({ temperature: [0, 1] }, pool, { trials: 2 });
  const sweep = sweepOf(plan, rowsUpTo(33), {
    ledger: { wants: () => false } as unknown as Ledger,
    shard: { index: 1, of: 9 },
  });
  expect(await blocksOf(sweep)).toEqual([[], []]);
  expect([...sweep.lineTally.rowMeans(0, 0)]).toEqual(rowsUpTo(33).map(({ index }) => index));
});

test('where the run ends before a scorer of a reference line has its answer, nothing more is asked', async () => {
  const plan = planOf({}, pool);
  const interrupted: LineBoard = {
    ...lines,
    answer: (row, tools) =>
      row.index === 40 ? Promise.reject(new Interrupted()) : lines.answer(row, tools),
  };
  const blocks = await blocksOf(sweepOf(plan, rowsUpTo(70), { lines: interrupted }));
  expect(blocks.map(({ length }) => length)).toEqual([32]);
});

test('the reference lines of a block are scored at once', async () => {
  const waiting: (() => void)[] = [];
  const slow: LineBoard = {
    ...lines,
    answer: async (row, tools) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return lines.answer(row, tools);
    },
  };
  const requests = nextRequests(sweepOf(planOf({}, pool), rowsUpTo(3), { lines: slow }));
  const first = requests.next();
  await expect.poll(() => waiting.length).toBe(3);
  waiting.forEach((go) => go());
  expect((await first).done).toBe(false);
});
