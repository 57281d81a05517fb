// Outcomes without a run behind them.
import type { GateResult } from '../../src/baseline/verdict.ts';
import { nameCells } from '../../src/grid/cell-name.ts';
import type { Coordinates } from '../../src/grid/cells.ts';
import type { CellOutcome, Outcome } from '../../src/report/outcome.ts';
import type { Finished, ReportedRun } from '../../src/report/reported-run.ts';
import type { AnswerLine, JournalLine, ScoreLine } from '../../src/schedule/journal-line.ts';
import type { Manifest } from '../../src/schedule/manifest.ts';
import { pairs } from '../../src/schedule/read-journal.ts';
import type { MetricSummary } from '../../src/stats/cell-summary.ts';
import type { MetricInfo } from '../../src/task/metric-info.ts';

export const exactMatch: MetricInfo = {
  name: 'exact_match',
  kind: 'binary',
  better: 'higher',
  range: [0, 1],
};

export const rougeL: MetricInfo = { ...exactMatch, name: 'rouge_l', kind: 'graded' };

/** A mean with an interval of 0.1 on both sides; undefined for one that was not scored. */
export function meanAt(mean: number | undefined, n = 40): MetricSummary {
  if (mean === undefined) return { n: 0 };
  const [low, high] = [Math.max(0, mean - 0.1), Math.min(1, mean + 0.1)];
  return { mean, low, high, n, method: 'wilson' };
}

type CellParts = Partial<Omit<CellOutcome, 'name' | 'id'>>;

/** Cells of one grid, named as in a run; 40 rows answered unless told. */
export function cellOutcomes(...parts: readonly CellParts[]): CellOutcome[] {
  const grid = parts.map(({ axes = {} }, index) => ({ id: `cell${index}`, coordinates: axes }));
  const names = nameCells(grid);
  return parts.map((part, index) => ({
    id: `cell${index}`,
    name: names[index]!,
    axes: {},
    params: { model: 'embedded' },
    n: 40,
    answers: 40,
    failed: 0,
    unscored: 0,
    truncated: 0,
    tokens: { in: 12_345, out: 80 },
    latency: { p50: 0.42, p95: 0.9 },
    metrics: { exact_match: meanAt(0.75) },
    ...part,
  }));
}

/** The product of some temperatures and numbers of shots, each with its mean. */
export function gridOf(
  temperatures: readonly number[],
  counts: readonly number[],
  mean: (temperature: number, count: number) => number | undefined,
): CellOutcome[] {
  return cellOutcomes(
    ...temperatures.flatMap((temperature) =>
      counts.map((count) => ({
        axes: { temperature, 'shots.count': count } satisfies Coordinates,
        metrics: { exact_match: meanAt(mean(temperature, count)) },
      })),
    ),
  );
}

/** One cell, passed, unless told. */
export function outcomeOf(changes: Partial<Outcome> = {}): Outcome {
  return {
    version: 1,
    task: 'reviews',
    run: '20261123-142501-reviews',
    rows: 40,
    trials: 1,
    metrics: [exactMatch],
    cells: cellOutcomes({}),
    reference_lines: [],
    gates: [],
    warnings: [],
    seconds: 1.234,
    exit: 0,
    ...changes,
  };
}

export function gateOf(changes: Partial<GateResult> = {}): GateResult {
  const gate = { metric: 'exact_match', cell: 'default', rule: 'min', limit: 0.7, value: 0.75 };
  return { ...gate, rule: 'min', passed: true, ...changes };
}

export function answerLine(changes: Partial<AnswerLine> = {}): AnswerLine {
  const slot = { cell: 'cell0', row: 'r1', trial: 0 };
  return { kind: 'answer', ...slot, status: 'done', text: ' blue', shots: [], ...changes };
}

export function failedLine(why: string, changes: Partial<AnswerLine> = {}): AnswerLine {
  const { text: _text, ...line } = answerLine({ status: 'failed', why });
  return { ...line, ...changes };
}

export function scoreLine(changes: Partial<ScoreLine> = {}): ScoreLine {
  const slot = { cell: 'cell0', row: 'r1', trial: 0 };
  return { kind: 'score', ...slot, scores: { exact_match: 1 }, expected: ['blue'], ...changes };
}

/** A run with its journal; every gate stands in line 7 of the task file. */
export function reportedRunOf(outcome: Outcome, lines: readonly JournalLine[] = []): ReportedRun {
  async function* journal() {
    yield* lines;
  }
  return {
    outcome,
    manifest: () => ({ started: '2026-11-23T14:25:01.250Z' }) as Manifest,
    results: () => pairs(journal()),
    gateAt: () => ({ file: 'evals/reviews.yaml', line: 7 }),
  };
}

export function finished(...runs: readonly ReportedRun[]): Finished {
  return { runs, several: runs.length > 1 };
}

const hostile = '</testsuite>|`@everyone`\u001b[31m]]>&"\'%0A::error::\ud800\u202e\u0000<!-- \n# x';

/** Two cells and two gates, of which one does not hold; wherever text is of others it is hostile. */
export function hostileRun(text = hostile): ReportedRun {
  const metric = { ...exactMatch, name: text };
  const cells = cellOutcomes(
    { axes: { model: text }, params: { model: text }, metrics: { [text]: meanAt(0.5, 2) } },
    { axes: { model: 'other' }, params: { model: 'other' }, metrics: { [text]: meanAt(1, 1) } },
  );
  const gate = { metric: text, cell: cells[0]!.name };
  const outcome = outcomeOf({
    task: text,
    cells,
    metrics: [metric],
    reference_lines: [{ name: text, metrics: {} }],
    gates: [gateOf(gate), gateOf({ ...gate, rule: 'max', limit: 0.5, passed: false })],
    warnings: [`warning[no-baseline]: ${text}`],
    exit: 1,
  });
  const unscored = { [text]: { unscored: text } };
  return reportedRunOf(outcome, [
    answerLine({ row: text, text, latency_ms: 12.3 }),
    scoreLine({ row: text, scores: { [text]: 0 }, expected: [text] }),
    failedLine(text, { row: 'r2', cell: 'cell1' }),
    answerLine({ row: 'r3' }),
    scoreLine({ row: 'r3', scores: { [text]: 1 } }),
    answerLine({ row: 'r4', cell: 'cell1', text }),
    scoreLine({ row: 'r4', cell: 'cell1', scores: unscored }),
  ]);
}
