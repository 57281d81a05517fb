// An outcome in; out comes what the options ask for: a table, a document, a file of results.
import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { redactedJson } from '../base/redact.ts';
import type { Outcome } from '../report/outcome.ts';
import { pivotTable } from '../report/pivot.ts';
import { terminalReport } from '../report/terminal.ts';
import type { Prepared } from '../run.ts';
import { findRun, kshotFolder, readRunFile } from '../schedule/find-run.ts';
import type { Manifest } from '../schedule/manifest.ts';
import { readResults } from '../schedule/read-journal.ts';
import type { Host } from './host.ts';
import { readPivot, requireMetric, requireWritable } from './read-option.ts';

export interface ReportOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly pivot?: string;
  readonly metric?: string;
  readonly all?: boolean;
  /** What cannot be told from no drop does not pass. */
  readonly strict?: boolean;
}

/** What is paid for must not be lost to a slip in an option. Throws a UserError for what cannot be reported of the task. */
export function requireReport(
  { cwd }: Host,
  { board, plan }: Prepared,
  { out, metric, pivot }: ReportOptions,
): void {
  if (out !== undefined) requireWritable(resolve(cwd, out), out);
  if (metric !== undefined) requireMetric(board.metrics, metric);
  const grid = plan.cells.map(({ coordinates }) => coordinates);
  if (pivot !== undefined) readPivot(pivot, grid);
}

export async function printOutcome(
  host: Host,
  outcome: Outcome,
  options: ReportOptions,
): Promise<void> {
  host.out(
    `${options.json ? redactedJson(outcome, host.redact, 2) : table(outcome, options, host.color)}\n`,
  );
  if (options.out !== undefined) await writeResults(host, outcome.run, options.out);
}

function table(
  outcome: Outcome,
  { pivot, metric, all = false }: ReportOptions,
  color: boolean,
): string {
  const report = terminalReport(outcome, { all, color });
  if (pivot === undefined) return report;
  const axes = readPivot(
    pivot,
    outcome.cells.map((cell) => cell.axes),
  );
  return `${report}\n\n${pivotTable(outcome, { ...axes, ...(metric === undefined ? {} : { metric }) })}`;
}

async function writeResults(host: Host, id: string, out: string): Promise<void> {
  const { resultsCsv } = await import('../report/results-csv.ts');
  const folder = findRun(kshotFolder(host.cwd), id);
  const manifest = readRunFile(folder, 'manifest.json') as Manifest;
  const lines = resultsCsv(manifest, readResults(join(folder, 'journal.jsonl')));
  await pipeline(lines, createWriteStream(resolve(host.cwd, out)));
}
