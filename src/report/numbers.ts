/** A score with three decimals. */
export function showScore(value: number): string {
  return value.toFixed(3);
}

/** A share as `71 %`, `29.5 %`. */
export function showPercent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

/** A count with commas between thousands. */
export function showCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Milliseconds in the unit that fits. */
export function showDuration(milliseconds: number): string {
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)}ms`;
  if (milliseconds < 999.5) return `${milliseconds.toFixed(0)}ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 99.95) return `${seconds.toFixed(1)}s`;
  if (seconds < 3599.5) return inSixties(Math.round(seconds), 'm', 's');
  return inSixties(Math.round(seconds / 60), 'h', 'm');
}

function inSixties(count: number, unit: string, part: string): string {
  return `${Math.floor(count / 60)}${unit}${String(count % 60).padStart(2, '0')}${part}`;
}

/** `1 row`, `20 rows`. */
export function plural(count: number, noun: string): string {
  return `${showCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

const sizes = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** `812 bytes`, `3.1 MB`: a kB is 1,000 bytes. */
export function showBytes(count: number): string {
  const power = count < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(count) / 3));
  const shown = power === 0 ? showCount(count) : (count / 1000 ** power).toFixed(1);
  return `${shown} ${sizes[power]}`;
}

export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** With its sign, and the interval. */
export function showDifference(interval: Difference): string {
  const { difference, low, high } = interval;
  return `${signed(difference)} [${signed(low)}, ${signed(high)}]`;
}

function signed(value: number): string {
  const shown = showScore(Math.abs(value));
  if (Number(shown) === 0) return shown;
  return `${value < 0 ? '-' : '+'}${shown}`;
}

/** Of a p value what matters: 0.0312, or that it is very small. */
export function showP(p: number): string {
  return p < 0.0001 ? '<0.0001' : p.toFixed(4);
}
