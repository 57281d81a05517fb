// The names of reports in, what writes them out.
import type { Outcome, Reporter } from './outcome.ts';
import type { Finished, RunReporter } from './reported-run.ts';

interface ReporterEntry {
  readonly report: RunReporter;
  /** Where each task makes a text of its own. */
  readonly oneTask?: true;
  /** The variable that names the file to add it to, unless one is given. */
  readonly fileFrom?: string;
  /** What goes to standard output beside the file. */
  readonly beside?: RunReporter;
}

/** To add one takes a line here, and its part of docs/ci.md. */
export const reporters = {
  json: { report: jsonReport },
  csv: { report: csvReport, oneTask: true },
  junit: { report: loaded(async () => (await import('./junit.ts')).junit) },
  markdown: { report: loaded(async () => (await import('./markdown.ts')).markdownReport) },
  github: {
    report: loaded(async () => (await import('./markdown.ts')).summaryReport),
    beside: loaded(async () => (await import('./annotations.ts')).annotations),
    fileFrom: 'GITHUB_STEP_SUMMARY',
  },
} satisfies Record<string, ReporterEntry>;

export type ReporterName = keyof typeof reporters;

export function reporterOf(name: ReporterName): ReporterEntry {
  return reporters[name];
}

const outcomeJson: Reporter = (outcome: Outcome) => JSON.stringify(outcome, undefined, 2);

async function* jsonReport({ runs, several }: Finished): AsyncGenerator<string> {
  const outcomes = runs.map(({ outcome }) => outcome);
  if (!several) yield* outcomes.map((outcome) => `${outcomeJson(outcome)}\n`);
  else yield `${JSON.stringify({ version: 1, runs: outcomes }, undefined, 2)}\n`;
}

async function* csvReport({ runs }: Finished): AsyncGenerator<string> {
  const { resultsCsv } = await import('./results-csv.ts');
  for (const { manifest, results } of runs) yield* resultsCsv(manifest(), results());
}

/** A report that is loaded when it is made: most runs make none. */
function loaded(load: () => Promise<RunReporter>): RunReporter {
  return async function* report(finished) {
    yield* (await load())(finished);
  };
}
