// The scores of the same rows in every cell of a full product in, what their variance comes from out.
import { mean, type Values } from './mean.ts';

export interface Design {
  /** For each axis the place of its value, from 0, in each cell. */
  readonly axes: readonly (readonly number[])[];
  /** One score a row: `scores[cell][row]`. */
  readonly scores: readonly Values[];
}

/** Shares of what is left of the variance when every row is compared with itself: the axes, `interactions` and `residual` add up to 1. */
export interface VarianceShares {
  /** Of each axis alone. */
  readonly axes: readonly number[];
  /** Of what values of several axes do together. */
  readonly interactions: number;
  /** Of what single rows do that the mean does not show. */
  readonly residual: number;
  /** How much of all variance lies between rows, 0 to 1: some are easy, whatever the prompt. */
  readonly rows: number;
}

/**
 * Repeated-measures analysis of variance (Fisher 1925; Winer 1971, chapter 4) of rows by cells: the sum of squares within rows is that of
 * the cells, split into main effects and interactions, and that of rows by cells. A constant added to a row changes no share. Undefined
 * where no row scores otherwise in one cell than in another. @throws RangeError unless every cell has the same number of rows, and the cells are a full
 * product
 */
export function varianceShares({ axes, scores }: Design): VarianceShares | undefined {
  checkDesign(axes, scores);
  const cells = scores.map(mean);
  const rows = Array.from(scores[0]!, (_, row) => mean(scores.map((ofCell) => ofCell[row]!)));
  const centre = mean(cells);
  const effects = axes.map((places) => marginalMeans(places, cells).map((one) => one - centre));
  const effectOn = (cell: number) => effects.map((ofAxis, axis) => ofAxis[axes[axis]![cell]!]!);
  const sums = { axes: axes.map(() => 0), interactions: 0, residual: 0, rows: 0 };
  for (const [cell, ofRows] of scores.entries()) {
    const own = effectOn(cell);
    const joint = cells[cell]! - centre - own.reduce((sum, effect) => sum + effect, 0);
    sums.interactions += rows.length * joint * joint;
    for (const [axis, effect] of own.entries()) sums.axes[axis]! += rows.length * effect * effect;
    for (const [row, ofRow] of rows.entries()) {
      const [rest, between] = [ofRows[row]! - ofRow - cells[cell]! + centre, ofRow - centre];
      sums.residual += rest * rest;
      sums.rows += between * between;
    }
  }
  return toShares(sums);
}

/** Means of equal scores may differ by their last bit. */
const roundedToNothing = 1e-20;

function toShares(sums: VarianceShares): VarianceShares | undefined {
  const within = sums.axes.reduce((sum, one) => sum + one, sums.interactions + sums.residual);
  if (within < roundedToNothing) return undefined;
  return {
    axes: sums.axes.map((one) => one / within),
    interactions: sums.interactions / within,
    residual: sums.residual / within,
    rows: sums.rows / (within + sums.rows),
  };
}

/** What each value of an axis scored, averaged over all cells that have it. */
export function marginalMeans(places: readonly number[], cells: Values): number[] {
  const sums: number[] = [];
  const counts: number[] = [];
  for (const [cell, place] of places.entries()) {
    sums[place] = (sums[place] ?? 0) + cells[cell]!;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return sums.map((sum, place) => sum / counts[place]!);
}

function checkDesign(axes: Design['axes'], scores: Design['scores']): void {
  const rows = scores[0]?.length ?? 0;
  if (rows === 0) throw new RangeError('variance of no scores');
  if (scores.some(({ length }) => length !== rows))
    throw new RangeError('every cell must have the same rows');
  const points = scores.map((_, cell) => axes.map((places) => places[cell]).join(' '));
  const size = axes.reduce((product, places) => product * new Set(places).size, 1);
  if (new Set(points).size !== scores.length || size !== scores.length)
    throw new RangeError(`${scores.length} cells are no full product of ${size}`);
}
