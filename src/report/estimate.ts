// A checked task in, what running it would take out.
import { printable } from '../base/printable.ts';
import type { Estimate } from '../provider/estimate.ts';
import { plural, showCount } from './numbers.ts';

export function estimateReport(task: string, estimate: Estimate): string {
  const { cells, rows, trials, tokensIn, tokensOut, cost } = estimate;
  const requests = cells.length * rows * trials;
  const models = [...new Set(cells.map(({ settings }) => settings.model))];
  const out =
    tokensOut === undefined
      ? 'as many out as the model likes: max_tokens is not set'
      : `at most ${showCount(tokensOut)} out`;
  return [
    `${task}: ok`,
    `  ${plural(cells.length, 'cell')} × ${plural(rows, 'row')} × ${plural(trials, 'trial')} = ${plural(requests, 'request')} to ${models.join(', ')}`,
    `  about ${showCount(tokensIn)} tokens in, ${out}${cost === undefined ? '' : `: at most ${cost.toFixed(4)}`}`,
  ]
    .map(printable)
    .join('\n');
}
