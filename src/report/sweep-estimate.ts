// What running a task in full would take in; what a race would take of that, and what so many rows can show, out.
import type { Estimate } from '../provider/estimate.ts';
import { detectableDifference } from '../stats/power.ts';
import { expectedShare, type ExpectedRace } from '../sweep/expected-share.ts';
import { isTogether, type MetricInfo } from '../task/metric-info.ts';
import { plural, showCount, showScore } from './numbers.ts';

/** `race`: how the cells race, or would if they were asked to; undefined where they cannot. */
export function sweepEstimate(
  estimate: Estimate,
  race: ExpectedRace | undefined,
  metric: MetricInfo,
): string[] {
  return [...raceLine(estimate, race), ...differenceLine(estimate, metric)];
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

function differenceLine({ cells, rows }: Estimate, metric: MetricInfo): string[] {
  const [least, most] = metric.range;
  if (cells.length < 2 || most === null || isTogether(metric)) return [];
  const difference = (most - least) * detectableDifference(spreadOfPairs, rows);
  const about = metric.kind === 'binary' ? 'about' : 'at most';
  return [
    `  two cells must differ by ${about} ${showScore(difference)} for ${plural(rows, 'row')} to show it (in 80 % of such runs)`,
  ];
}
