// The names of reports in, what writes them out.
import { annotations } from './annotations.ts';
import { junit } from './junit.ts';
import { markdownReport, summaryReport } from './markdown.ts';
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
  junit: { report: junit },
  markdown: { report: markdownReport },
  github: { report: summaryReport, beside: annotations, fileFrom: 'GITHUB_STEP_SUMMARY' },
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

/** Loaded when it is used, for its library. */
async function* csvReport({ runs }: Finished): AsyncGenerator<string> {
  const { resultsCsv } = await import('./results-csv.ts');
  for (const { manifest, results } of runs) yield* resultsCsv(manifest(), results());
}
