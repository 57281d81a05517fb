/** A score with three decimals. */
export function showScore(value: number): string {
  return value.toFixed(3);
}

/** A count with commas between thousands. */
export function showCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Milliseconds in the unit that fits. */
export function showDuration(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)}ms`;
  if (milliseconds < 1000) return `${milliseconds.toFixed(0)}ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 100) return `${seconds.toFixed(1)}s`;
  return `${Math.floor(seconds / 60)}m${String(Math.round(seconds % 60)).padStart(2, '0')}s`;
}

/** `1 row`, `20 rows`. */
export function plural(count: number, noun: string): string {
  return `${showCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
