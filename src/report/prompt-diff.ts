// How prompts have changed in, the same with a diff of each that is shown out.
import { printable } from '../base/printable.ts';
import type { PromptChange } from '../baseline/prompt-changes.ts';
import { showCount } from './numbers.ts';
import { lineDiff, showDiff, wordDiff, type Piece } from './word-diff.ts';

export interface ShownChange extends PromptChange {
  /** Lines as `git diff --word-diff` writes them; long ones are cut. */
  readonly diff?: readonly string[];
}

const linesShown = 40;
/** Lines alike that are shown before and after a change. */
const context = 1;
/** Of lines that went, or came, together. */
const runShown = 4;

export function withDiffs(changes: readonly PromptChange[]): ShownChange[] {
  return changes.map((change) =>
    change.prompt ? { ...change, diff: diffLines(change.prompt) } : change,
  );
}

/** Word by word where lines have changed; of what is alike no more than tells where. */
function diffLines({ before, after }: { before: string; after: string }): string[] {
  const blocks = lineDiff(before, after);
  const lines = blocks.flatMap((block, index) =>
    block.kind === 'same'
      ? near(block.lines, index > 0, index < blocks.length - 1)
      : changedLines(block.before, block.after),
  );
  const hidden = lines.length - linesShown;
  const some =
    hidden > 0 ? [...lines.slice(0, linesShown), `… ${showCount(hidden)} lines more`] : lines;
  return some.map(printable);
}

function near(lines: readonly string[], follows: boolean, precedes: boolean): string[] {
  const [first, last] = [follows ? context : 0, precedes ? context : 0];
  const hidden = lines.length - first - last;
  // A line that is hidden takes a line, too.
  if (hidden <= 1) return [...lines];
  return [
    ...lines.slice(0, first),
    `… ${showCount(hidden)} lines alike`,
    ...lines.slice(lines.length - last),
  ];
}

/** Each line has its own marks, so that none begins inside of one; breaks that alone have changed are spelled out. */
function changedLines(before: readonly string[], after: readonly string[]): string[] {
  const lines = linesOf(wordDiff(before.join('\n'), after.join('\n')));
  return runsOf(lines).flatMap(({ kind, lines: run }) => {
    const hidden = kind === 'same' ? 0 : run.length - runShown;
    const shownLines = run.slice(0, hidden > 1 ? runShown : run.length).map(showDiff);
    return hidden > 1
      ? [...shownLines, `… ${showCount(hidden)} more lines ${verbs[kind]}`]
      : shownLines;
  });
}

const verbs = { same: 'alike', removed: 'gone', added: 'new' } as const;

interface Run {
  readonly kind: Piece[0];
  readonly lines: Piece[][];
}

/** Lines that went together, or came together: of many shots that were replaced the first tell what they are. Empty ones go with those before them. */
function runsOf(lines: readonly Piece[][]): Run[] {
  const runs: Run[] = [];
  for (const line of lines) {
    const kinds = new Set(line.map(([kind]) => kind));
    const last = runs.at(-1);
    const kind = kinds.size === 1 ? line[0]![0] : 'same';
    if (last && (kinds.size === 0 || last.kind === kind)) last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs;
}

function linesOf(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const [kind, text] of pieces) {
    const isBlank = kind !== 'same' && text.trim() === '';
    for (const [index, part] of (isBlank ? [text] : text.split('\n')).entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)!.push([kind, part]);
    }
  }
  return lines;
}
