// The plan, the rows and what is answered in, the requests that have yet to be made out, in the order in which they are sent.
import type { Row } from '../dataset/row.ts';
import { requestMaker, type Plan } from '../plan/plan.ts';
import type { Request } from '../plan/request.ts';
import { inShard, type Shard } from '../schedule/shard.ts';
import { Interrupted } from '../score/interrupted.ts';
import type { LineBoard } from '../score/line-board.ts';
import type { Tools } from '../score/metric.ts';
import type { Ledger } from '../stats/ledger.ts';
import type { Tally } from '../stats/tally.ts';

export interface Sweep {
  readonly plan: Plan;
  readonly rows: AsyncIterable<Row>;
  readonly ledger: Ledger;
  readonly lines: LineBoard;
  /** Takes what the reference lines answer. */
  readonly lineTally: Tally;
  /** What the scorers of the reference lines use. */
  readonly tools?: Tools | undefined;
  readonly shard?: Shard | undefined;
}

/** Rows that are kept together, so that requests which begin alike follow each other. */
const rowsInBlock = 32;

/** The full grid, a block of rows at a time; the reference lines answer each row as it passes. */
export async function* nextRequests(sweep: Sweep): AsyncGenerator<Iterable<Request>> {
  const { plan, rows, ledger, shard } = sweep;
  const requestsOf = requestMaker(plan);
  for await (const block of inBlocks(rows)) {
    if (!(await answerLines(sweep, block))) return;
    yield requestsOf(
      block,
      (cell, row, trial) => (!shard || inShard(shard, row, cell)) && ledger.wants(cell, row, trial),
    );
  }
}

export async function* inBlocks(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let block: Row[] = [];
  for await (const row of rows) {
    block.push(row);
    if (block.length < rowsInBlock) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}

type Lined = Pick<Sweep, 'lines' | 'lineTally' | 'tools'>;

/** All rows at once: a scorer of the user's own may take its time. False where the run ended before it had. */
export async function answerLines(sweep: Lined, rows: readonly Row[]): Promise<boolean> {
  try {
    await Promise.all(rows.map((row) => answerRow(sweep, row)));
    return true;
  } catch (error) {
    if (error instanceof Interrupted) return false;
    throw error;
  }
}

async function answerRow({ lines, lineTally, tools }: Lined, row: Row): Promise<void> {
  const results = await lines.answer(row, tools);
  for (const [line, result] of results.entries())
    lineTally.add({ cell: line, row: row.index, trial: 0 }, result);
}
