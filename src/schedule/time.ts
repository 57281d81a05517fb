/** Milliseconds that only grow. */
export type Clock = () => number;

/** Resolves after so many milliseconds; rejects with the reason of the signal when that is aborted first. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;
