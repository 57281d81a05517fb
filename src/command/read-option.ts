import { closeSync, openSync } from 'node:fs';
import { didYouMean } from '../base/distance.ts';
import { errorOf, UserError } from '../base/problem.ts';
import type { Coordinates } from '../grid/cells.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { AxisName } from '../task/grid-schema.ts';

/** `temperature,shots.count`: the axis down, the axis across. Throws a UserError. */
export function readPivot(
  text: string,
  grid: readonly Coordinates[],
): { down: AxisName; across: AxisName } {
  const [down, across, ...more] = text.split(',').map((name) => readAxis(name.trim(), grid));
  if (down !== undefined && across !== undefined && more.length === 0) return { down, across };
  const help = 'for instance --pivot temperature,shots.count';
  throw new UserError([
    errorOf('bad-option', `--pivot takes two axes, not "${text}"`, undefined, help),
  ]);
}

/** Throws a UserError for what is no axis of the grid. */
export function readAxis(name: string, grid: readonly Coordinates[]): AxisName {
  const axes = [...new Set(grid.flatMap((cell) => Object.keys(cell) as AxisName[]))];
  const axis = axes.find((each) => each === name);
  if (axis) return axis;
  const help =
    didYouMean(name, axes) ?? (axes.length > 0 ? `it has ${axes.join(', ')}` : 'add a grid');
  throw new UserError([errorOf('bad-option', `the grid has no axis "${name}"`, undefined, help)]);
}

/** A whole number of at least 1, and not above `most`. Throws a UserError. */
export function readCount(option: string, text: string, most = Infinity): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1 && count <= most) return count;
  const range = most === Infinity ? 'of at least 1' : `from 1 to ${most}`;
  throw new UserError([
    errorOf('bad-option', `${option} takes a whole number ${range}, not "${text}"`),
  ]);
}

/** An amount above 0. Throws a UserError. */
export function readAmount(option: string, text: string): number {
  const amount = Number(text);
  if (Number.isFinite(amount) && amount > 0) return amount;
  throw new UserError([errorOf('bad-option', `${option} takes an amount above 0, not "${text}"`)]);
}

/** Throws a UserError for a metric that the task does not have. */
export function requireMetric(metrics: readonly MetricInfo[], name: string): void {
  const names = metrics.map((metric) => metric.name);
  if (names.includes(name)) return;
  const help = didYouMean(name, names) ?? `there are ${names.join(', ')}`;
  throw new UserError([errorOf('unknown-metric', `no metric is named "${name}"`, undefined, help)]);
}

/** Throws a UserError for a file that cannot be written. */
export function requireWritable(path: string, shown: string): void {
  try {
    closeSync(openSync(path, 'a'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such folder',
      EISDIR: 'it is a folder',
      EACCES: 'it may not be written',
    };
    const why = reasons[code ?? ''] ?? message;
    throw new UserError([errorOf('bad-option', `cannot write ${shown}: ${why}`)]);
  }
}
