// Context windows in, which prompts fit them out: some servers cut what does not fit, and say nothing.
import { errorOf, type Problem } from '../base/problem.ts';
import type { Location } from '../base/location.ts';
import type { Row } from '../dataset/row.ts';
import type { Cell } from '../grid/cells.ts';
import { requestMaker, type Fit, type Plan } from '../plan/plan.ts';
import { splitModel } from '../plan/request.ts';
import type { Prompt } from '../prompt/prompt.ts';
import type { Registry } from './registry.ts';
import { estimatePromptTokens } from './tokens.ts';

/** Undefined where no model of the cells has a known window. */
export function fitOf(
  cells: readonly Cell[],
  registry: Registry,
  policy: 'error' | 'drop_shots',
): Fit | undefined {
  const windowOf = ({ settings }: Cell) =>
    registry.find(splitModel(settings.model).provider)?.limits.context ?? Infinity;
  if (cells.every((cell) => windowOf(cell) === Infinity)) return undefined;
  const fits = (prompt: Prompt, cell: Cell) =>
    estimatePromptTokens(prompt) + (cell.settings.params.max_tokens ?? 0) <= windowOf(cell);
  return { fits, drop: policy === 'drop_shots' };
}

/** What does not fit, also without shots: told before anything is sent. */
export async function checkFit(
  plan: Plan,
  rows: AsyncIterable<Row>,
  at: Location,
): Promise<Problem[]> {
  const { fit } = plan;
  if (!fit) return [];
  const requestsOf = requestMaker({ ...plan, trials: 1 });
  let first: string | undefined;
  let count = 0;
  for await (const row of rows)
    for (const { prompt, cell } of requestsOf([row])) {
      if (fit.fits(prompt, cell)) continue;
      first ??= `row ${row.key} in ${cell.name}`;
      count += 1;
    }
  if (first === undefined) return [];
  const more = count > 1 ? `, and ${count - 1} more` : '';
  const message = `a prompt and its answer do not fit the context window: ${first}${more}`;
  const help = 'fewer or shorter shots, a smaller max_tokens, or fit: drop_shots';
  return [errorOf('does-not-fit', message, at, fit.drop ? undefined : help)];
}
