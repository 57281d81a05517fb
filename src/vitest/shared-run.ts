import type { Evaluated } from './evaluate.ts';

/** A run that several tests look at. */
export interface SharedRun {
  /** The first who asks begins it, and where its signal is aborted it ends; all others wait for the same. */
  readonly made: (signal: AbortSignal) => Promise<Evaluated>;
  /** True for the first who asks: what concerns all tests is told by one. */
  readonly tellOnce: () => boolean;
}

export function shareRun(start: (signal: AbortSignal) => Promise<Evaluated>): SharedRun {
  let run: Promise<Evaluated> | undefined;
  let told = false;
  return {
    made: (signal) => (run ??= start(signal)),
    tellOnce() {
      const isFirst = !told;
      told = true;
      return isFirst;
    },
  };
}
