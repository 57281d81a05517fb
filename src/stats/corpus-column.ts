// What is kept of answers that are scored together: a few numbers at each place.
import type { Rows } from './row-means.ts';

/** Numbers of a cell, answer after answer; those of a row stand together. */
export interface KeptRows {
  readonly kept: Float32Array;
  /** How many rows have any. */
  readonly rows: number;
  /** In answers: where those of each row begin, and last where all end. */
  readonly starts: Int32Array;
  /** Which rows they are. */
  readonly places: Int32Array;
}

export interface CorpusColumn {
  readonly set: (place: number, counts: readonly number[]) => void;
  /** The first number of a place. */
  readonly at: (place: number) => number;
  readonly of: (rows: Rows) => KeptRows;
}

/** Four bytes a number: exact for counts below sixteen million. */
export function corpusColumn(width: number, places: number): CorpusColumn {
  const numbers = new Float32Array(width * places).fill(NaN);
  return {
    set: (place, counts) => numbers.set(counts, width * place),
    at: (place) => numbers[width * place]!,
    of({ start, rows, trials }) {
      const kept = new Float32Array(width * rows * trials);
      const starts = new Int32Array(rows + 1);
      const places = new Int32Array(rows);
      let found = 0;
      let filled = 0;
      for (let row = 0; row < rows; row += 1) {
        const from = filled;
        for (let trial = 0; trial < trials; trial += 1) {
          const place = width * (start + row * trials + trial);
          if (Number.isNaN(numbers[place]!)) continue;
          kept.set(numbers.subarray(place, place + width), width * filled);
          filled += 1;
        }
        if (filled === from) continue;
        places[found] = row;
        found += 1;
        starts[found] = filled;
      }
      const ends = { starts: starts.subarray(0, found + 1), places: places.subarray(0, found) };
      return { kept, rows: found, ...ends };
    },
  };
}
