import { didYouMean } from '../base/distance.ts';
import { errorOf, UserError } from '../base/problem.ts';
import type { MetricInfo } from '../score/scorers.ts';
import { axisNames, type AxisName } from '../task/grid-schema.ts';

/** `temperature,shots.count`: the axis down, the axis across. Throws a UserError. */
export function readPivot(text: string): { down: AxisName; across: AxisName } {
  const [down, across, ...more] = text.split(',').map((name) => readAxis(name.trim()));
  if (down === undefined || across === undefined || more.length > 0)
    throw new UserError([
      errorOf(
        'bad-option',
        `--pivot takes two axes, not "${text}"`,
        undefined,
        'for instance --pivot temperature,shots.count',
      ),
    ]);
  return { down, across };
}

/** Throws a UserError for what is no axis. */
export function readAxis(name: string): AxisName {
  const axis = axisNames.find((each) => each === name);
  if (axis) return axis;
  const help = didYouMean(name, axisNames) ?? `axes are ${axisNames.join(', ')}`;
  throw new UserError([errorOf('bad-option', `no axis is named "${name}"`, undefined, help)]);
}

/** A whole number of at least 1. Throws a UserError. */
export function readCount(option: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new UserError([
    errorOf('bad-option', `${option} takes a whole number of at least 1, not "${text}"`),
  ]);
}

/** Throws a UserError for a metric that the task does not have. */
export function requireMetric(metrics: readonly MetricInfo[], name: string): void {
  const names = metrics.map((metric) => metric.name);
  if (names.includes(name)) return;
  const help = didYouMean(name, names) ?? `there are ${names.join(', ')}`;
  throw new UserError([errorOf('unknown-metric', `no metric is named "${name}"`, undefined, help)]);
}
