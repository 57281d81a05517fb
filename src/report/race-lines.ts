// What became of a race in, how it is told in a few lines out.
import { someNames } from '../base/some-names.ts';
import type { HoldoutCell, RaceResult, RaceWord } from '../sweep/race-result.ts';
import { plural, showCount, showDifference, showPercent, showScore } from './numbers.ts';

export function raceLines(race: RaceResult): string[] {
  return [
    headOf(race),
    ...tiedLine(race),
    ...beatenLine(race),
    ...cutLine(race),
    savedLine(race),
    ...leftOutLine(race),
    ...winnerLines(race),
  ];
}

/** Below tables that average over cells. */
export function fewRowsNote(race: RaceResult | undefined): string {
  return race
    ? '\nthe means of cells that the race dropped are of few rows, and those speak against them'
    : '';
}

function headOf({ winner, metric, rows, of, ended, cells }: RaceResult): string {
  const far = `${showCount(rows)} of ${plural(of, 'row')}`;
  if (!ended) return `race: stopped after ${far}; ${plural(count(cells, 'running'), 'cell')} left`;
  if (winner === undefined) return 'race: nobody wins, for no row was scored in every cell';
  const why = {
    decided: 'nobody else is left',
    rows: 'all rows are used up',
    budget: 'the budget is used up',
  };
  return `race: ${winner} wins by ${metric} after ${far}: ${why[ended]}`;
}

function tiedLine({ cells }: RaceResult): string[] {
  const tied = cells.filter(({ verdict }) => verdict === 'tied').map(({ cell }) => cell);
  return tied.length === 0
    ? []
    : [`tied with it, as far as these rows can tell: ${someNames(tied)}`];
}

function beatenLine({ cells, confidence }: RaceResult): string[] {
  const beaten = count(cells, 'beaten');
  if (beaten === 0) return [];
  const none = beaten === 1 ? 'not have ranked it' : 'have ranked none of them';
  return [
    `beaten: ${plural(beaten, 'cell')}; with ${showPercent(confidence)} confidence the full grid would ${none} first`,
  ];
}

function cutLine({ cells, budget }: RaceResult): string[] {
  const cut = count(cells, 'cut');
  if (cut === 0) return [];
  return [
    `cut to keep the budget of ${showPercent(budget)}: ${plural(cut, 'cell')}; of these nothing is sure`,
  ];
}

/** Of one that was stopped nobody knows yet. */
function savedLine({ requests, full_grid: whole, ended }: RaceResult): string {
  const asked = `${showCount(requests)} of ${plural(whole, 'request')} asked`;
  return ended ? `${asked}: ${showPercent(1 - requests / whole)} saved` : asked;
}

function leftOutLine({ left_out: left }: RaceResult): string[] {
  return left === 0 ? [] : [`${plural(left, 'row')} did not count: some cell has no score there`];
}

function winnerLines({ winner, holdout }: RaceResult): string[] {
  if (winner === undefined) return [];
  if (holdout)
    return [
      `on ${plural(holdout.rows, 'row')} that the race did not see:`,
      ...holdout.cells.map(holdoutLine),
    ];
  return [
    'the score of the winner is optimistic: it was chosen by the same rows (--holdout 0.3 scores it on others)',
  ];
}

function holdoutLine({ cell, score, winner_ahead: ahead }: HoldoutCell): string {
  if (!('mean' in score)) return `  ${cell}: nothing was scored`;
  const { mean, low, high } = score;
  const interval = `${showScore(mean)} [${showScore(low)}, ${high === null ? '∞' : showScore(high)}]`;
  return `  ${cell}: ${interval}${ahead ? `; the winner has ${showDifference(ahead)}` : ''}`;
}

function count(cells: RaceResult['cells'], word: RaceWord): number {
  return cells.filter(({ verdict }) => verdict === word).length;
}
