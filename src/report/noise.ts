// An outcome in; where what it claims is smaller than what shots, their order or the layout do by themselves out.
import { stableJson } from '../base/hash.ts';
import type { AxisName } from '../task/grid-schema.ts';
import { marginalMeans } from '../stats/variance-shares.ts';
import { gridPoints, settingNames, type PlacedAxis } from './grid-points.ts';
import { plural, showScore } from './numbers.ts';
import type { CellOutcome, Outcome } from './outcome.ts';

const luck: readonly AxisName[] = ['shots.seed', 'shots.order'];
const layout: AxisName = 'format';

type Doubted = Pick<Outcome, 'cells' | 'metrics'> & Partial<Pick<Outcome, 'gates' | 'baseline'>>;

interface Noise {
  readonly axis: AxisName;
  readonly values: number;
  /** From the worst value to the best, each averaged over all other settings. */
  readonly spread: number;
}

interface Claim {
  readonly metric: string;
  readonly lowerIsBetter: boolean;
  readonly cells: readonly CellOutcome[];
  readonly means: readonly number[];
  readonly axes: readonly PlacedAxis[];
}

/** Nothing where the grid has no axis of luck, or the lead is larger. */
export function noiseWarnings(outcome: Doubted): string[] {
  const claim = claimOf(outcome);
  const noises = claim.axes.flatMap((axis) => noiseOf(claim, axis));
  if (noises.length === 0) return [];
  const subjects = claim.axes.filter(({ axis }) => noises.every((noise) => noise.axis !== axis));
  const worst = noises.reduce((most, noise) => (noise.spread > most.spread ? noise : most));
  return [
    ...(subjects.length === 0 ? bestOfLuck(claim, noises) : leadWarning(claim, subjects, worst)),
    ...gateWarnings(outcome, noises),
    ...dropWarnings(outcome, claim.metric, worst),
  ];
}

function claimOf({ cells, metrics }: Doubted): Claim {
  const { name: metric, better } = metrics[0]!;
  const scored = cells.filter((cell) => meanOn(cell, metric) !== undefined);
  const points = gridPoints(scored);
  const means = points.cells.map((cell) => meanOn(cell, metric)!);
  return { metric, lowerIsBetter: better === 'lower', means, ...points };
}

function meanOn({ metrics }: CellOutcome, metric: string): number | undefined {
  const summary = metrics[metric];
  return summary && 'mean' in summary ? summary.mean : undefined;
}

/** A layout is luck beside other axes; alone it is what is asked about. */
function noiseOf({ axes, means }: Claim, { axis, values, places }: PlacedAxis): Noise[] {
  const hasOthers = axes.some((other) => other.axis !== layout && !luck.includes(other.axis));
  if (!luck.includes(axis) && !(axis === layout && hasOthers)) return [];
  const each = marginalMeans(places, means);
  return [{ axis, values: values.length, spread: Math.max(...each) - Math.min(...each) }];
}

function bestOfLuck({ metric, means }: Claim, noises: readonly Noise[]): string[] {
  const [low, high] = [Math.min(...means), Math.max(...means)];
  if (low === high) return [];
  const names = noises.map(({ axis }) => axis).join(' and ');
  return [
    `${metric}: the cells differ in ${names} alone, which takes them from ${showScore(low)} to ${showScore(high)}: the best of them is the luckiest, not a better prompt`,
  ];
}

function leadWarning(claim: Claim, subjects: readonly PlacedAxis[], noise: Noise): string[] {
  const { metric, means, lowerIsBetter } = claim;
  const settings = new Map<string, number[]>();
  const names = settingNames(subjects);
  for (const [cell, mean] of means.entries()) {
    const name = names[cell]!;
    settings.set(name, [...(settings.get(name) ?? []), mean]);
  }
  const sign = lowerIsBetter ? -1 : 1;
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const ranked = [...settings].toSorted(([, a], [, b]) => sign * (average(b) - average(a)));
  const [best, ahead] = ranked[0]!;
  const leadOver = (values: readonly number[]) => Math.abs(average(ahead) - average(values));
  // Settings that tie with the best claim nothing.
  const [next, behind] = ranked.find(([, values]) => leadOver(values) > 1e-9) ?? [];
  if (!behind || leadOver(behind) >= noise.spread) return [];
  const wins = ahead.filter((mean, index) => sign * (mean - behind[index]!) > 0).length;
  const times = ahead.length === 1 ? '' : `; it is ahead in ${wins} of ${ahead.length} comparisons`;
  return [
    `${metric}: ${best} leads ${next} by ${showScore(leadOver(behind))} on average, less than ${moves(noise)}${times}`,
  ];
}

function moves({ axis, values, spread }: Noise): string {
  return `the ${showScore(spread)} by which ${axis} alone moves the mean (${plural(values, 'value')})`;
}

/** A gate that holds, but would not with another draw of the same run. */
function gateWarnings({ cells, gates = [] }: Doubted, noises: readonly Noise[]): string[] {
  return gates.flatMap(({ metric, rule, limit, value, passed, skipped, ...gate }) => {
    const cell = cells.find(({ name }) => name === gate.cell);
    if (!cell || !passed || skipped || value === undefined || rule === 'max_drop') return [];
    const judged = gates.filter((each) => each.metric === metric).map((each) => each.cell);
    const falls = (other: CellOutcome) => {
      const mean = judged.includes(other.name) ? undefined : meanOn(other, metric);
      return mean !== undefined && (rule === 'min' ? mean < limit : mean > limit);
    };
    const fallen = noises.flatMap(({ axis }) => {
      const other = cells.find((each) => falls(each) && differsIn(cell, each, axis));
      return other ? [{ axis, other }] : [];
    });
    return fallen.slice(0, 1).map(({ axis, other }) => {
      const gateText = `${metric} ${rule === 'min' ? '>=' : '<='} ${limit}`;
      const shown = showScore(meanOn(other, metric)!);
      return `${gateText} holds in ${cell.name} (${showScore(value)}), but not in ${other.name} (${shown}), which differs in ${axis} alone`;
    });
  });
}

function differsIn(a: CellOutcome, b: CellOutcome, axis: AxisName): boolean {
  const names = new Set([...Object.keys(a.axes), ...Object.keys(b.axes)] as AxisName[]);
  const isSame = (name: AxisName) =>
    stableJson(a.axes[name] ?? null) === stableJson(b.axes[name] ?? null);
  return [...names].every((name) => isSame(name) === (name !== axis));
}

function dropWarnings({ baseline }: Doubted, metric: string, noise: Noise): string[] {
  const results = baseline?.comparisons ?? [];
  return results.flatMap(({ metric: own, cell, verdict, compared }) => {
    if (own !== metric || !compared || (verdict !== 'regression' && verdict !== 'improved'))
      return [];
    const size = Math.abs(compared.difference);
    if (size >= noise.spread) return [];
    return [
      `${metric}: ${cell} differs from the baseline by ${showScore(size)}, less than ${moves(noise)}`,
    ];
  });
}
