import type { Host } from './host.ts';
import type { ReportOptions } from './print-outcome.ts';
import { runCommand } from './run.ts';
import type { LimitOptions } from './run-task.ts';
import type { TaskOptions } from './task-options.ts';

export interface ScoreOptions extends TaskOptions, LimitOptions, ReportOptions {
  readonly outputs: string;
}

/** Runs a task whose answers are there already: with its rows, scorers and gates, and without a model, unless a scorer asks one. */
export function scoreCommand(host: Host, file: string, options: ScoreOptions): Promise<number> {
  return runCommand(host, [file], options);
}
