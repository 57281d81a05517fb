// The scores of one metric, one at each place.
import type { MetricInfo } from '../task/metric-info.ts';

export interface ScoreColumn {
  readonly set: (place: number, value: number) => void;
  /** NaN where there is none. */
  readonly at: (place: number) => number;
}

/** One byte a place for scores that are 0 or 1, else eight. */
export function scoreColumn(kind: MetricInfo['kind'], places: number): ScoreColumn {
  return kind === 'binary' ? bytes(places) : floats(places);
}

const none = 2;

function bytes(places: number): ScoreColumn {
  const values = new Uint8Array(places).fill(none);
  return {
    set(place, value) {
      if (value !== 0 && value !== 1) throw new RangeError(`a binary score of ${value}`);
      values[place] = value;
    },
    at(place) {
      const value = values[place]!;
      return value === none ? NaN : value;
    },
  };
}

function floats(places: number): ScoreColumn {
  const values = new Float64Array(places).fill(NaN);
  return {
    set: (place, value) => void (values[place] = value),
    at: (place) => values[place]!,
  };
}
