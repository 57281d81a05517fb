/** Where the earliest stop string begins, or -1. Only the last `fresh` characters are new: what is before was searched already. */
export function findStop(text: string, stops: readonly string[], fresh: number): number {
  let earliest = -1;
  for (const stop of stops) {
    if (stop === '') continue;
    const at = text.indexOf(stop, Math.max(0, text.length - fresh - stop.length + 1));
    if (at !== -1 && (earliest === -1 || at < earliest)) earliest = at;
  }
  return earliest;
}
