// Values of axes and cells in, the cells that have them out.
import { stableJson } from '../base/hash.ts';
import type { AxisName } from '../task/grid-schema.ts';
import { flatSettings, type Cell } from './cells.ts';

type Placed = Pick<Cell, 'coordinates' | 'settings'>;

/** All cells, where no value is asked for. */
export function cellsAt<C extends Placed>(
  cells: readonly C[],
  wanted: Readonly<Record<string, unknown>>,
): C[] {
  return cells.filter((cell) =>
    Object.entries(wanted).every(
      ([axis, value]) => stableJson(axisValue(cell, axis as AxisName)) === stableJson(value),
    ),
  );
}

/** What a cell has on an axis, whether the grid or the task gave it. */
function axisValue({ coordinates, settings }: Placed, axis: AxisName): unknown {
  return axis in coordinates ? coordinates[axis] : flatSettings(settings)[axis];
}
