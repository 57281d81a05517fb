// Outcomes without a run behind them.
import type { GateResult } from '../../src/baseline/verdict.ts';
import { nameCells } from '../../src/grid/cell-name.ts';
import type { Coordinates } from '../../src/grid/cells.ts';
import type { CellOutcome, Outcome } from '../../src/report/outcome.ts';
import type { AnswerLine, ScoreLine } from '../../src/schedule/journal-line.ts';
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
