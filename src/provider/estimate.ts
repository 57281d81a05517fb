// A plan and its rows in, what running it would take out.
import type { Row } from '../dataset/row.ts';
import { countTokens } from '../embedded/model.ts';
import type { Cell } from '../grid/cells.ts';
import { requestsFor, type Plan } from '../plan/plan.ts';
import { promptText } from '../prompt/prompt.ts';

export interface Estimate {
  readonly cells: readonly Cell[];
  readonly rows: number;
  readonly trials: number;
  /** Tokens of all prompts, as the embedded model counts them. */
  readonly tokensIn: number;
  /** At most: the sum of max_tokens. Undefined where a cell leaves that to the server. */
  readonly tokensOut: number | undefined;
}

const sampledRows = 50;

/** Renders the first rows and takes the others to be like them. */
export async function estimate(
  plan: Plan,
  rows: AsyncIterable<Row>,
  count: number,
): Promise<Estimate> {
  let sampled = 0;
  let tokens = 0;
  for await (const row of rows) {
    if (sampled === sampledRows) break;
    sampled += 1;
    for (const { prompt } of requestsFor({ ...plan, trials: 1 }, row))
      tokens += countTokens(promptText(prompt));
  }
  const { cells, trials } = plan;
  const limits = cells.map(({ settings }) => settings.params.max_tokens);
  const perRow = limits.reduce<number | undefined>(
    (sum, limit) => (sum === undefined || limit === undefined ? undefined : sum + limit),
    0,
  );
  return {
    cells,
    rows: count,
    trials,
    tokensIn: (tokens / Math.max(1, sampled)) * count * trials,
    tokensOut: perRow === undefined ? undefined : perRow * count * trials,
  };
}
