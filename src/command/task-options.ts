// Options that every command over a task file takes.
import { parseOverride, type Override } from '../task/override.ts';
import { formatProblem, type Problem } from '../base/problem.ts';
import type { PrepareOptions } from '../run.ts';
import type { Host } from './host.ts';

export interface TaskOptions {
  readonly set?: readonly string[];
  readonly limit?: string;
  readonly row?: readonly string[];
  readonly cell?: string;
  /** A file of answers that are there already, and the column that they stand in. */
  readonly outputs?: string;
  readonly column?: string;
}

export function prepareOptions(
  host: Host,
  { set = [], limit, row = [], cell, outputs, column }: TaskOptions,
): PrepareOptions {
  const texts = limit === undefined ? set : [...set, `dataset.limit=${limit}`];
  return {
    cwd: host.cwd,
    set: texts.map((text): Override => parseOverride(text)),
    rows: row,
    cell,
    ...(outputs === undefined ? {} : { outputs: { file: outputs, column } }),
  };
}

/** Warnings go to standard error before anything is run. */
export function printProblems(host: Host, problems: readonly Problem[]): void {
  for (const problem of problems) host.err(`${formatProblem(problem)}\n\n`);
}
