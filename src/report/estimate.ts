// A checked task in, what running it would take out.
import { printable } from '../base/printable.ts';
import type { Estimate } from '../provider/estimate.ts';
import { detectableDifference } from '../stats/power.ts';
import { expectedShare, type ExpectedRace } from '../sweep/expected-share.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { plural, showCount, showScore } from './numbers.ts';

export interface EstimateContext {
  /** How the cells race, or would if they were asked to; absent where they cannot. */
  readonly race?: ExpectedRace | undefined;
  /** The primary metric. */
  readonly metric?: Pick<MetricInfo, 'kind' | 'range' | 'corpus'> | undefined;
}

export function estimateReport(
  task: string,
  estimate: Estimate,
  context: EstimateContext = {},
): string {
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
    ...raceLine(estimate, context.race),
    ...differenceLine(estimate, context.metric),
  ]
    .map(printable)
    .join('\n');
}

/** Simulated beforehand: what it takes depends on how far the cells are apart, which nobody knows. */
function raceLine(estimate: Estimate, race: ExpectedRace | undefined): string[] {
  if (!race) return [];
  const { cells, rows, trials, tokensIn, cost } = estimate;
  const { low, high } = expectedShare(race, { cells: cells.length, rows });
  const range = (show: (share: number) => string) =>
    show(low) === show(high) ? show(low) : `${show(low)} to ${show(high)}`;
  const from = (whole: number) => range((share) => showCount(share * whole));
  const share = range((one) => String(Math.round(100 * one)));
  const money = cost === undefined ? '' : `, at most ${range((one) => (one * cost).toFixed(4))}`;
  const requests = from(cells.length * rows * trials);
  const name = race.asked ? 'the race' : 'a race (--race)';
  return [
    `  ${name} may be expected to take ${share} % of that: ${requests} requests, ${from(tokensIn)} tokens in${money}`,
  ];
}

/** Two variants of a prompt agree on rows about so: phi 0.47 at 70 %. Graded scores differ by less than 0 and 1 do. */
const spreadOfPairs = 0.47;

function differenceLine({ cells, rows }: Estimate, metric: EstimateContext['metric']): string[] {
  const [least, most] = metric?.range ?? [0, null];
  if (cells.length < 2 || most === null || metric?.corpus) return [];
  const difference = (most - least) * detectableDifference(spreadOfPairs, rows);
  const about = metric?.kind === 'binary' ? 'about' : 'at most';
  return [
    `  two cells must differ by ${about} ${showScore(difference)} for ${plural(rows, 'row')} to show it (in 80 % of such runs)`,
  ];
}
