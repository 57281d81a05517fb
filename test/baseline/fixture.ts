import type { RunScores } from '../../src/baseline/run-scores.ts';
import { nameCells } from '../../src/grid/cell-name.ts';
import type { Cell, Coordinates } from '../../src/grid/cells.ts';
import type { Summarised } from '../../src/stats/cell-summary.ts';
import type { MetricInfo } from '../../src/task/metric-info.ts';
import { cellsOf } from '../schedule/fixture.ts';

export const accuracy: MetricInfo = {
  name: 'accuracy',
  kind: 'binary',
  better: 'higher',
  range: [0, 1],
};

interface Result {
  /** Without it nothing was scored. */
  readonly mean?: number;
  readonly n?: number;
  readonly answers?: number;
  readonly failed?: number;
  readonly truncated?: number;
}

/** Cells k=0, k=1, … of one grid, each with what it scored on 100 rows unless told. */
export function resultsOf(...results: readonly Result[]): Summarised<Cell>[] {
  const cells = cellsOf(...results.map((_, index) => ({ axes: { 'shots.count': index } })));
  return results.map(({ mean, failed = 0, truncated = 0, ...given }, index) => {
    const { answers = 100, n = mean === undefined ? 0 : 100 } = given;
    const metric = mean === undefined ? { n: 0 as const } : { mean, low: 0, high: 1, n };
    const counts = { n, answers, failed, unscored: 0, truncated, tokens: { in: 0, out: 0 } };
    const metrics = { accuracy: 'mean' in metric ? { ...metric, method: 't' as const } : metric };
    return { cell: cells[index]!, summary: { ...counts, metrics } };
  });
}

interface Shape {
  readonly rows: readonly string[];
  readonly cells: readonly Coordinates[];
  readonly metrics?: readonly MetricInfo[];
}

/** The scores of a run: of each cell, metric and row. Keys must be sorted. */
export function runScores(
  { rows, cells, metrics = [accuracy] }: Shape,
  means: readonly (readonly (readonly number[])[])[],
): RunScores {
  const names = nameCells(cells.map((coordinates) => ({ coordinates })));
  return {
    task: 'reviews',
    cells: cells.map((axes, index) => ({ id: `cell${index}`, name: names[index]!, axes })),
    metrics,
    rows,
    means: means.map((cell) => cell.map((ofRows) => Float64Array.from(ofRows))),
  };
}
