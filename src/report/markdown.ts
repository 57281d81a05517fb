// Runs in, Markdown out: for a comment on a pull request, and for the summary of a job.
import { cellRows } from './cell-table.ts';
import { bestConfusion, confusionTitle } from './confusion.ts';
import { collectFailures } from './failures.ts';
import { gateLines } from './gate-lines.ts';
import { clipped, codeSpan, fenced, markdownTable } from './markdown-text.ts';
import { plural } from './numbers.ts';
import { raceLines } from './race-lines.ts';
import type { Outcome } from './outcome.ts';
import { questionLines } from './question-lines.ts';
import type { Finished, ReportedRun } from './reported-run.ts';
import { promptChangeLines } from './prompt-change-lines.ts';
import { changedTitle, headline, whyNotPassed } from './terminal.ts';
import { doubts } from './warnings.ts';

/** GitHub takes no comment above 65,536 characters. */
export async function* markdownReport(finished: Finished): AsyncGenerator<string> {
  yield await document(finished, 65_000);
}

/** GitHub shows no summary above 1 MiB. */
export async function* summaryReport(finished: Finished): AsyncGenerator<string> {
  yield await document(finished, 1_000_000);
}

async function document({ runs }: Finished, most: number): Promise<string> {
  const blocks: Block[] = [];
  for (const run of runs) blocks.push(...headBlocks(run.outcome), ...(await failureBlock(run)));
  return withinBytes(blocks, most);
}

interface Block {
  readonly text: string;
  /** What is left out first has the highest. */
  readonly rank: number;
}

const note = 'There is more than a comment can hold: `kshot show` prints all of it.';

/** As many blocks as fit, in their order. */
export function withinBytes(blocks: readonly Block[], most: number): string {
  let left = most - note.length - 2;
  const kept = new Set<Block>();
  for (const block of blocks.toSorted((a, b) => a.rank - b.rank)) {
    const size = Buffer.byteLength(block.text) + 2;
    if (size > left) continue;
    left -= size;
    kept.add(block);
  }
  const texts = blocks.flatMap((block) => (kept.has(block) ? [block.text] : []));
  return `${[...texts, ...(kept.size < blocks.length ? [note] : [])].join('\n\n')}\n`;
}

function headBlocks(outcome: Outcome): Block[] {
  const { exit, gates, warnings } = outcome;
  const title = `### ${exit === 0 ? '✓' : '✗'} ${codeSpan(headline(outcome), 400)}`;
  const reason = exit === 0 ? [] : [codeSpan(`${whyNotPassed(outcome)} (exit code ${exit})`, 400)];
  const told = [...doubts(outcome), ...warnings.map((warning) => warning.split('\n', 1)[0]!)];
  const raced = outcome.sweep ? raceLines(outcome.sweep) : [];
  return [
    { text: [title, ...reason].join('\n\n'), rank: 0 },
    ...listBlock(gateLines(gates).map(gateItem)),
    { text: cells(outcome), rank: 1 },
    ...confusionBlock(outcome),
    ...listBlock(questionLines(outcome).map((line) => `- ${codeSpan(line, 400)}`)),
    ...listBlock(raced.map((line) => `- ${codeSpan(line.trim(), 400)}`)),
    ...listBlock(told.map((each) => `- ${codeSpan(each, 400)}`)),
    ...changeBlock(outcome),
  ];
}

function confusionBlock(outcome: Outcome): Block[] {
  const found = bestConfusion(outcome);
  if (!found) return [];
  const { head, rows, notes } = found;
  const title = codeSpan(confusionTitle(found));
  const text = [title, markdownTable(head, rows, 1), ...notes].join('\n\n');
  const summary = '<summary>Which labels were taken for which</summary>';
  return [{ text: `<details>${summary}\n\n${text}\n\n</details>`, rank: 2 }];
}

function changeBlock({ baseline }: Outcome): Block[] {
  const [title, ...lines] = promptChangeLines(baseline?.changes ?? [], changedTitle);
  if (title === undefined) return [];
  const text = `<details><summary>${title}</summary>\n\n${fenced(lines.join('\n'))}\n\n</details>`;
  return [{ text, rank: 1 }];
}

/** The mark stands outside of the code. */
function gateItem(line: string): string {
  return `- ${line.slice(0, 1)} ${codeSpan(line.slice(2), 400)}`;
}

const mostItems = 30;

function listBlock(items: readonly string[]): Block[] {
  const hidden = items.length - mostItems;
  const more = hidden > 0 ? [`- … and ${hidden} more`] : [];
  const text = [...items.slice(0, mostItems), ...more].join('\n');
  return items.length === 0 ? [] : [{ text, rank: 0 }];
}

const mostCells = 20;

function cells(outcome: Outcome): string {
  const { head, rows, left, hidden } = cellRows(outcome, mostCells);
  const table = markdownTable(head, rows, left);
  return hidden > 0 ? `${table}\n\n… and ${plural(hidden, 'cell')} more` : table;
}

const mostFailures = 20;
const mostOfOne = 1000;

async function failureBlock({ outcome, results }: ReportedRun): Promise<Block[]> {
  const names = new Map(outcome.cells.map(({ id, name }) => [id, name]));
  const failures = collectFailures(outcome.metrics[0]!, mostFailures);
  for await (const { answer, score } of results())
    failures.take(names.get(answer.cell)!, answer, score);
  const { blocks, wrong, total } = failures.found();
  if (wrong === 0) return [];
  // A line that begins with a mark of ours is no command to the log that it may be printed to.
  const lines = blocks.map((block) => `✗ ${clipped(block, mostOfOne)}`).join('\n');
  const shown = wrong > blocks.length ? `, the first ${blocks.length}` : '';
  const summary = `${plural(wrong, 'answer')} of ${total} went wrong${shown}`;
  const text = `<details><summary>${summary}</summary>\n\n${fenced(lines)}\n\n</details>`;
  return [{ text, rank: 2 }];
}
