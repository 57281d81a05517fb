import type { Corpus } from '../score/corpus.ts';

/** Rows that are drawn, or swapped, together. */
export type Units = readonly (readonly number[])[];

/** Adds what a unit has. */
export type AddUnit = (sums: Float64Array, unit: number) => void;

/**
 * What the rows of each unit add up to, once and without zeros: thousands of draws then take a few additions a unit. `addRow` adds one
 * row.
 */
export function unitSums(
  { size }: Corpus,
  units: Units,
  addRow: (sums: Float64Array, row: number) => void,
): AddUnit {
  const [places, values]: [number[], number[]] = [[], []];
  const starts = new Int32Array(units.length + 1);
  const sums = new Float64Array(size);
  for (const [unit, rows] of units.entries()) {
    sums.fill(0);
    for (const row of rows) addRow(sums, row);
    for (let place = 0; place < size; place += 1) {
      if (sums[place] === 0) continue;
      places.push(place);
      values.push(sums[place]!);
    }
    starts[unit + 1] = places.length;
  }
  const [where, what] = [Int32Array.from(places), Float64Array.from(values)];
  return (total, unit) => {
    const to = starts[unit + 1]!;
    for (let at = starts[unit]!; at < to; at += 1) total[where[at]!]! += what[at]!;
  };
}
