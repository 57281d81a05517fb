// A limit that does not hold in, what its test says out: the words of the terminal, where the gate stands, the cells, and the rows to look at.
import { codeFrame } from '../base/location.ts';
import { printable } from '../base/printable.ts';
import type { GateResult } from '../baseline/verdict.ts';
import { cellTable } from '../report/cell-table.ts';
import { dropLines } from '../report/drop-lines.ts';
import { gateLines } from '../report/gate-lines.ts';
import type { Outcome } from '../report/outcome.ts';
import { collectWorst } from '../report/worst.ts';
import { locateGate } from '../task/locate.ts';
import type { Evaluated } from './evaluate.ts';
import { whyNotCompared, type GateLimit } from './gate-limits.ts';
import { lostRows } from './lost-rows.ts';

const shownRows = 3;

export async function gateReport(
  limit: GateLimit,
  results: readonly GateResult[],
  evaluated: Evaluated,
): Promise<string> {
  const { outcome, prepared } = evaluated;
  const blamed = blamedCells(limit, results, outcome);
  const frame = codeFrame(locateGate(prepared.loaded, limit.gate));
  const verdict = limit.rule === 'max_drop' ? dropVerdict(limit, evaluated) : gateLines(results);
  const rows = await rowsToSee(limit, blamed, evaluated);
  const blocks = [
    [...verdict, ...frame].map(printable),
    blamed.length > 0 ? [cellTable({ ...outcome, cells: blamed }, false)] : [],
    rows,
    [savedAs(outcome)],
  ];
  return joined(blocks);
}

/** Of a run that is not complete. */
export async function incompleteReport(
  why: string,
  { outcome, results }: Evaluated,
): Promise<string> {
  const { cells, halted, run } = outcome;
  const names = new Map(cells.map(({ id, name }) => [id, name]));
  const failed = collectWorst(undefined, shownRows);
  for await (const { answer, score } of results())
    failed.take(names.get(answer.cell)!, answer, score);
  const resume = `kshot resume ${run}${halted ? '' : ' --failed'} asks again what is lacking`;
  return joined([
    [why],
    [cellTable(outcome, false)],
    failed.blocks(),
    [printable(`saved as ${run} · ${resume}`)],
  ]);
}

function joined(blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function savedAs({ run }: Outcome): string {
  return printable(`saved as ${run} · kshot show ${run} --failures lists wrong answers`);
}

function blamedCells(
  { rule, gate }: GateLimit,
  results: readonly GateResult[],
  { cells, baseline }: Outcome,
): Outcome['cells'] {
  const unsure = (baseline?.comparisons ?? []).filter(
    ({ metric, verdict }) => metric === gate.metric && verdict === 'inconclusive',
  );
  const broken = results.filter(({ passed }) => !passed);
  const names = [...broken, ...(rule === 'max_drop' ? unsure : [])].map(({ cell }) => cell);
  return cells.filter(({ name }) => names.includes(name));
}

function dropVerdict({ gate }: GateLimit, evaluated: Evaluated): string[] {
  const { baseline } = evaluated.outcome;
  const comparisons = baseline?.comparisons.filter(({ metric }) => metric === gate.metric) ?? [];
  if (!baseline || comparisons.length === 0) return [`✗ ${whyNotCompared(gate, evaluated)}`];
  return dropLines({ ...baseline, comparisons });
}

/** Of a drop the rows that lost most, of another limit the worst; of a rate those that failed. */
async function rowsToSee(
  { gate, rule }: GateLimit,
  blamed: Outcome['cells'],
  evaluated: Evaluated,
): Promise<string[]> {
  if (rule === 'max_drop') return lostRows(gate.metric, blamed, evaluated, shownRows);
  const { outcome, results } = evaluated;
  const metric = outcome.metrics.find(({ name }) => name === gate.metric);
  const names = new Map(blamed.map(({ id, name }) => [id, name]));
  const worst = collectWorst(metric, shownRows);
  for await (const { answer, score } of results()) {
    const name = names.get(answer.cell);
    if (name !== undefined) worst.take(name, answer, score);
  }
  return worst.blocks();
}
