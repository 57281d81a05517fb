// How much each axis moves the mean in, a table for people out.
import { printable } from '../base/printable.ts';
import { shortName, showValue } from '../grid/cell-name.ts';
import { drawTable } from './grid-table.ts';
import { plural, showDifference, showP, showScore } from './numbers.ts';
import type { AxisSensitivity, Sensitivity } from './sensitivity.ts';

export function sensitivityTable(found: Sensitivity): string {
  const { task, metric, rows, cells, axes, interactions, residual } = found;
  const head = ['axis', 'worst', 'best', 'spread', 'p', 'of all', 'of the cells', ''];
  // Nothing where all cells score alike.
  const ofCells = axes.reduce((sum, { share }) => sum + share, interactions) || 1;
  const lines = [
    ...axes.map((axis) => [...axisFields(axis), ...shareFields(axis.share, ofCells)]),
    ['(interactions)', '', '', '', '', ...shareFields(interactions, ofCells)],
    ['(single rows)', '', '', '', '', percent(residual), '', ''],
  ];
  const title = `${task} · ${metric} · ${plural(cells, 'cell')}, ${plural(rows, 'row')} scored in all of them`;
  return [printable(title), drawTable(head, lines, 3), ...notes(found).map(printable)].join('\n');
}

function axisFields({ axis, values, ...found }: AxisSensitivity): string[] {
  const { best, worst, spread, low, high, p } = found;
  const meanOf = (value: unknown) => values.find((each) => each.value === value)!.mean;
  const shown = (value: unknown) =>
    `${showValue(value ?? undefined)} (${showScore(meanOf(value))})`;
  return [
    shortName(axis),
    spread === 0 ? 'all alike' : shown(worst),
    spread === 0 ? '' : shown(best),
    spread === 0 ? '0' : showDifference({ difference: spread, low, high }).replaceAll('+', ''),
    spread === 0 ? '' : showP(p),
  ];
}

/** Of the variance within rows, and of what of it lies between the means of the cells. */
function shareFields(share: number, ofCells: number): [string, string, string] {
  const part = share / ofCells;
  return [percent(share), percent(part), '█'.repeat(Math.round(20 * part)).padEnd(20, '░')];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

const shownAtMost = 3;

function notes({ between_rows, left_out, stability, trials, axes }: Sensitivity): string[] {
  const names = [
    ...left_out.slice(0, shownAtMost),
    ...(left_out.length > shownAtMost ? ['…'] : []),
  ];
  const unsure = axes.filter(({ spread, p }) => spread > 0 && p >= 0.05);
  return [
    `shares are of the variance within rows, and of what of it lies between the means of the cells; of all variance ${percent(between_rows)} lies between rows: some are easy, some are hard`,
    ...(unsure.length > 0
      ? [`could be luck of the rows (p above 0.05): ${unsure.map(({ axis }) => axis).join(', ')}`]
      : []),
    ...stability.map(
      ({ axis, settings, ...found }) =>
        `whether ${plural(settings, 'setting')} rank alike over ${axis}: Kendall's tau ${found.kendall.toFixed(2)} on average, ${found.least.toFixed(2)} at least; Spearman ${found.spearman.toFixed(2)} (1 is the same order, 0 none; ${plural(found.pairs, 'pair')})`,
    ),
    ...(trials
      ? [
          `${plural(trials.trials, 'trial')}: variance ${trials.between.toFixed(4)} between rows, ${trials.within.toFixed(4)} within a row; more repeats would save at most ${percent(trials.saves_at_most)} of the error bar (${percent(trials.saves_at_most_anywhere)} in the cell where it is most)`,
        ]
      : []),
    ...(left_out.length > 0
      ? [
          `left out, since not part of a full product of the axes: ${plural(left_out.length, 'cell')} (${names.join(', ')})`,
        ]
      : []),
  ];
}
