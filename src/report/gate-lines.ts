// Gates in, a line for each that holds and a line for every cell in which one does not out.
import type { GateResult } from '../baseline/verdict.ts';
import { plural, showScore } from './numbers.ts';

const shownAtMost = 5;

export function gateLines(gates: readonly GateResult[]): string[] {
  const groups = new Map<string, GateResult[]>();
  // What was compared with the baseline has lines of its own.
  for (const gate of gates.filter(({ rule }) => rule !== 'max_drop')) {
    const group = groups.get(limitOf(gate));
    if (group) group.push(gate);
    else groups.set(limitOf(gate), [gate]);
  }
  return [...groups].flatMap(([limit, group]) => groupLines(limit, group));
}

/** `exact_match >= 0.7`. */
export function limitOf({
  metric,
  rule,
  limit,
}: Pick<GateResult, 'metric' | 'rule' | 'limit'>): string {
  return `${metric} ${rule === 'min' ? '>=' : '<='} ${limit}`;
}

export const whySkipped = 'where the cache gave every answer: none was timed';

function groupLines(limit: string, group: readonly GateResult[]): string[] {
  const broken = group.filter(({ passed }) => !passed);
  const skipped = group.filter((gate) => gate.skipped).length;
  const kept = group.length - broken.length - skipped;
  const hidden = broken.length - shownAtMost;
  return [
    ...(kept > 0 ? [`✓ ${limit}: ${keptText(group)}`] : []),
    ...(skipped > 0 ? [`– ${limit}: skipped in ${plural(skipped, 'cell')}, ${whySkipped}`] : []),
    ...broken.slice(0, shownAtMost).map((gate) => `✗ ${limit}: ${gateText(gate)}`),
    ...(hidden > 0 ? [`✗ ${limit}: and in ${plural(hidden, 'more cell')}`] : []),
  ];
}

/** Of several cells the one that came closest to the limit. */
function keptText(group: readonly GateResult[]): string {
  const kept = group.filter(({ passed, skipped }) => passed && !skipped);
  const margin = ({ value = 0, limit }: GateResult) => Math.abs(value - limit);
  const closest = kept.reduce((best, gate) => (margin(gate) < margin(best) ? gate : best));
  return group.length === 1
    ? gateText(closest)
    : `${showScore(closest.value ?? 0)} at worst, in ${kept.length} of ${plural(group.length, 'cell')}`;
}

/** What was measured, and where. */
export function gateText({ value, limit, cell, optimistic }: GateResult): string {
  const measured = value === undefined ? 'nothing was scored' : showBeside(limit, value);
  const note = optimistic ? ' (optimistic: this cell was chosen by the same rows)' : '';
  return `${measured} in ${cell}${note}`;
}

/** 0.6996 is not 0.7: where three decimals hide on which side of the limit it is, more are shown. */
function showBeside(limit: number, value: number): string {
  const decimals = [3, 4, 5, 6, 7, 8, 9].find(
    (count) => value === limit || Number(value.toFixed(count)) !== limit,
  );
  return value.toFixed(decimals ?? 3);
}
