// Rows of text in, a table drawn with lines out.
import Table from 'cli-table3';
import { printable } from '../base/printable.ts';

/** cli-table3 takes quadratic time; beyond so many rows a reader wants a file anyway. */
export const mostTableRows = 500;

/** Columns named in `left` are aligned left, all others right. Wide characters count as wide. */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left: readonly string[],
): string {
  const table = new Table({
    head: head.map(printable),
    colAligns: head.map((name) => (left.includes(name) ? 'left' : 'right')),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const row of rows) table.push(row.map(printable));
  return table.toString();
}
