// The sound parts of a task in, what they contradict each other in out.
import { didYouMean } from '../base/distance.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import { mappingPath } from './axes.ts';
import { isRate, normaliseGates, rateNames, type Gate } from './gate-schema.ts';
import type { Stop } from './params.ts';
import { rangeOf, type Range } from './metric-range.ts';
import { expandEntry } from './expand-entry.ts';
import { normaliseScoreEntry, type ScoreEntry } from './score-entry.ts';
import type { Axis } from './task.ts';
import type { TaskText } from './task-schema.ts';
import { checkStopEscapes } from './template-traps.ts';
import { checkWeights, weightedName } from './weights.ts';
import { locateKey, locateValue, type YamlFile } from './yaml-file.ts';

export interface TaskParts {
  readonly file: YamlFile;
  readonly text: Partial<TaskText>;
  readonly grid: readonly (readonly Axis[])[];
  /** The keys whose values are not all there, since something is wrong in them. */
  readonly broken: readonly string[];
}

export function checkTask(parts: TaskParts): Problem[] {
  const { file, text } = parts;
  const written = (text.score ?? []).map(normaliseScoreEntry);
  const names = written.flatMap(expandEntry);
  return [
    ...checkShotCount(parts),
    ...checkStopEscapes(file, ['params', 'stop'], text.params?.stop),
    ...checkStopAxes(parts),
    ...checkScorerNames(file, written),
    ...(parts.broken.includes('trials') ? [] : checkPassAt(file, written, text.trials)),
    ...checkWeights(file, written),
    ...checkGates(parts, names),
  ];
}

function checkShotCount({ file, text, grid, broken }: TaskParts): Problem[] {
  const { shots } = text;
  const counted = typeof shots === 'number' || shots?.count !== undefined;
  if (counted || ['', 'shots', 'grid'].some((key) => broken.includes(key))) return [];
  const lacking = grid.findIndex(
    (axes) => !axes.some(({ name }) => name === 'shots.count') && (shots || axes.some(isOfShots)),
  );
  if (lacking === -1) return [];
  const help = 'add `count: 4` to shots, or an axis `shots.count: [0, 4]` to the grid';
  const axis = grid[lacking]!.find(isOfShots);
  if (shots || !axis)
    return [errorOf('no-shot-count', 'shots has no count', locateKey(file, ['shots']), help)];
  const at = locateKey(file, [...mappingPath(text.grid, lacking), axis.name]);
  return [errorOf('no-shot-count', `${axis.name} does nothing without shots`, at, help)];
}

function isOfShots({ name }: Axis): boolean {
  return name.startsWith('shots.');
}

function checkStopAxes({ file, text, grid }: TaskParts): Problem[] {
  return grid.flatMap((axes, index) => {
    const values = axes.find(({ name }) => name === 'stop')?.values ?? [];
    return values.flatMap((stop, nth) =>
      checkStopEscapes(file, [...mappingPath(text.grid, index), 'stop', nth], stop as Stop),
    );
  });
}

function checkScorerNames(file: YamlFile, written: readonly ScoreEntry[]): Problem[] {
  const score = written.flatMap((entry, place) =>
    expandEntry(entry).map(({ name }) => ({ name, place })),
  );
  return score.flatMap(({ name, place }, index) => {
    const at = locateValue(file, ['score', place]);
    if (isRate(name) || name === weightedName) {
      const whose = name === weightedName ? 'what has a weight comes to' : 'every run has';
      const help = `${whose} a metric ${name}: choose another name`;
      return [errorOf('reserved-name', `a scorer cannot be named ${name}`, at, help)];
    }
    if (score.findIndex((other) => other.name === name) === index) return [];
    const help = `give one of them another name: { …, as: ${name}_2 }`;
    return [errorOf('duplicate-name', `two scorers are named ${name}`, at, help)];
  });
}

/** More trials of a row cannot be drawn than it has. */
export function checkPassAt(file: YamlFile, score: readonly ScoreEntry[], trials = 1): Problem[] {
  return score.flatMap((entry, index) => {
    if (typeof entry.trials !== 'object') return [];
    const { pass_at: wanted } = entry.trials;
    if (wanted <= trials) return [];
    const at = locateValue(file, ['score', index, entry.metric, 'trials', 'pass_at']);
    const message = `pass_at is ${wanted}, but a row has ${trials} trial${trials === 1 ? '' : 's'}`;
    return [errorOf('out-of-range', message, at, `set trials: ${wanted}, or more`)];
  });
}

function checkGates({ file, text, broken }: TaskParts, score: readonly ScoreEntry[]): Problem[] {
  const summary = score.some(({ weight }) => weight) ? [weightedName] : [];
  const known = [...score.map(({ name }) => name), ...summary, ...rateNames];
  const whole = text.score !== undefined && !broken.includes('score');
  return normaliseGates(text.gate).flatMap((gate) => {
    const at = locateKey(file, ['gate', gate.metric]);
    if (whole && !known.includes(gate.metric)) {
      const help = didYouMean(gate.metric, known) ?? `this task has ${known.join(', ')}`;
      return [errorOf('unknown-metric', `no metric is named "${gate.metric}"`, at, help)];
    }
    if (broken.includes('gate')) return [];
    const scorer = score.find(({ name }) => name === gate.metric);
    if (hasLimit(gate)) return checkLimits(file, gate, scorer ? rangeOf(scorer) : [0, 1]);
    const help = 'add min, max or max_drop';
    return [errorOf('empty-gate', `the gate on ${gate.metric} has no limit`, at, help)];
  });
}

/** Most scores and all rates lie between 0 and 1: a limit of 5, meant as 5 %, would always hold or never. */
function checkLimits(
  file: YamlFile,
  { metric, min, max, max_drop }: Gate,
  [least, most]: Range,
): Problem[] {
  return Object.entries({ min, max, max_drop }).flatMap(([key, limit]) => {
    if (limit === undefined || (limit >= least && limit <= (most ?? Infinity))) return [];
    const bound = limit < least ? `at least ${least}` : `at most ${most}`;
    const help = limit > 0 && limit <= 100 ? `for ${limit} % write ${limit / 100}` : undefined;
    const message = `gate.${metric}.${key} is ${limit}, but must be ${bound}`;
    return [errorOf('out-of-range', message, locateValue(file, ['gate', metric, key]), help)];
  });
}

function hasLimit({ min, max, max_drop }: Gate): boolean {
  return [min, max, max_drop].some((limit) => limit !== undefined);
}
