// The public API: what a program of its own may use. Re-exports only.
export { prepare, run, type PrepareOptions, type Prepared } from './run.ts';
export type { World } from './sweep/world.ts';

export { formatProblem, UserError, type Problem, type Severity } from './base/problem.ts';
export type { CompleteModule, ModuleAnswer, ModuleQuestion } from './provider/module.ts';
export { makeRedact, secretsOf, type Redact } from './base/redact.ts';
export type { Location } from './base/location.ts';
export type { ProblemCode } from './base/problem-code.ts';

export { loadTask, type LoadedTask } from './task/load.ts';
export { parseOverride, type Override } from './task/override.ts';
export type { MetricInfo } from './task/metric-info.ts';
export { metricNames, type MetricName } from './task/score-entry.ts';
export type { Axis, Shots, Task } from './task/task.ts';

export { expandGrid, type Cell, type CellSettings, type Coordinates } from './grid/cells.ts';

export {
  countTokens,
  generate,
  neutralSampling,
  scoreText,
  type Generation,
  type Sampling,
} from './embedded/model.ts';

export type {
  Completion,
  Done,
  Failed,
  FinishReason,
  TokenLogprob,
} from './provider/completion.ts';

export type { Disk, DiskFile } from './schedule/disk.ts';
export type { AnswerLine, JournalLine, ScoreLine } from './schedule/journal-line.ts';
export { readJournal, readResults, type Pair } from './schedule/read-journal.ts';
export type { Manifest, ManifestCell } from './schedule/manifest.ts';

export { mean, sampleVariance, standardError } from './stats/mean.ts';
export { normalQuantile } from './stats/normal-quantile.ts';
export { quantile } from './stats/quantile.ts';
export { studentQuantile } from './stats/student-t.ts';
export { summarise, type Summary } from './stats/summarise.ts';
export { tInterval } from './stats/t-interval.ts';
export { wilson } from './stats/wilson.ts';
export type { CellSummary, MetricSummary } from './stats/cell-summary.ts';
export type { Interval } from './stats/interval.ts';

export type { ExitCode } from './baseline/exit-code.ts';
export type { GateResult } from './baseline/verdict.ts';

export { terminalReport, type TerminalOptions } from './report/terminal.ts';
export type { CellOutcome, LineOutcome, Outcome, Reporter } from './report/outcome.ts';
