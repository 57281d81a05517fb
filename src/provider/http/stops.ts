/** Calls that a signal stops. One listener for all of them: to add and remove one for every call costs more than the rest of its bookkeeping. */
export interface Stops {
  readonly add: (signal: AbortSignal, stop: () => void) => void;
  readonly remove: (signal: AbortSignal, stop: () => void) => void;
}

export function makeStops(): Stops {
  const bySignal = new WeakMap<AbortSignal, Set<() => void>>();
  const callsOf = (signal: AbortSignal): Set<() => void> => {
    const known = bySignal.get(signal);
    if (known) return known;
    const calls = new Set<() => void>();
    bySignal.set(signal, calls);
    signal.addEventListener('abort', () => calls.forEach((stop) => stop()), { once: true });
    return calls;
  };
  return {
    add: (signal, stop) => void callsOf(signal).add(stop),
    remove: (signal, stop) => void callsOf(signal).delete(stop),
  };
}
