// Runs in, JUnit XML out: a suite for the gates of a task and one for each of its cells, a case for each gate and each answer.
import type { GateResult } from '../baseline/verdict.ts';
import type { Pair } from '../schedule/read-journal.ts';
import { whyOf } from './answers.ts';
import { gateText, limitOf } from './gate-lines.ts';
import type { CellOutcome, Outcome } from './outcome.ts';
import type { Finished, ReportedRun } from './reported-run.ts';
import { makeShelves, type Shelves } from './shelves.ts';
import { whyNotPassed } from './terminal.ts';
import { xmlAttributes, xmlText } from './xml.ts';

/** Failures are gates alone: a low score is a measurement. A request that failed is an error, and so is a run that is not complete. */
export async function* junit({ runs }: Finished): AsyncGenerator<string> {
  const shelves = makeShelves();
  try {
    const suites: Suite[] = [];
    for (const [index, run] of runs.entries())
      suites.push(...(await suitesOf(run, `${index} `, shelves)));
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    const seconds = runs.reduce((sum, { outcome }) => sum + outcome.seconds, 0);
    yield `<testsuites${xmlAttributes({ name: 'kshot', ...totalOf(suites), time: seconds.toFixed(3) })}>\n`;
    for (const suite of suites) {
      yield suiteHead(suite);
      yield* shelves.take(suite.shelf);
      yield '  </testsuite>\n';
    }
    yield '</testsuites>\n';
  } finally {
    shelves.close();
  }
}

interface Counts {
  tests: number;
  failures: number;
  errors: number;
}

interface Suite {
  readonly name: string;
  readonly shelf: string;
  readonly timestamp: string;
  readonly counts: Counts;
  readonly properties: readonly (readonly [name: string, value: string | number])[];
}

/** Their cases are on the shelves. What a suite begins with counts them, so they are made first. */
async function suitesOf(run: ReportedRun, prefix: string, shelves: Shelves): Promise<Suite[]> {
  const { outcome, manifest, results } = run;
  const timestamp = manifest().started.replace(/\.\d+Z$/, '');
  const suites = new Map(
    outcome.cells.map((cell) => [cell.id, cellSuite(outcome, cell, prefix, timestamp)]),
  );
  for await (const pair of results()) {
    const { counts, name, shelf } = suites.get(pair.answer.cell)!;
    counts.tests += 1;
    if (pair.answer.status === 'failed') counts.errors += 1;
    shelves.put(shelf, answerCase(name, pair, outcome.trials));
  }
  const gates = gateSuite(outcome, prefix, timestamp);
  for (const gate of outcome.gates) shelves.put(gates.shelf, gateCase(gates.name, gate));
  if (gates.counts.errors > 0) shelves.put(gates.shelf, incompleteCase(gates.name, outcome));
  return [...(gates.counts.tests > 0 ? [gates] : []), ...suites.values()];
}

function gateSuite({ task, gates, exit }: Outcome, prefix: string, timestamp: string): Suite {
  const failures = gates.filter(({ passed }) => !passed).length;
  const errors = exit === 0 || exit === 1 ? 0 : 1;
  const counts = { tests: gates.length + errors, failures, errors };
  // No cell is called so: ids are hashes.
  return { name: `${task} · gates`, shelf: `${prefix}gates`, timestamp, counts, properties: [] };
}

function cellSuite(
  { task, sweep }: Outcome,
  { id, name, n, metrics, params }: CellOutcome,
  prefix: string,
  timestamp: string,
): Suite {
  const scores = Object.entries(metrics).flatMap(([metric, summary]) =>
    'mean' in summary
      ? ([
          [metric, summary.mean],
          [`${metric}.low`, summary.low],
          [`${metric}.high`, summary.high ?? 'unbounded'],
        ] as const)
      : [],
  );
  const race = sweep?.cells.find(({ cell }) => cell === name)?.verdict;
  const given = Object.entries(params).map(([key, value]) => [key, showParam(value)] as const);
  return {
    name: `${task} · ${name}`,
    shelf: `${prefix}${id}`,
    timestamp,
    counts: { tests: 0, failures: 0, errors: 0 },
    properties: [...given, ['n', n], ...(race ? [['race', race] as const] : []), ...scores],
  };
}

function showParam(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function totalOf(suites: readonly Suite[]): Counts {
  const sum = (count: keyof Counts) =>
    suites.reduce((total, suite) => total + suite.counts[count], 0);
  return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors') };
}

function suiteHead({ name, timestamp, counts, properties }: Suite): string {
  const lines = properties.map(
    ([key, value]) => `      <property${xmlAttributes({ name: key, value })}/>\n`,
  );
  const head = `  <testsuite${xmlAttributes({ name, ...counts, skipped: 0, timestamp })}>\n`;
  return lines.length === 0
    ? head
    : `${head}    <properties>\n${lines.join('')}    </properties>\n`;
}

function gateCase(classname: string, gate: GateResult): string {
  const name = `${limitOf(gate)} in ${gate.cell}`;
  if (gate.passed) return `    <testcase${xmlAttributes({ classname, name })}/>\n`;
  const failure = xmlAttributes({ message: `${limitOf(gate)}: ${gateText(gate)}`, type: 'gate' });
  return `    <testcase${xmlAttributes({ classname, name })}>\n      <failure${failure}/>\n    </testcase>\n`;
}

/** A run that is not complete must not look as if it had passed. */
function incompleteCase(classname: string, outcome: Outcome): string {
  const head = `    <testcase${xmlAttributes({ classname, name: 'the run is complete' })}>\n`;
  const error = xmlAttributes({ message: whyNotPassed(outcome), type: 'incomplete' });
  return `${head}      <error${error}/>\n    </testcase>\n`;
}

/** The schema of Jenkins knows no properties of a case: its scores are what it printed. */
function answerCase(classname: string, { answer, score }: Pair, trials: number): string {
  const name = trials > 1 ? `${answer.row} trial ${answer.trial + 1}` : answer.row;
  const time = ((answer.latency_ms ?? 0) / 1000).toFixed(3);
  const head = `    <testcase${xmlAttributes({ classname, name, time })}>\n`;
  const why = whyOf(answer, score);
  if (answer.status === 'failed')
    return `${head}      <error${xmlAttributes({ message: why, type: 'request' })}/>\n    </testcase>\n`;
  const scores = Object.entries(score?.scores ?? {}).flatMap(([metric, value]) =>
    typeof value === 'number' ? [`${metric} ${value}`] : [],
  );
  const lines = [...scores, ...(why === '' ? [] : [why])].join('\n');
  return `${head}      <system-out>${xmlText(lines)}</system-out>\n    </testcase>\n`;
}
