import type { Manifest } from '../schedule/manifest.ts';
import type { Pair } from '../schedule/read-journal.ts';
import type { Outcome } from './outcome.ts';

/** A run that is over: what it came to, and its results one by one. */
export interface ReportedRun {
  readonly outcome: Outcome;
  /** Both read the run folder, which a lost disk may have taken. */
  readonly manifest: () => Manifest;
  readonly results: () => AsyncIterable<Pair>;
  /** Where the task file says what a metric must reach; without a line where the command line said it. */
  readonly gateAt: (metric: string) => GatePlace;
}

export interface GatePlace {
  readonly file: string;
  readonly line?: number;
}

export interface Finished {
  readonly runs: readonly ReportedRun[];
  /** More than one task was asked for, however many were begun. */
  readonly several: boolean;
}

/** Runs in, the pieces of one text out. For what takes more than an outcome to tell. */
export type RunReporter = (finished: Finished) => AsyncIterable<string>;
