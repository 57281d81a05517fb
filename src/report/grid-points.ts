// The cells of a run in, the axes that vary among those of a full product out.
import { stableJson } from '../base/hash.ts';
import { nameCells, varyingAxes } from '../grid/cell-name.ts';
import type { ManifestCell } from '../schedule/manifest.ts';
import { fullProduct } from '../stats/full-product.ts';
import { plainFormat } from '../task/format-schema.ts';
import type { AxisName } from '../task/grid-schema.ts';

export type PointCell = Pick<ManifestCell, 'axes' | 'params'>;

/** An axis, and where each cell stands on it. */
export interface PlacedAxis {
  readonly axis: AxisName;
  readonly values: readonly unknown[];
  /** For each cell the place of its value. */
  readonly places: readonly number[];
}

export interface GridPoints<C> {
  /** Of a full product: its axes can be told apart. The last axis varies first, so that cells which differ in one axis alone are aligned. */
  readonly cells: readonly C[];
  readonly axes: readonly PlacedAxis[];
  readonly leftOut: readonly C[];
}

/** In a union a cell may lack an axis: there it has the value of the task. */
export function gridPoints<C extends PointCell>(all: readonly C[]): GridPoints<C> {
  const names = axesOf(all);
  const points = all.map((cell) => names.map((axis) => stableJson(valueOn(cell, axis) ?? null)));
  const kept = fullProduct(points);
  const found = kept.map((index) => all[index]!);
  const varying = axesOf(found);
  const placed = varying.map((axis) => placedAxis(found, axis).places);
  const order = found
    .map((_, cell) => cell)
    .toSorted((a, b) => {
      const axis = placed.find((places) => places[a] !== places[b]);
      return axis ? axis[a]! - axis[b]! : 0;
    });
  const cells = order.map((cell) => found[cell]!);
  const axes = varying.map((axis) => placedAxis(cells, axis));
  return { cells, axes, leftOut: all.filter((cell) => !cells.includes(cell)) };
}

function axesOf(cells: readonly PointCell[]): AxisName[] {
  return varyingAxes(cells.map(({ axes }) => ({ coordinates: axes }))).filter(
    (axis) => new Set(cells.map((cell) => stableJson(valueOn(cell, axis) ?? null))).size > 1,
  );
}

function placedAxis(cells: readonly PointCell[], axis: AxisName): PlacedAxis {
  const values = new Map(cells.map((cell) => [stableJson(valueOn(cell, axis) ?? null), cell]));
  const keys = [...values.keys()];
  return {
    axis,
    values: [...values.values()].map((cell) => valueOn(cell, axis)),
    places: cells.map((cell) => keys.indexOf(stableJson(valueOn(cell, axis) ?? null))),
  };
}

function valueOn({ axes, params }: PointCell, axis: AxisName): unknown {
  if (axes[axis] !== undefined) return axes[axis];
  if (axis === 'format') return plainFormat;
  // The name of a template in a format begins with its own.
  return axis === 'template' ? String(params[axis]).split(' · ')[0] : params[axis];
}

/** Of each cell what it is on these axes, by name. */
export function settingNames(axes: readonly PlacedAxis[]): string[] {
  const cells = axes[0]?.places ?? [];
  return nameCells(
    cells.map((_, cell) => ({
      coordinates: Object.fromEntries(
        axes.map(({ axis, values, places }) => [axis, values[places[cell]!]]),
      ),
    })),
  );
}
