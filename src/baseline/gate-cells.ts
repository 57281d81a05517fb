// Gates and the grid in, which cells each gate speaks of out.
import { errorOf, type Problem } from '../base/problem.ts';
import { someNames } from '../base/some-names.ts';
import type { Location } from '../base/location.ts';
import type { Cell } from '../grid/cells.ts';
import { cellsAt } from '../grid/cells-at.ts';
import { isRate, type Gate } from '../task/gate-schema.ts';

/** The cells that a gate names; for `best` all that may turn out best. */
export function gateCells<C extends Pick<Cell, 'coordinates' | 'settings'>>(
  { cells: wanted }: Gate,
  cells: readonly C[],
): C[] {
  if (wanted === undefined || typeof wanted === 'string') return [...cells];
  return cellsAt(cells, wanted);
}

/** A gate over several cells must say which; `at` finds the gate in the task file. */
export function checkGateCells(
  gates: readonly Gate[],
  cells: readonly Cell[],
  at: (gate: Gate) => Location,
): Problem[] {
  return gates.flatMap((gate) => {
    if (gate.cells === undefined && cells.length > 1 && !isRate(gate.metric)) {
      const message = `the gate on ${gate.metric} must say which of the ${cells.length} cells it means`;
      const help = 'add cells: every, cells: best, or values of axes: cells: { shots.count: 8 }';
      return [errorOf('ambiguous-gate', message, at(gate), help)];
    }
    if (gateCells(gate, cells).length > 0) return [];
    const message = `the gate on ${gate.metric} names no cell of the grid`;
    return [
      errorOf(
        'ambiguous-gate',
        message,
        at(gate),
        `the cells are ${someNames(cells.map(({ name }) => name))}`,
      ),
    ];
  });
}

/** Drops are measured against an accepted run; `baseline` is the file that lacks, if it does. */
export function checkDrops(
  gates: readonly Gate[],
  baseline: string | undefined,
  at: (gate: Gate) => Location,
): Problem[] {
  return gates.flatMap((gate): Problem[] => {
    const { metric, max_drop } = gate;
    const isKept = !isRate(metric);
    if (max_drop === undefined || (isKept && baseline === undefined)) return [];
    const message = isKept
      ? `max_drop of ${metric} is not checked: there is no baseline ${baseline}`
      : `max_drop of ${metric} is not checked: a baseline keeps scores only`;
    const help = isKept ? 'make one of a good run, and keep it in git: kshot accept' : 'use max';
    return [{ severity: 'warning', code: 'no-baseline', message, at: at(gate), help }];
  });
}
