// What may end a run before its last request in, one signal out, and the reason.
import { setMaxListeners } from 'node:events';
import { UserError } from '../base/problem.ts';

/** Why a run ended early. */
export type HaltReason =
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'over-budget'; readonly why: string }
  | { readonly kind: 'fatal'; readonly why: string }
  | { readonly kind: 'storage'; readonly why: string };

export interface Halt {
  /** Aborted: nothing more is sent. */
  readonly signal: AbortSignal;
  /** Every further request would fail. */
  readonly fatal: (why: string) => void;
  /** So much is spent of so much that may be. */
  readonly overBudget: (spent: number, most: number) => void;
  /** Does what needs the disk; where that refuses, the run ends. Whether it was done. */
  readonly guard: (act: () => void | Promise<void>) => Promise<boolean>;
  /** The first one counts, but for that of the disk. */
  readonly reason: () => HaltReason | undefined;
  /** No longer listens for the interrupt. */
  readonly close: () => void;
}

export function makeHalt(interrupt: AbortSignal): Halt {
  const controller = new AbortController();
  // Every open request listens.
  setMaxListeners(0, controller.signal);
  let first: HaltReason | undefined;
  const halt = (reason: HaltReason): void => {
    // What could not be written must be told, whatever ended the run before.
    if (reason.kind === 'storage' && first?.kind !== 'storage') first = reason;
    first ??= reason;
    controller.abort(new Error(reason.kind));
  };
  const interrupted = () => halt({ kind: 'interrupted' });
  if (interrupt.aborted) interrupted();
  interrupt.addEventListener('abort', interrupted, { once: true });
  return {
    signal: controller.signal,
    fatal: (why) => halt({ kind: 'fatal', why }),
    overBudget: (spent, most) =>
      halt({ kind: 'over-budget', why: `${spent.toFixed(4)} is spent of ${most}` }),
    async guard(act) {
      try {
        await act();
        return true;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        halt({ kind: 'storage', why: error.problems[0]!.message });
        return false;
      }
    },
    reason: () => first,
    close: () => interrupt.removeEventListener('abort', interrupted),
  };
}
