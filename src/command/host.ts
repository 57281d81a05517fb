import type { Redact } from '../base/redact.ts';
import type { Sleep } from '../schedule/time.ts';

/** What commands know of the world: handed in by start.ts, and by tests. */
export interface Host {
  readonly cwd: string;
  /** Results, to standard output. */
  readonly out: (text: string) => void;
  /** Progress and problems, to standard error. */
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes secrets out of what is written. `out` and `err` have done so themselves. */
  readonly redact: Redact;
  /** The values of these variables are secrets, too, whatever they are called. */
  readonly conceal: (names: readonly string[]) => void;
  readonly now: () => Date;
  readonly sleep: Sleep;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
  /** Calls back every so many milliseconds until the function it returns is called. */
  readonly every: (milliseconds: number, call: () => void) => () => void;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  /** Whether results may be coloured. */
  readonly color: boolean;
  /** Whether progress may be drawn in place. */
  readonly interactive: boolean;
}
