// Requests and those who answer them in, a ledger with all that came back out.
import type { Request } from '../plan/request.ts';
import type { Cell } from '../grid/cells.ts';
import type { Completion } from '../provider/completion.ts';
import { costOf, costOfAnswer, type Price } from '../provider/cost.ts';
import type { Composed } from '../schedule/complete.ts';
import { dispatch } from '../schedule/dispatch.ts';
import type { Halt } from '../schedule/halt.ts';
import type { Tools } from '../score/metric.ts';
import type { Ledger } from '../stats/ledger.ts';
import type { Tally } from '../stats/tally.ts';

export interface Asking {
  readonly ledger: Ledger;
  readonly halt: Halt;
  readonly cells: readonly Cell[];
  readonly priceOf: (model: string) => Price | undefined;
  /** No request is sent once so much is spent, by this run and what it goes on with. */
  readonly maxCost?: number | undefined;
  /** What scorers use besides the models. */
  readonly tools?: Tools | undefined;
  /** Whether answers of the model are paid for, so that what scorers ask of it is written down; without it, none is. */
  readonly isPaid?: (model: string) => boolean;
  /** What is asked next depends on what came back. */
  readonly apart?: boolean;
  readonly onResult?: ((completion: Completion) => void) | undefined;
}

/** Resolves when all that was sent is written down; `halt` knows if that is not everything. */
export async function ask(
  requests: AsyncIterable<Iterable<Request>>,
  { complete, window }: Composed,
  {
    ledger,
    halt,
    cells,
    priceOf,
    maxCost = Infinity,
    tools,
    isPaid = () => false,
    apart,
    onResult,
  }: Asking,
): Promise<void> {
  const { signal } = halt;
  let spent = costOfTally(ledger.tally, cells, priceOf) + costOfQuestions(ledger, priceOf);
  const spend = (model: string, completion: Completion): void => {
    spent += costOfAnswer(completion, priceOf(model));
    if (spent >= maxCost) halt.overBudget(spent, maxCost);
  };
  const asking = ledger.questions.asking({ complete, signal, isPaid, onAnswer: spend });
  const all = { ...tools, ask: asking };
  const handle = async (request: Request, completion: Completion): Promise<void> => {
    if (!(await halt.guard(() => ledger.record(request, completion, all)))) return;
    spend(request.cell.settings.model, completion);
    onResult?.(completion);
  };
  if (spent >= maxCost) halt.overBudget(spent, maxCost);
  await dispatch(requests, ledger.answering(complete), handle, { window, signal, apart });
}

function costOfQuestions({ questions }: Ledger, priceOf: Asking['priceOf']): number {
  return questions.totals().reduce((sum, { model, paid }) => {
    const price = priceOf(model);
    return price ? sum + costOf(paid, price) : sum;
  }, 0);
}

function costOfTally(tally: Tally, cells: readonly Cell[], priceOf: Asking['priceOf']): number {
  return cells.reduce((sum, { index, settings }) => {
    const price = priceOf(settings.model);
    return price ? sum + costOf(tally.counts(index).paid, price) : sum;
  }, 0);
}
