import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { errorOf, UserError } from '../base/problem.ts';
import { requireClients } from '../provider/check-cells.ts';
import type { Outcome } from '../report/outcome.ts';
import { pivotTable } from '../report/pivot.ts';
import { resultsCsv } from '../report/results-csv.ts';
import { terminalReport } from '../report/terminal.ts';
import { prepare, run, type Prepared } from '../run.ts';
import { readJournal } from '../schedule/journal.ts';
import type { Manifest } from '../schedule/manifest.ts';
import { findRun, kshotFolder, readRunFile } from '../schedule/run-folder.ts';
import type { Host } from './host.ts';
import { startProgress } from './progress.ts';
import { readCount, readPivot, requireMetric } from './read-option.ts';
import { prepareOptions, printProblems, type TaskOptions } from './task-options.ts';

export interface RunOptions extends TaskOptions {
  readonly concurrency?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly pivot?: string;
  readonly metric?: string;
  readonly all?: boolean;
}

/** Every task is checked before the first request of any is sent. */
export async function runCommand(
  host: Host,
  files: readonly string[],
  options: RunOptions,
): Promise<number> {
  const { out, concurrency } = options;
  if (out !== undefined && files.length > 1)
    throw new UserError([errorOf('bad-option', '--out takes the results of one task')]);
  const atOnce = concurrency === undefined ? undefined : readCount('--concurrency', concurrency);
  const tasks: Prepared[] = [];
  for (const file of files) tasks.push(await prepareOne(host, file, options));
  const outcomes: Outcome[] = [];
  for (const task of tasks) {
    if (host.signal.aborted) break;
    const outcome = await runOne(host, task, atOnce);
    outcomes.push(outcome);
    if (!options.json) host.out(`${table(outcome, options, host.color)}\n`);
    if (out !== undefined) await writeResults(host, outcome.run, out);
  }
  if (options.json) host.out(`${JSON.stringify(document(outcomes), undefined, 2)}\n`);
  return Math.max(...outcomes.map(({ exit }) => exit), host.signal.aborted ? 130 : 0);
}

async function prepareOne(host: Host, file: string, options: RunOptions): Promise<Prepared> {
  const prepared = await prepare(file, prepareOptions(host, options));
  requireClients(prepared.plan.cells);
  const { board, plan } = prepared;
  if (options.metric !== undefined) requireMetric(board.metrics, options.metric);
  // A slip here must not show after the run is paid for.
  if (options.pivot !== undefined)
    readPivot(
      options.pivot,
      plan.cells.map(({ coordinates }) => coordinates),
    );
  return prepared;
}

async function runOne(host: Host, prepared: Prepared, concurrency?: number): Promise<Outcome> {
  const { loaded, data, plan, warnings } = prepared;
  printProblems(host, warnings);
  const total = plan.cells.length * data.count * plan.trials;
  const { onResult, stop } = startProgress(host, loaded.task.name, total);
  const { now, clock, signal } = host;
  const home = kshotFolder(host.cwd);
  try {
    return await run(prepared, { home, now, clock, signal, concurrency, onResult });
  } finally {
    stop();
  }
}

function table(
  outcome: Outcome,
  { pivot, metric, all = false }: RunOptions,
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
  const folder = findRun(kshotFolder(host.cwd), id);
  const manifest = readRunFile(folder, 'manifest.json') as Manifest;
  const lines = resultsCsv(manifest, readJournal(join(folder, 'journal.jsonl')));
  await pipeline(lines, createWriteStream(resolve(host.cwd, out)));
}

function document(outcomes: readonly Outcome[]): object {
  return outcomes.length === 1 ? outcomes[0]! : { version: 1, runs: outcomes };
}
