import { didYouMean } from '../base/distance.ts';
import { errorOf, UserError } from '../base/problem.ts';
import type { Cell } from './cells.ts';

/** Only the cell of this name or id. Throws a UserError when there is none. */
export function narrowCells(cells: readonly Cell[], wanted: string | undefined): readonly Cell[] {
  if (wanted === undefined) return cells;
  const cell = cells.find(({ name, id }) => name === wanted || id === wanted);
  if (cell) return [{ ...cell, index: 0 }];
  const names = cells.map(({ name }) => name);
  const more = names.length > 5 ? ', …' : '';
  const help =
    reordered(wanted, names) ??
    didYouMean(wanted, names) ??
    `there are ${names.slice(0, 5).join(', ')}${more}`;
  throw new UserError([errorOf('unknown-cell', `no cell is named "${wanted}"`, undefined, help)]);
}

/** The name that has the same parts in another order. */
function reordered(wanted: string, names: readonly string[]): string | undefined {
  const sorted = (name: string) => name.split(' ').toSorted().join(' ');
  const same = names.find((name) => sorted(name) === sorted(wanted));
  return same && `did you mean "${same}"?`;
}
