// Text that others wrote in, Markdown that shows it and does nothing else out.
import { printable } from '../base/printable.ts';

/** In a code span nothing is a link, a mention, a tag or a heading. */
export function codeSpan(text: string, most = 200): string {
  const plain = clipped(printable(text), most);
  if (plain === '') return '';
  const ticks = '`'.repeat(longestRun(plain) + 1);
  const pad = /^[` ]|[` ]$/.test(plain) ? ' ' : '';
  return `${ticks}${pad}${plain}${pad}${ticks}`;
}

/** Lines as they are; line breaks in them are ours. */
export function fenced(lines: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(lines) + 1));
  return `${ticks}text\n${lines}\n${ticks}`;
}

/** So many columns hold names and are aligned left, those after them hold numbers. Names in the head may be of others. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left: number,
): string {
  const rule = head.map((_, column) => (column < left ? '---' : '---:'));
  const body = rows.map((row) =>
    row.map((field, column) => (column < left ? tableSpan(field) : field)),
  );
  return [head.map(headField), rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function headField(name: string): string {
  return /^[a-z0-9 ]+$/i.test(name) ? name : tableSpan(name);
}

/** A pipe ends a cell even in a code span, but for one behind a backslash; behind two of them it does again. */
function tableSpan(text: string): string {
  return codeSpan(text.replaceAll(/(\\)\|/g, '$1¦'), 60).replaceAll('|', String.raw`\|`);
}

/** Half a character at the end would be none. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}
