// A plan and its rows in, what running it would take out.
import type { Row } from '../dataset/row.ts';
import { countTokens } from '../embedded/model.ts';
import type { Cell } from '../grid/cells.ts';
import { requestMaker, type Plan } from '../plan/plan.ts';
import { promptText } from '../prompt/prompt.ts';
import { costOf, type Price } from './cost.ts';

export interface Estimate {
  readonly cells: readonly Cell[];
  readonly rows: number;
  readonly trials: number;
  /** Tokens of all prompts, as the embedded model counts them. */
  readonly tokensIn: number;
  /** At most: the sum of max_tokens. Undefined where a cell leaves that to the server. */
  readonly tokensOut: number | undefined;
  /** At most, in the currency of the prices; absent where a model has none. */
  readonly cost?: number;
}

const sampledRows = 50;

/** Renders the first rows and takes the others to be like them. */
export async function estimate(
  plan: Plan,
  rows: AsyncIterable<Row>,
  count: number,
  priceOf: (model: string) => Price | undefined,
): Promise<Estimate> {
  const { cells, trials } = plan;
  const read = new Float64Array(cells.length);
  const requestsOf = requestMaker({ ...plan, trials: 1 });
  let sampled = 0;
  for await (const row of rows) {
    if (sampled === sampledRows) break;
    sampled += 1;
    for (const { prompt, cell } of requestsOf([row]))
      read[cell.index]! += countTokens(promptText(prompt));
  }
  const requests = count * trials;
  const perCell = cells.map((cell) => {
    const { model, params } = cell.settings;
    const tokens = {
      in: (read[cell.index]! / Math.max(1, sampled)) * requests,
      out: params.max_tokens === undefined ? undefined : params.max_tokens * requests,
    };
    return { tokens, price: priceOf(model) };
  });
  const cost = sumOf(
    perCell.map(({ tokens, price }) =>
      price && tokens.out !== undefined
        ? costOf({ in: tokens.in, out: tokens.out }, price)
        : undefined,
    ),
  );
  return {
    cells,
    rows: count,
    trials,
    tokensIn: perCell.reduce((sum, { tokens }) => sum + tokens.in, 0),
    tokensOut: sumOf(perCell.map(({ tokens }) => tokens.out)),
    ...(cost === undefined ? {} : { cost }),
  };
}

/** Undefined as soon as one is. */
function sumOf(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>(
    (sum, value) => (sum === undefined || value === undefined ? undefined : sum + value),
    0,
  );
}
