import type { HaltReason } from '../schedule/halt.ts';
import type { Gate } from '../task/gate-schema.ts';
import type { Summarised } from '../stats/cell-summary.ts';

/** 0 passed, 1 a gate says no, 3 incomplete, 130 interrupted. 2, cannot run, is never the end of a run. */
export type ExitCode = 0 | 1 | 3 | 130;

/** Without a gate on error_rate, this share of failed requests makes a run incomplete; those of scorers count, too. */
export const toleratedErrors = 0.05;

export interface Ending {
  /** Why it ended early, if it did. */
  readonly halted: HaltReason | undefined;
  readonly cells: readonly Summarised<unknown>[];
  readonly gates: readonly Gate[];
  readonly results: readonly { readonly passed: boolean }[];
  /** A drop could not be told from none, and that must not pass. */
  readonly unsure?: boolean;
}

/** A run that stopped at its budget ended as was asked for, as an interrupted one; a wrong key or a full disk is no such end. */
export function exitCode({ halted, cells, gates, results, unsure }: Ending): ExitCode {
  if (halted) return halted.kind === 'fatal' || halted.kind === 'storage' ? 3 : 130;
  if (cells.every(({ summary }) => summary.n === 0)) return 3;
  if (results.some(({ passed }) => !passed)) return 1;
  const gated = gates.some(({ metric }) => metric === 'error_rate');
  return unsure || (!gated && errorRate(cells) > toleratedErrors) ? 3 : 0;
}

function errorRate(cells: readonly Summarised<unknown>[]): number {
  const sum = (count: (cell: Summarised<unknown>) => number) =>
    cells.reduce((total, cell) => total + count(cell), 0);
  const failed = sum(({ summary }) => summary.failed);
  const unjudged = sum(({ summary }) => summary.unjudged ?? 0);
  return (failed + unjudged) / Math.max(1, failed + sum(({ summary }) => summary.answers));
}
