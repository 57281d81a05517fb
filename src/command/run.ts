import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { errorOf, UserError } from '../base/problem.ts';
import { redactedJson } from '../base/redact.ts';
import { requirePrices } from '../provider/cost.ts';
import { keysOf, requireKeys } from '../provider/check-keys.ts';
import type { Complete } from '../provider/provider.ts';
import type { Outcome } from '../report/outcome.ts';
import { pivotTable } from '../report/pivot.ts';
import { terminalReport } from '../report/terminal.ts';
import { prepare, run, type Prepared, type World } from '../run.ts';
import { readJournal } from '../schedule/journal.ts';
import type { Manifest } from '../schedule/manifest.ts';
import { findRun, kshotFolder, readRunFile } from '../schedule/run-folder.ts';
import type { Host } from './host.ts';
import { startProgress } from './progress.ts';
import { readAmount, readCount, readPivot, requireMetric, requireWritable } from './read-option.ts';
import { prepareOptions, printProblems, type TaskOptions } from './task-options.ts';

export interface RunOptions extends TaskOptions {
  readonly concurrency?: string;
  readonly maxCost?: string;
  readonly record?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly pivot?: string;
  readonly metric?: string;
  readonly all?: boolean;
}

const mostConcurrency = 1000;

/** Every task is checked before the first request of any is sent. */
export async function runCommand(
  host: Host,
  files: readonly string[],
  options: RunOptions,
): Promise<number> {
  const { out } = options;
  const limits = readLimits(options);
  if (out !== undefined) requireOut(host, out, files);
  const tasks: Prepared[] = [];
  for (const file of files) tasks.push(await prepareOne(host, file, options));
  const recording = await openRecordingFor(host, options.record);
  const outcomes: Outcome[] = [];
  try {
    for (const task of tasks) {
      if (host.signal.aborted) break;
      const outcome = await runOne(host, task, { ...limits, wrap: recording?.wrap });
      outcomes.push(outcome);
      if (!options.json) host.out(`${table(outcome, options, host.color)}\n`);
      if (out !== undefined) await writeResults(host, outcome.run, out);
    }
  } finally {
    recording?.close();
  }
  if (options.json) host.out(`${redactedJson(document(outcomes), host.redact, 2)}\n`);
  return Math.max(...outcomes.map(({ exit }) => exit), host.signal.aborted ? 130 : 0);
}

function requireOut({ cwd }: Host, out: string, files: readonly string[]): void {
  if (files.length > 1)
    throw new UserError([errorOf('bad-option', '--out takes the results of one task')]);
  requireWritable(resolve(cwd, out), out);
}

async function prepareOne(host: Host, file: string, options: RunOptions): Promise<Prepared> {
  const prepared = await prepare(file, prepareOptions(host, options));
  const { board, plan, registry } = prepared;
  host.conceal(keysOf(plan.cells, registry).map(({ env }) => env));
  requireKeys(plan.cells, registry, host.env);
  if (options.maxCost !== undefined) requirePrices(plan.cells, registry);
  if (options.metric !== undefined) requireMetric(board.metrics, options.metric);
  // A slip here must not show after the run is paid for.
  if (options.pivot !== undefined)
    readPivot(
      options.pivot,
      plan.cells.map(({ coordinates }) => coordinates),
    );
  return prepared;
}

/** Throws a UserError where the file is no recording. */
async function openRecordingFor({ cwd, redact }: Host, file: string | undefined) {
  if (file === undefined) return undefined;
  const { openRecording, recorded } = await import('../provider/record.ts');
  const recording = openRecording(resolve(cwd, file), file, redact);
  const wrap = (complete: Complete) => recorded(complete, recording.write);
  return { wrap, close: recording.close };
}

type RunLimits = Pick<World, 'concurrency' | 'maxCost' | 'wrap'>;

function readLimits({ concurrency, maxCost }: RunOptions): RunLimits {
  return {
    concurrency:
      concurrency === undefined
        ? undefined
        : readCount('--concurrency', concurrency, mostConcurrency),
    maxCost: maxCost === undefined ? undefined : readAmount('--max-cost', maxCost),
  };
}

async function runOne(host: Host, prepared: Prepared, limits: RunLimits): Promise<Outcome> {
  const { loaded, data, plan, warnings } = prepared;
  printProblems(host, warnings);
  const total = plan.cells.length * data.count * plan.trials;
  const { onResult, stop } = startProgress(host, loaded.task.name, total);
  const { env, now, clock, sleep, signal, redact } = host;
  const home = kshotFolder(host.cwd);
  try {
    return await run(prepared, {
      home,
      env,
      now,
      clock,
      sleep,
      signal,
      redact,
      onResult,
      ...limits,
    });
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
  const { resultsCsv } = await import('../report/results-csv.ts');
  const folder = findRun(kshotFolder(host.cwd), id);
  const manifest = readRunFile(folder, 'manifest.json') as Manifest;
  const lines = resultsCsv(manifest, readJournal(join(folder, 'journal.jsonl')));
  await pipeline(lines, createWriteStream(resolve(host.cwd, out)));
}

function document(outcomes: readonly Outcome[]): object {
  return outcomes.length === 1 ? outcomes[0]! : { version: 1, runs: outcomes };
}
