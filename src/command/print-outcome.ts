// An outcome in, the table that the options ask for out.
import type { Outcome } from '../report/outcome.ts';
import { pivotTable } from '../report/pivot.ts';
import { terminalReport } from '../report/terminal.ts';
import type { Prepared } from '../run.ts';
import type { Host } from './host.ts';
import type { ReportsOptions } from './report-option.ts';
import { readPivot, requireMetric } from './read-option.ts';

export interface ReportOptions extends ReportsOptions {
  readonly pivot?: string;
  readonly metric?: string;
  readonly all?: boolean;
  /** What cannot be told from no drop does not pass. */
  readonly strict?: boolean;
}

/** What is paid for must not be lost to a slip in an option. Throws a UserError for what the task does not have. */
export function requireReport({ board, plan }: Prepared, { metric, pivot }: ReportOptions): void {
  if (metric !== undefined) requireMetric(board.metrics, metric);
  const grid = plan.cells.map(({ coordinates }) => coordinates);
  if (pivot !== undefined) readPivot(pivot, grid);
}

export function printTable(
  { out, color }: Host,
  outcome: Outcome,
  { pivot, metric, all = false }: ReportOptions,
): void {
  out(`${terminalReport(outcome, { all, color })}\n`);
  if (pivot === undefined) return;
  const axes = readPivot(
    pivot,
    outcome.cells.map((cell) => cell.axes),
  );
  out(`\n${pivotTable(outcome, { ...axes, ...(metric === undefined ? {} : { metric }) })}\n`);
}
