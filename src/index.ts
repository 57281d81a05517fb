// The public API: what a program of its own may use. Re-exports only.
export { prepare, run, type PrepareOptions, type Prepared } from './run.ts';
export type { OutputsOptions } from './provider/answerers.ts';
export {
  openRace,
  type Race,
  type RaceBlock,
  type RaceLane,
  type RaceShape,
  type RaceStanding,
  type RaceState,
} from './sweep/race.ts';
export type { World } from './sweep/world.ts';

export { formatProblem, UserError, type Problem, type Severity } from './base/problem.ts';
export type { ScoreAnswer, ScoreModule, ScoreQuestion } from './score/own-scorers.ts';
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
export type { AnswerLine, AskedLine, JournalLine, ScoreLine } from './schedule/journal-line.ts';
export { readJournal, readResults, type Pair } from './schedule/read-journal.ts';
export type { Manifest, ManifestCell } from './schedule/manifest.ts';

export {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  hochberg,
  holm,
} from './stats/adjust-p.ts';
export { axisSpread, type AxisSpread, type SpreadOptions } from './stats/axis-spread.ts';
export { betaInterval, betaQuantile, type BetaPrior } from './stats/beta-quantile.ts';
export { bootstrapExact, rowBootstrap, type BootstrapOptions } from './stats/bootstrap.ts';
export { clopperPearson } from './stats/clopper-pearson.ts';
export {
  clusteredError,
  clusteredInterval,
  clusterSums,
  clusterWarning,
  type ClusteredError,
  type Clusters,
} from './stats/clusters.ts';
export {
  comparePaired,
  type CompareOptions,
  type PairedComparison,
} from './stats/compare-paired.ts';
export { kendall, pearson, spearman } from './stats/correlation.ts';
export { friedman } from './stats/friedman.ts';
export { fullProduct, type Point } from './stats/full-product.ts';
export {
  gateVerdict,
  type ComparisonVerdict,
  type GatedComparison,
  type GateMargins,
  type GateVerdict,
  type GateWord,
} from './stats/gate-verdict.ts';
export { maxT, type MaxT } from './stats/max-t.ts';
export {
  mcnemar,
  mcnemarChiSquare,
  type ChiSquare,
  type Discordant,
  type McNemar,
} from './stats/mcnemar.ts';
export { mean, sampleVariance, standardError, type Values } from './stats/mean.ts';
export { agrestiMin, newcombe, type PairedTable } from './stats/newcombe.ts';
export { normalQuantile } from './stats/normal-quantile.ts';
export { chiSquareTail, normalTail } from './stats/normal-tail.ts';
export { differencesOf, pairedT, type PairedT } from './stats/paired-t.ts';
export type { IntervalMethod, TestMethod } from './stats/pair-judgement.ts';
export { groupMean, pooledStandardError } from './stats/pooled.ts';
export {
  detectableDifference,
  pairedPower,
  rowsForDifference,
  spreadOfDifferences,
  type Demand,
  type PairedVariances,
} from './stats/power.ts';
export { purse, type PurseCourse, type PurseOptions } from './stats/purse.ts';
export { lowQuantile, quantile, upperMedian } from './stats/quantile.ts';
export { rankStability, type RankStability } from './stats/rank-stability.ts';
export { signFlip, type SignFlip } from './stats/sign-flip.ts';
export { studentQuantile } from './stats/student-t.ts';
export { summarise, type ScoreKind, type Summary } from './stats/summarise.ts';
export { tInterval } from './stats/t-interval.ts';
export { tangoInterval, tangoTest, type PairedCounts, type ScoreTest } from './stats/tango.ts';
export { trialSplit, type TrialSplit } from './stats/trial-split.ts';
export { unseenInterval } from './stats/unseen-interval.ts';
export { varianceShares, type Design, type VarianceShares } from './stats/variance-shares.ts';
export { wilcoxonExact, wilcoxonNormal, type SignedRank } from './stats/wilcoxon.ts';
export { wilson } from './stats/wilson.ts';
export type { CellSummary, MetricSummary } from './stats/cell-summary.ts';
export type { Interval } from './stats/interval.ts';

export type { ExitCode } from './baseline/exit-code.ts';
export type { DropResult } from './baseline/judge-drops.ts';
export type { GateResult } from './baseline/verdict.ts';

export { terminalReport, type TerminalOptions } from './report/terminal.ts';
export type { BaselineOutcome } from './report/baseline-outcome.ts';
export type {
  CellOutcome,
  LineOutcome,
  Outcome,
  QuestionOutcome,
  Reporter,
} from './report/outcome.ts';
