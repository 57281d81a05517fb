// Cells that lost against the baseline in, the rows that lost most and what they answered out.
import { printable } from '../base/printable.ts';
import { baselinePath } from '../baseline/baseline-file.ts';
import { changedRows, type ChangedRow } from '../baseline/changed-rows.ts';
import { compareRuns } from '../baseline/compare-runs.ts';
import { openBaseline } from '../baseline/open-baseline.ts';
import { scoresOfTally, type RunScores } from '../baseline/run-scores.ts';
import { answerBlock } from '../report/answers.ts';
import { showScore } from '../report/numbers.ts';
import type { CellOutcome } from '../report/outcome.ts';
import type { Evaluated } from './evaluate.ts';

/** What was accepted and this run, row by row; undefined without a baseline. Throws a UserError where it cannot be read. */
export function scoresToCompare({ prepared, cells, tally, keys, outcome }: Evaluated) {
  const { accepted, loaded, board } = prepared;
  const baseline = accepted.baseline ?? openBaseline(baselinePath(loaded.file.path), accepted.file);
  if (!baseline || !keys) return undefined;
  const asked = cells.map(({ cell }) => cell);
  const { task } = outcome;
  const now: RunScores = scoresOfTally({ task, cells: asked, metrics: board.metrics, tally, keys });
  return { now, accepted: { file: accepted.file, baseline } };
}

export async function lostRows(
  metric: string,
  cells: readonly CellOutcome[],
  evaluated: Evaluated,
  most: number,
): Promise<string[]> {
  const compared = scoresToCompare(evaluated);
  if (!compared) return [];
  const ids = new Set(cells.map(({ id }) => id));
  const { now, accepted } = compared;
  const isMeant = (name: string, id: string) => name === metric && ids.has(id);
  const { comparisons } = compareRuns(accepted.baseline.scores, now, isMeant);
  const better = evaluated.outcome.metrics.find(({ name }) => name === metric)?.better;
  const isLoss = ({ a, b }: ChangedRow) => (better === 'lower' ? b > a : b < a);
  const lost = changedRows(comparisons, Infinity).filter(isLoss).slice(0, most);
  const answers = await answersOf(lost, evaluated);
  return lost.map((row, index) => [lossLine(row), ...answers[index]!].join('\n'));
}

function lossLine({ row, cell, metric, a, b }: ChangedRow): string {
  return printable(`${row} · ${cell} · ${metric} ${showScore(a)} -> ${showScore(b)}`);
}

/** The lines below the first of the block of each, where the journal has it. */
async function answersOf(rows: readonly ChangedRow[], { results }: Evaluated): Promise<string[][]> {
  const found = rows.map((): string[] => []);
  for await (const { answer, score } of results()) {
    const place = rows.findIndex(
      ({ cells, row }) => cells[1] === answer.cell && row === answer.row && answer.trial === 0,
    );
    const row = rows[place];
    if (row) found[place] = answerBlock(row.cell, answer, score).split('\n').slice(1);
  }
  return found;
}
