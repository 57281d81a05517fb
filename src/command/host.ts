/** What commands know of the world: handed in by cli.ts, and by tests. */
export interface Host {
  readonly cwd: string;
  /** Results, to standard output. */
  readonly out: (text: string) => void;
  /** Progress and problems, to standard error. */
  readonly err: (text: string) => void;
  readonly now: () => Date;
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
