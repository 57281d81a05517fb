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
  readonly race?: boolean;
  readonly budget?: string;
  readonly confidence?: string;
  readonly holdout?: string;
}

export function prepareOptions(host: Host, options: TaskOptions): PrepareOptions {
  const { set = [], limit, row = [], cell, outputs, column } = options;
  const limited = limit === undefined ? [] : [`dataset.limit=${limit}`];
  const texts = [...set, ...limited, ...raceTexts(options)];
  return {
    cwd: host.cwd,
    set: texts.map((text): Override => parseOverride(text)),
    rows: row,
    cell,
    ...(outputs === undefined ? {} : { outputs: { file: outputs, column } }),
  };
}

/** `--budget` and the like say what a race is to be, and so that there is one. */
function raceTexts({ race, budget, confidence, holdout }: TaskOptions): string[] {
  const given = Object.entries({ budget, confidence, holdout }).flatMap(([key, value]) =>
    value === undefined ? [] : [`sweep.${key}=${value}`],
  );
  return race || given.length > 0 ? ['sweep.race=true', ...given] : [];
}

/** Warnings go to standard error before anything is run. */
export function printProblems(host: Host, problems: readonly Problem[]): void {
  for (const problem of problems) host.err(`${formatProblem(problem)}\n\n`);
}
