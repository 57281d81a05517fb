// Requests and those who answer them in, a ledger with all that came back out.
import type { Request } from '../plan/request.ts';
import type { Cell } from '../grid/cells.ts';
import type { Completion } from '../provider/completion.ts';
import { costOf, costOfAnswer, type Price } from '../provider/cost.ts';
import type { Composed } from '../schedule/complete.ts';
import { dispatch } from '../schedule/dispatch.ts';
import type { Halt } from '../schedule/halt.ts';
import type { Ledger } from '../stats/ledger.ts';
import type { Tally } from '../stats/tally.ts';

export interface Asking {
  readonly ledger: Ledger;
  readonly halt: Halt;
  readonly cells: readonly Cell[];
  readonly priceOf: (model: string) => Price | undefined;
  /** No request is sent once so much is spent, by this run and what it goes on with. */
  readonly maxCost?: number | undefined;
  readonly onResult?: ((completion: Completion) => void) | undefined;
}

/** Resolves when all that was sent is written down; `halt` knows if that is not everything. */
export async function ask(
  requests: AsyncIterable<Iterable<Request>>,
  { complete, window }: Composed,
  { ledger, halt, cells, priceOf, maxCost = Infinity, onResult }: Asking,
): Promise<void> {
  let spent = costOfTally(ledger.tally, cells, priceOf);
  const handle = async (request: Request, completion: Completion): Promise<void> => {
    if (!(await halt.guard(() => ledger.record(request, completion)))) return;
    spent += costOfAnswer(completion, priceOf(request.cell.settings.model));
    if (spent >= maxCost) halt.overBudget(spent, maxCost);
    onResult?.(completion);
  };
  if (spent >= maxCost) halt.overBudget(spent, maxCost);
  await dispatch(requests, ledger.answering(complete), handle, { window, signal: halt.signal });
}

function costOfTally(tally: Tally, cells: readonly Cell[], priceOf: Asking['priceOf']): number {
  return cells.reduce((sum, { index, settings }) => {
    const price = priceOf(settings.model);
    return price ? sum + costOf(tally.counts(index).paid, price) : sum;
  }, 0);
}
