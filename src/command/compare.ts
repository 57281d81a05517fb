import { resolve } from 'node:path';
import { baselinePath, isBaselinePath } from '../baseline/baseline-file.ts';
import { changedRows, type ChangedRow } from '../baseline/changed-rows.ts';
import { compareRuns, type CellComparison } from '../baseline/compare-runs.ts';
import { judgePairs } from '../baseline/judged-pairs.ts';
import { openBaseline } from '../baseline/open-baseline.ts';
import { promptChanges } from '../baseline/prompt-changes.ts';
import type { RunScores } from '../baseline/run-scores.ts';
import { errorOf, UserError } from '../base/problem.ts';
import { redactedJson } from '../base/redact.ts';
import { comparedCell, type ChangedAnswer, type Comparison } from '../report/comparison.ts';
import { comparisonTable } from '../report/comparison-table.ts';
import { withDiffs } from '../report/prompt-diff.ts';
import { displayPath } from '../dataset/display-path.ts';
import { resultsOf } from '../schedule/read-journal.ts';
import type { Host } from './host.ts';
import { requireMetric } from './read-option.ts';
import { clusterWarning } from '../stats/clusters.ts';
import { openStoredRun, scoresOf, type StoredRun } from './stored-run.ts';

export interface CompareOptions {
  readonly by?: string;
  readonly metric?: string;
  readonly json?: boolean;
  readonly all?: boolean;
}

/** What is compared: a run, or a baseline, which keeps no answers. */
interface Source {
  readonly name: string;
  readonly scores: RunScores;
  readonly run?: StoredRun;
}

/** Tells how the second differs from the first, row by row. It judges nothing: the exit code is 0. */
export async function compareCommand(
  host: Host,
  [wantedA, wantedB]: readonly [a: string, b: string],
  options: CompareOptions,
): Promise<number> {
  requireBy(options.by);
  const a = await openSource(host, wantedA, wantedB);
  const b = await openSource(host, wantedB, wantedA);
  const comparison = await compareSources(a, b, options);
  const { all = false, json } = options;
  host.out(
    `${json ? redactedJson(comparison, host.redact, 2) : comparisonTable(comparison, { all, color: host.color })}\n`,
  );
  return 0;
}

function requireBy(by: string | undefined): void {
  if (by === undefined || by === 'cell' || by === 'metric') return;
  throw new UserError([errorOf('bad-option', `--by takes cell or metric, not "${by}"`)]);
}

/** `baseline` is that beside the task of the run on the other side. */
async function openSource(host: Host, wanted: string, other: string): Promise<Source> {
  if (wanted === 'baseline')
    return baselineAt(host, baselinePath(openStoredRun(host, other).taskPath));
  if (isBaselinePath(wanted)) return baselineAt(host, resolve(host.cwd, wanted));
  const run = openStoredRun(host, wanted);
  return { name: run.id, scores: await scoresOf(run), run };
}

function baselineAt(host: Host, path: string): Source {
  const name = displayPath(path, host.cwd);
  const baseline = openBaseline(path, name);
  if (baseline) return { name, scores: baseline.scores };
  const help = 'make it: kshot accept RUN';
  throw new UserError([errorOf('file-not-found', `there is no baseline ${name}`, undefined, help)]);
}

const changedAtFirst = 5;
const changedAtMost = 100;

async function compareSources(
  a: Source,
  b: Source,
  { metric, by, all }: CompareOptions,
): Promise<Comparison> {
  if (metric !== undefined) requireMetric(b.scores.metrics, metric);
  const { matched, comparisons } = compareRuns(a.scores, b.scores);
  const wanted = comparisons.filter((one) => metric === undefined || one.metric.name === metric);
  const shown = by === 'cell' ? cellByCell(wanted) : wanted;
  const first = wanted.filter((one) => one.metric.name === wanted[0]!.metric.name);
  const changed = changedRows(first, all ? changedAtMost : changedAtFirst);
  return {
    version: 1,
    a: { name: a.name, task: a.scores.task, unmatched: matched.onlyInA },
    b: { name: b.name, task: b.scores.task, unmatched: matched.onlyInB },
    comparisons: judgePairs(shown).map(comparedCell),
    changed: await withAnswers(changed, a.run, b.run),
    changes: withDiffs(promptChanges(a.scores, b.scores, matched)),
    warnings: [
      ...clusterWarnings(a, b, wanted),
      ...([a.run, b.run].some(isRaced) ? [fewInRaces] : []),
    ],
  };
}

const clustersUnknown =
  'rows come in clusters, which these runs do not tell: the intervals take each row for independent, and are too narrow';

function clusterWarnings(a: Source, b: Source, comparisons: readonly CellComparison[]): string[] {
  const counts = comparisons.flatMap(({ paired }) => paired?.clusters ?? []);
  if (counts.length > 0) return [clusterWarning(Math.min(...counts)) ?? []].flat();
  return comparisons.length > 0 && [a.run, b.run].some(isClustered) ? [clustersUnknown] : [];
}

function isClustered(run: StoredRun | undefined): boolean {
  return run?.manifest.task.dataset.cluster !== undefined;
}

const fewInRaces =
  'cells that a race dropped answered few rows, and those speak against them: only its winner and what it pinned are to be compared';

function isRaced(run: StoredRun | undefined): boolean {
  return run?.manifest.task.race !== undefined;
}

/** All metrics of a cell together. */
function cellByCell(comparisons: readonly CellComparison[]): CellComparison[] {
  const cells = [...new Set(comparisons.map(({ b }) => b.id))];
  return cells.flatMap((id) => comparisons.filter(({ b }) => b.id === id));
}

async function withAnswers(
  changed: readonly ChangedRow[],
  a: StoredRun | undefined,
  b: StoredRun | undefined,
): Promise<ChangedAnswer[]> {
  const before = await firstAnswers(a, changed, 0);
  const after = await firstAnswers(b, changed, 1);
  return changed.map(({ cells: _cells, ...change }, index) => ({
    ...change,
    ...(before[index] === undefined ? {} : { answer_a: before[index] }),
    ...(after[index] === undefined ? {} : { answer_b: after[index] }),
  }));
}

/** Of each row that changed the answer of its first trial. */
async function firstAnswers(
  run: StoredRun | undefined,
  changed: readonly ChangedRow[],
  side: 0 | 1,
): Promise<(string | undefined)[]> {
  if (!run || changed.length === 0) return [];
  const texts = new Map<string, { trial: number; text: string }>();
  const nameOf = (cell: string, row: string) => JSON.stringify([cell, row]);
  const wanted = changed.map(({ cells, row }) => nameOf(cells[side], row));
  for await (const { answer } of resultsOf(run.folder)) {
    const { trial, text } = answer;
    const name = nameOf(answer.cell, answer.row);
    if (text === undefined || !wanted.includes(name)) continue;
    if (trial <= (texts.get(name)?.trial ?? Infinity)) texts.set(name, { trial, text });
  }
  return wanted.map((name) => texts.get(name)?.text);
}
