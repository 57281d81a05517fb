// Rows of text in, a table drawn with lines out.
import Table from 'cli-table3';
import { printable } from '../base/printable.ts';
import { plural } from './numbers.ts';

/** cli-table3 takes quadratic time; beyond so many rows a reader wants a file anyway. */
export const mostTableRows = 500;

/** As `drawTable`, of a table that may be too long: what is left out is counted below. */
export function drawLongTable(...[head, rows, left]: Parameters<typeof drawTable>): string {
  const hidden = rows.length - mostTableRows;
  const note = hidden > 0 ? `\n… and ${plural(hidden, 'row')} more` : '';
  return drawTable(head, rows.slice(0, mostTableRows), left) + note;
}

/** So many columns are aligned left, those after them right. Wide characters count as wide. */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left = 1,
): string {
  const table = new Table({
    head: head.map(printable),
    colAligns: head.map((_, column) => (column < left ? 'left' : 'right')),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const row of rows) table.push(row.map(printable));
  return table.toString();
}
