// A checked task in, what running it would take out.
import { printable } from '../base/printable.ts';
import type { Estimate } from '../provider/estimate.ts';
import { costOf, type Price } from '../provider/cost.ts';
import type { QuestionEstimate } from '../score/estimate-questions.ts';
import { plural, showCount } from './numbers.ts';

/** What scorers would ask of a model that is asked over a network. */
export interface AskedEstimate extends QuestionEstimate {
  readonly price: Price | undefined;
}

export function estimateReport(
  task: string,
  estimate: Estimate,
  asked: readonly AskedEstimate[] = [],
): string {
  const { cells, rows, trials, tokensIn, tokensOut, cost } = estimate;
  const requests = cells.length * rows * trials;
  const models = [...new Set(cells.map(({ settings }) => settings.model))];
  return [
    `${task}: ok`,
    `  ${plural(cells.length, 'cell')} × ${plural(rows, 'row')} × ${plural(trials, 'trial')} = ${plural(requests, 'request')} to ${models.join(', ')}`,
    `  ${tokens(tokensIn, tokensOut, cost)}`,
    ...asked.map(askedLine),
  ]
    .map(printable)
    .join('\n');
}

function tokens(into: number, out: number | undefined, cost: number | undefined): string {
  const most =
    out === undefined
      ? 'as many out as the model likes: max_tokens is not set'
      : `at most ${showCount(out)} out`;
  const money = cost === undefined ? '' : `: at most ${cost.toFixed(4)}`;
  return `about ${showCount(into)} tokens in, ${most}${money}`;
}

function askedLine({ model, questions, tokensIn, tokensOut, price }: AskedEstimate): string {
  const cost =
    price && tokensOut !== undefined ? costOf({ in: tokensIn, out: tokensOut }, price) : undefined;
  const times = `${showCount(questions)} time${questions === 1 ? '' : 's'}`;
  return `  scorers ask ${model} up to ${times}: ${tokens(tokensIn, tokensOut, cost)}`;
}
