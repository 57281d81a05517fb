// The outcome for people: a table of cells, the gates, what to doubt, what to look at next.
import { styleText } from 'node:util';
import { printable } from '../base/printable.ts';
import { toleratedErrors } from '../baseline/exit-code.ts';
import { cellTable } from './cell-table.ts';
import { bestConfusion, confusionLines } from './confusion.ts';
import { dropLines } from './drop-lines.ts';
import { gateLines } from './gate-lines.ts';
import { plural, showCount, showDuration } from './numbers.ts';
import type { Outcome } from './outcome.ts';
import { promptChangeLines } from './prompt-change-lines.ts';
import { questionLines } from './question-lines.ts';
import { raceLines } from './race-lines.ts';
import { doubts } from './warnings.ts';

export interface TerminalOptions {
  /** Show every cell, not only the best. */
  readonly all?: boolean;
  readonly color?: boolean;
}

const lineStyles: Readonly<Record<string, 'green' | 'red' | 'yellow'>> = {
  '✓': 'green',
  '✗': 'red',
  '?': 'yellow',
};

export function terminalReport(outcome: Outcome, options: TerminalOptions = {}): string {
  const { all = false, color = false } = options;
  const paint = (style: 'bold' | 'green' | 'red' | 'yellow', text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const confusion = bestConfusion(outcome);
  const drops = outcome.baseline ? dropLines(outcome.baseline) : [];
  const gates = [...gateLines(outcome.gates), ...drops].map((line) => {
    const style = lineStyles[line.charAt(0)];
    return style ? paint(style, printable(line)) : printable(line);
  });
  const blocks = [
    [paint('bold', headline(outcome))],
    [cellTable(outcome, all), ...questionLines(outcome).map(printable)],
    outcome.sweep ? raceLines(outcome.sweep).map(printable) : [],
    confusion ? confusionLines(confusion) : [],
    gates,
    promptChangeLines(outcome.baseline?.changes ?? [], changedTitle),
    doubts(outcome).map((doubt) => paint('yellow', printable(`warning: ${doubt}`))),
    ending(outcome),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

export const changedTitle = 'asked otherwise than in the baseline';

export function headline(outcome: Outcome): string {
  const { task, cells, rows, trials, seconds, shard, sweep } = outcome;
  const size = [
    plural(cells.length, 'cell'),
    plural(rows, 'row'),
    ...(trials > 1 ? [plural(trials, 'trial')] : []),
  ].join(' × ');
  const models = [...new Set(cells.map(({ params }) => String(params['model'])))].join(', ');
  const requests = plural(cells.length * rows * trials, nounOf(outcome));
  const part = shard
    ? `part ${shard.index} of ${shard.of}: ${showCount(resultsIn(cells))} of `
    : '';
  const time = showDuration(seconds * 1000);
  const raced = sweep ? `, ${showCount(sweep.requests)} of them asked` : '';
  return printable(`${task} · ${part}${size} = ${requests}${raced} · ${models} · ${time}`);
}

/** What is counted: where nothing is asked there are no requests. */
function nounOf({ outputs }: Outcome): string {
  return outputs === undefined ? 'request' : 'output';
}

function resultsIn(cells: Outcome['cells']): number {
  return cells.reduce((sum, { answers, failed }) => sum + answers + failed, 0);
}

function ending(outcome: Outcome): string[] {
  const { exit, run, cells, shard, halted, outputs } = outcome;
  const failed = cells.some((cell) => cell.failed > 0 || cell.unjudged);
  const canAsk = cells.some((cell) => outputs === undefined || cell.unjudged);
  const faulty = failed || cells.some((cell) => cell.unscored > 0);
  const next = faulty ? '--failures says why answers failed' : '--failures lists wrong answers';
  return [
    ...(exit === 0 ? [] : [`${whyNotPassed(outcome)} (exit code ${exit})`]),
    ...(shard ? ['kshot merge joins all parts and judges the gates'] : []),
    printable(`saved as ${run} · kshot show prints it again, ${next}`),
    ...(halted ? [printable(`go on with it: kshot resume ${run}`)] : []),
    ...(!halted && failed && canAsk
      ? [printable(`ask again what failed: kshot resume ${run} --failed`)]
      : []),
  ];
}

export function whyNotPassed(outcome: Outcome): string {
  const { exit, halted, cells } = outcome;
  if (halted && halted.kind !== 'interrupted') return `stopped: ${printable(halted.why)}`;
  if (exit === 130) return 'interrupted: the table holds what was answered until then';
  if (exit === 1) return 'failed: a gate does not hold';
  if (cells.every(({ n }) => n === 0)) return 'incomplete: nothing could be scored';
  const failed = cells.reduce((sum, cell) => sum + cell.failed + (cell.unjudged ?? 0), 0);
  const total = resultsIn(cells);
  if (failed <= toleratedErrors * total || hasErrorGate(outcome)) return unsure(outcome);
  const requests = plural(total, nounOf(outcome));
  const most = `${100 * toleratedErrors} %`;
  return `incomplete: ${showCount(failed)} of ${requests} failed, more than ${most}`;
}

function hasErrorGate({ gates }: Outcome): boolean {
  return gates.some(({ metric }) => metric === 'error_rate');
}

/** Under --strict. */
function unsure({ baseline }: Outcome): string {
  return baseline?.verdict === 'inconclusive'
    ? 'inconclusive: too few rows to say whether it is worse, and --strict is set'
    : 'inconclusive: a max_drop has no baseline to be checked against, and --strict is set';
}
