// Runs that are over in, their reports in files and on standard output out.
import { createWriteStream } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../base/problem.ts';
import { redactedJson } from '../base/redact.ts';
import type { Outcome } from '../report/outcome.ts';
import type { Finished, GatePlace, ReportedRun } from '../report/reported-run.ts';
import { reporterOf } from '../report/reporters.ts';
import type { Prepared } from '../run.ts';
import { explained } from '../schedule/cannot-write.ts';
import { findRun, kshotFolder, readManifest } from '../schedule/find-run.ts';
import { resultsOf } from '../schedule/read-journal.ts';
import { locateGate } from '../task/locate.ts';
import type { Host } from './host.ts';
import type { Report } from './report-option.ts';

/** Reads its folder when it is reported. The outcome is as its file holds it, without secrets. */
export function reportedRun(host: Host, prepared: Prepared, outcome: Outcome): ReportedRun {
  const folder = () => findRun(kshotFolder(host.cwd), outcome.run);
  return {
    outcome: JSON.parse(redactedJson(outcome, host.redact)) as Outcome,
    manifest: () => readManifest(folder()),
    results: () => resultsOf(folder()),
    gateAt: (metric) => gatePlace(host, prepared, metric),
  };
}

/** As GitHub looks for it: from the root of the repository. */
function gatePlace({ cwd, env }: Host, { loaded }: Prepared, metric: string): GatePlace {
  const own = loaded.file.source.file;
  const fromRoot = relative(env['GITHUB_WORKSPACE'] ?? cwd, resolve(cwd, own));
  const file = fromRoot.startsWith('..') ? own : fromRoot.replaceAll('\\', '/');
  const at = locateGate(loaded, { metric });
  return at.file === own ? { file, line: at.line } : { file };
}

/** All of them, even where one fails; then, and not before, the exit code: a report that is not there passes no gate. */
export async function writeReports(
  host: Host,
  reports: readonly Report[],
  finished: Finished,
  exit: number,
): Promise<number> {
  const errors: unknown[] = [];
  for (const report of reports)
    await writeReport(host, report, finished).catch((error: unknown) => errors.push(error));
  const bug = errors.find((error) => !(error instanceof UserError));
  if (bug !== undefined) throw bug;
  for (const error of errors) host.err(`${(error as UserError).message}\n`);
  return errors.length > 0 && exit === 0 ? 3 : exit;
}

export function reportOne(
  host: Host,
  reports: readonly Report[],
  prepared: Prepared,
  outcome: Outcome,
): Promise<number> {
  const finished = { runs: [reportedRun(host, prepared, outcome)], several: false };
  return writeReports(host, reports, finished, outcome.exit);
}

async function writeReport(host: Host, { name, file }: Report, finished: Finished): Promise<void> {
  const { report, beside } = reporterOf(name);
  if (!file) return print(host, report(finished));
  if (beside) await print(host, beside(finished));
  const stream = createWriteStream(file.path, { flags: file.add ? 'a' : 'w' });
  await pipeline(report(finished), stream).catch((error: unknown) => {
    throw explained(file.shown, error, notWritten);
  });
}

const notWritten = 'the run is saved: kshot resume makes its reports again, and asks for nothing';

async function print({ out }: Host, pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) out(piece);
}
