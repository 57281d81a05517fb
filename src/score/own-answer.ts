// What a scorer of the user's own gave in, a score or why there is none out.
import { cutText } from '../base/cut-text.ts';
import type { Range } from '../task/metric-range.ts';
import type { Measured } from './metric.ts';

export interface Scale {
  readonly kind: 'binary' | 'graded';
  readonly range: Range;
}

/** A number, true or false; or `{ score, note? }`; or `{ unscored: why }`. */
export function readOwnScore(given: unknown, scale: Scale): Measured {
  if (typeof given !== 'object' || given === null) return readValue(given, scale);
  const { score, note, unscored } = given as Readonly<Record<string, unknown>>;
  if (typeof unscored === 'string') return { unscored };
  const value = readValue(score, scale);
  return typeof value === 'number' && typeof note === 'string' ? { value, note } : value;
}

function readValue(given: unknown, { kind, range: [least, most] }: Scale): Measured {
  const value = typeof given === 'boolean' ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isFinite(value))
    return { unscored: `the scorer gave ${shown(given)}, which is no score` };
  if (kind === 'binary' && value !== 0 && value !== 1)
    return { unscored: `the scorer gave ${value}, and it is binary: 0 or 1` };
  if (value < least || (most !== null && value > most))
    return { unscored: `the scorer gave ${value}, outside its range [${least}, ${most}]` };
  return value;
}

function shown(given: unknown): string {
  if (given === undefined || typeof given === 'number') return String(given);
  return cutText(JSON.stringify(given) ?? typeof given, 60);
}
