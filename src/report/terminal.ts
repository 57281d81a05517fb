// The outcome for people: a table of cells, the gates, what to look at next.
import type { GateResult } from '../baseline/verdict.ts';
import { cellTable } from './cell-table.ts';
import { plural, showCount, showDuration, showScore } from './numbers.ts';
import type { Outcome } from './outcome.ts';
import { printable } from '../base/printable.ts';

export interface TerminalOptions {
  /** Show every cell, not only the best. */
  readonly all?: boolean;
}

export function terminalReport(outcome: Outcome, options: TerminalOptions = {}): string {
  const blocks = [
    headline(outcome),
    cellTable(outcome, options.all ?? false),
    gateLines(outcome.gates),
    outcome.warnings.map((warning) => `warning: ${printable(warning)}`).join('\n'),
    ending(outcome),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function headline({ task, cells, rows, trials, seconds }: Outcome): string {
  const requests = cells.length * rows * trials;
  const size = [
    plural(cells.length, 'cell'),
    plural(rows, 'row'),
    ...(trials > 1 ? [plural(trials, 'trial')] : []),
  ].join(' × ');
  const models = [...new Set(cells.map(({ params }) => String(params['model'])))].join(', ');
  return printable(
    `${task} · ${size} = ${plural(requests, 'request')} · ${models} · ${showDuration(seconds * 1000)}`,
  );
}

function gateLines(gates: readonly GateResult[]): string {
  return gates.map(gateLine).join('\n');
}

function gateLine({ metric, cell, rule, limit, value, passed, optimistic }: GateResult): string {
  const sign = rule === 'min' ? '>=' : '<=';
  const measured = value === undefined ? 'nothing was scored' : showScore(value);
  const note = optimistic ? ' (optimistic: the best cell was chosen by the same rows)' : '';
  return printable(
    `${passed ? '✓' : '✗'} ${metric} ${sign} ${limit}: ${measured} in ${cell}${note}`,
  );
}

const endings: Readonly<Record<Outcome['exit'], string>> = {
  0: '',
  1: 'failed: a gate does not hold (exit code 1)',
  3: 'incomplete: too many requests failed, or nothing could be scored (exit code 3)',
  130: 'interrupted: the table holds what was answered until then (exit code 130)',
};

function ending({ exit, run, cells }: Outcome): string {
  const failed = cells.reduce((sum, cell) => sum + cell.failed, 0);
  const failures = failed > 0 ? ` · kshot show ${run} --failures` : '';
  return [
    ...(endings[exit] === '' ? [] : [endings[exit]]),
    `run ${run}${failed > 0 ? ` · ${showCount(failed)} failed` : ''}${failures} · kshot show ${run}`,
  ].join('\n');
}
