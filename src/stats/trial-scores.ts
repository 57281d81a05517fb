// The results of a run in, the scores of one metric out: for each cell one list a row, one score a trial.
import type { Pair } from '../schedule/read-journal.ts';

/** Rows without a score are left out. */
export async function trialScores(
  cells: readonly { readonly id: string }[],
  metric: string,
  results: AsyncIterable<Pair>,
): Promise<number[][][]> {
  const byCell = new Map(cells.map(({ id }) => [id, new Map<string, number[]>()]));
  for await (const { answer, score } of results) {
    const value = score?.scores[metric];
    const rows = byCell.get(answer.cell);
    if (!rows || typeof value !== 'number') continue;
    const trials = rows.get(answer.row);
    if (trials) trials.push(value);
    else rows.set(answer.row, [value]);
  }
  return cells.map(({ id }) => [...byCell.get(id)!.values()]);
}
