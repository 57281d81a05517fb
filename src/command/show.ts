import { errorOf, UserError } from '../base/problem.ts';
import { answerBlock } from '../report/answers.ts';
import { byAxisTable } from '../report/by-axis.ts';
import { confusionTables } from '../report/confusion.ts';
import { collectFailures } from '../report/failures.ts';
import type { Outcome } from '../report/outcome.ts';
import { pivotTable } from '../report/pivot.ts';
import { terminalReport } from '../report/terminal.ts';
import { findRun, kshotFolder, readRunFile } from '../schedule/find-run.ts';
import { resultsOf } from '../schedule/read-journal.ts';
import type { Host } from './host.ts';
import { readAxis, readPivot, requireMetric } from './read-option.ts';

export interface ShowOptions {
  readonly by?: string;
  readonly metric?: string;
  readonly failures?: boolean;
  readonly sensitivity?: boolean;
  readonly confusion?: boolean;
  readonly row?: readonly string[];
  readonly pivot?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Prints a saved run again: the newest, or the one whose name holds the words given. */
export async function showCommand(
  host: Host,
  name: string | undefined,
  options: ShowOptions,
): Promise<number> {
  const folder = findRun(kshotFolder(host.cwd), name);
  const outcome = withPrimary(readRunFile(folder, 'outcome.json') as Outcome, options.metric);
  const text = options.sensitivity
    ? await sensitivityOf(folder, outcome, options.json ?? false)
    : await view(folder, outcome, options, host.color);
  host.out(`${text}\n`);
  return 0;
}

async function view(
  folder: string,
  outcome: Outcome,
  options: ShowOptions,
  color: boolean,
): Promise<string> {
  const grid = outcome.cells.map((cell) => cell.axes);
  if (options.json) return JSON.stringify(outcome, undefined, 2);
  if (options.by !== undefined) return byAxisTable(outcome, readAxis(options.by, grid));
  if (options.pivot !== undefined) return pivotTable(outcome, readPivot(options.pivot, grid));
  if (options.row?.length) return rowView(folder, outcome, options.row);
  if (options.confusion) return confusionView(outcome, options.all ?? false);
  if (options.failures) return failureView(folder, outcome, options.all ?? false);
  return terminalReport(outcome, { all: options.all ?? false, color });
}

async function sensitivityOf(folder: string, outcome: Outcome, json: boolean): Promise<string> {
  const { sensitivityView } = await import('./sensitivity.ts');
  return sensitivityView(folder, outcome, json);
}

/** The metric asked for comes first, and so ranks the cells. Throws a UserError where the run does not have it. */
function withPrimary(outcome: Outcome, metric: string | undefined): Outcome {
  if (metric === undefined) return outcome;
  requireMetric(outcome.metrics, metric);
  const first = outcome.metrics.filter(({ name }) => name === metric);
  return {
    ...outcome,
    metrics: [...first, ...outcome.metrics.filter(({ name }) => name !== metric)],
  };
}

async function rowView(folder: string, outcome: Outcome, rows: readonly string[]): Promise<string> {
  const blocks: string[] = [];
  const names = namesById(outcome);
  for await (const { answer, score } of resultsOf(folder))
    if (rows.includes(answer.row)) blocks.push(answerBlock(names.get(answer.cell)!, answer, score));
  if (blocks.length > 0) return blocks.join('\n');
  const message = `this run has no answer for ${rows.join(', ')}`;
  throw new UserError([
    errorOf('unknown-row', message, undefined, 'results.csv (kshot run --out) lists the keys'),
  ]);
}

function confusionView(outcome: Outcome, all: boolean): string {
  const tables = confusionTables(outcome, all);
  if (tables.length > 0) return tables.join('\n\n');
  const message = 'no metric of this run has labels that could be taken for each other';
  const help = 'score labels: accuracy: { labels: ["...", "..."] }';
  throw new UserError([errorOf('bad-option', message, undefined, help)]);
}

const shownAtFirst = 20;

async function failureView(folder: string, outcome: Outcome, all: boolean): Promise<string> {
  const names = namesById(outcome);
  const [primary] = outcome.metrics;
  const failures = collectFailures(primary!, all ? Infinity : shownAtFirst);
  for await (const { answer, score } of resultsOf(folder))
    failures.take(names.get(answer.cell)!, answer, score);
  return failures.report();
}

function namesById({ cells }: Outcome): Map<string, string> {
  return new Map(cells.map(({ id, name }) => [id, name]));
}
