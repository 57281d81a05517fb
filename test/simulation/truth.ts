// What a small world must come to, whatever happens to its run.
import { fingerprint } from '../../src/base/random.ts';
import type { Row } from '../../src/dataset/row.ts';
import type { Cell } from '../../src/grid/cells.ts';
import type { Tally } from '../../src/stats/tally.ts';
import { rowsAsked } from './raced.ts';
import type { SmallWorld } from './world.ts';

export function valueOf(text: string): number {
  return (fingerprint(text) % 10) / 7;
}

/** Nothing is lost, and the result is the same whatever happened. */
export function compare(world: SmallWorld, tally: Tally): string[] {
  const { cells, trials } = world;
  const asked = askedIn(world);
  return cells.flatMap((cell) => {
    const rows = world.rows.slice(0, asked[cell.index]);
    const right = rows.map((row) => trueScores(world, cell, row));
    const answers = right.map((each) => each.flatMap((one) => (one === 'fails' ? [] : [one])));
    const { answers: answered, failed } = tally.counts(cell.index);
    const count = answers.flat().length;
    const means = answers.filter(({ length }) => length > 0).map(meanOf);
    const wanted = JSON.stringify([count, rows.length * trials - count, means]);
    const got = JSON.stringify([answered, failed, [...tally.rowMeans(cell.index, 0)]]);
    return got === wanted ? [] : [`${cell.id} came to ${got}, not to ${wanted}`];
  });
}

/** How many rows of each cell. */
export function askedIn(world: SmallWorld): readonly number[] {
  return rowsAsked(world, (cell, row) =>
    meanOf(trueScores(world, cell, row).flatMap((one) => (one === 'fails' ? [] : [one]))),
  );
}

function meanOf(scores: readonly number[]): number {
  return scores.length === 0 ? NaN : scores.reduce((a, b) => a + b, 0) / scores.length;
}

function trueScores(world: SmallWorld, cell: Cell, row: Row): (number | 'fails')[] {
  return Array.from({ length: world.trials }, (_, trial) => trueScore(world, cell, row, trial));
}

function trueScore(
  { truth, requestOf, questionOf }: SmallWorld,
  ...place: Parameters<SmallWorld['requestOf']>
): number | 'fails' {
  const request = requestOf(...place);
  const answer = truth(request);
  if (answer === 'fails') return answer;
  const verdict = questionOf ? truth(questionOf(request, answer.text)) : answer;
  return verdict === 'fails' ? verdict : valueOf(verdict.text);
}
