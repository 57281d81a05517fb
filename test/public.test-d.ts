// The types of the public API, held by the type check.
import { expectTypeOf } from 'vitest';
import * as kshot from '../src/index.ts';
import type {
  AnswerLine,
  AskedLine,
  Cell,
  CellOutcome,
  Clusters,
  CompareOptions,
  Completion,
  ExitCode,
  GatedComparison,
  GateResult,
  GateVerdict,
  GateWord,
  Generation,
  Interval,
  JournalLine,
  LoadedTask,
  MetricInfo,
  MetricName,
  MetricSummary,
  Outcome,
  Override,
  Pair,
  PairedComparison,
  PrepareOptions,
  Prepared,
  Problem,
  ProblemCode,
  Reporter,
  Sampling,
  ScoreLine,
  Summary,
  Task,
  TrialSplit,
  Values,
  World,
} from '../src/index.ts';

// What is done with a task
expectTypeOf(kshot.prepare).toEqualTypeOf<
  (path: string, options: PrepareOptions) => Promise<Prepared>
>();
expectTypeOf(kshot.run).toEqualTypeOf<(prepared: Prepared, world: World) => Promise<Outcome>>();
expectTypeOf(kshot.loadTask).toEqualTypeOf<
  (path: string, overrides: readonly Override[], cwd: string) => Promise<LoadedTask>
>();
expectTypeOf<LoadedTask['task']>().toEqualTypeOf<Task>();
expectTypeOf(kshot.parseOverride).toEqualTypeOf<(text: string) => Override>();
expectTypeOf(kshot.expandGrid).toEqualTypeOf<
  (task: Task) => { cells: Cell[]; warnings: Problem[] }
>();
expectTypeOf<{ cwd: string }>().toExtend<PrepareOptions>();
expectTypeOf<World['signal']>().toEqualTypeOf<AbortSignal>();
expectTypeOf(kshot.makeRedact).returns.toEqualTypeOf<World['redact']>();
expectTypeOf(kshot.secretsOf).parameter(0).toEqualTypeOf<World['env']>();

// What it came to
expectTypeOf<Outcome['version']>().toEqualTypeOf<1>();
expectTypeOf<Outcome['exit']>().toEqualTypeOf<ExitCode>();
expectTypeOf<ExitCode>().toEqualTypeOf<0 | 1 | 3 | 130>();
expectTypeOf<Outcome['cells']>().toEqualTypeOf<readonly CellOutcome[]>();
expectTypeOf<Outcome['gates']>().toEqualTypeOf<readonly GateResult[]>();
expectTypeOf<Outcome['metrics']>().toEqualTypeOf<readonly MetricInfo[]>();
expectTypeOf<CellOutcome['metrics']>().toEqualTypeOf<Readonly<Record<string, MetricSummary>>>();
expectTypeOf<MetricSummary>().toEqualTypeOf<Summary | { readonly n: 0 }>();
expectTypeOf(kshot.readJournal).parameter(0).toEqualTypeOf<string>();
expectTypeOf(kshot.readJournal).returns.toEqualTypeOf<AsyncGenerator<JournalLine>>();
expectTypeOf(kshot.readResults).parameter(0).toEqualTypeOf<string>();
expectTypeOf(kshot.readResults).returns.toEqualTypeOf<AsyncGenerator<Pair>>();
expectTypeOf<Pair>().toEqualTypeOf<{
  readonly answer: AnswerLine;
  readonly score?: ScoreLine;
  readonly asked?: readonly AskedLine[];
}>();
expectTypeOf<JournalLine['kind']>().toEqualTypeOf<'answer' | 'score' | 'asked'>();
expectTypeOf(kshot.terminalReport).toExtend<Reporter>();
expectTypeOf<Completion['status']>().toEqualTypeOf<'done' | 'failed'>();

// What is wrong with it
expectTypeOf<kshot.UserError>().toExtend<Error>();
expectTypeOf<kshot.UserError['problems']>().toEqualTypeOf<readonly Problem[]>();
expectTypeOf<Problem['severity']>().toEqualTypeOf<'error' | 'warning' | 'hint'>();
expectTypeOf<Problem['code']>().toEqualTypeOf<ProblemCode>();
expectTypeOf(kshot.formatProblem).toEqualTypeOf<(problem: Problem) => string>();

// The embedded model
expectTypeOf(kshot.generate).toEqualTypeOf<(prompt: string, sampling: Sampling) => Generation>();
expectTypeOf(kshot.neutralSampling).toEqualTypeOf<Sampling>();
expectTypeOf<Generation['finish']>().toEqualTypeOf<'stop' | 'length'>();
expectTypeOf(kshot.countTokens).toEqualTypeOf<(text: string) => number>();
expectTypeOf(kshot.scoreText).toEqualTypeOf<(prompt: string, text: string) => number>();

// Statistics
expectTypeOf<Values>().toEqualTypeOf<Float64Array | readonly number[]>();
expectTypeOf(kshot.mean).toEqualTypeOf<(values: Values) => number>();
expectTypeOf(kshot.sampleVariance).toEqualTypeOf<(values: Values) => number>();
expectTypeOf(kshot.standardError).toEqualTypeOf<(values: Values) => number>();
expectTypeOf(kshot.quantile).toEqualTypeOf<(values: Values, p: number) => number>();
expectTypeOf(kshot.wilson).toEqualTypeOf<
  (successes: number, n: number, confidence: number) => Interval
>();
expectTypeOf(kshot.tInterval).returns.toExtend<Interval & { readonly mean: number }>();
expectTypeOf(kshot.summarise).returns.toEqualTypeOf<Summary | undefined>();
expectTypeOf<Summary['method']>().toEqualTypeOf<
  'wilson' | 't' | 'clustered-t' | 'no-spread' | 'bootstrap' | 'cluster-bootstrap'
>();
expectTypeOf(kshot.comparePaired).toEqualTypeOf<
  (a: Values, b: Values, options: CompareOptions) => PairedComparison
>();
expectTypeOf<{ kind: 'binary'; range: [0, 1]; seed: 1 }>().toExtend<CompareOptions>();
expectTypeOf<MetricInfo & { seed: number }>().toExtend<CompareOptions>();
expectTypeOf<PairedComparison>().toExtend<Interval>();
expectTypeOf<PairedComparison['rowsNeeded']>().toEqualTypeOf<(margin: number) => number>();
expectTypeOf(kshot.gateVerdict).toEqualTypeOf<
  (gated: readonly GatedComparison[], alpha?: number) => GateVerdict
>();
expectTypeOf<GateVerdict['verdict']>().toEqualTypeOf<GateWord>();
expectTypeOf<GateWord>().toEqualTypeOf<'regression' | 'improved' | 'ok' | 'inconclusive'>();
expectTypeOf(kshot.clusteredInterval).parameter(1).toEqualTypeOf<Clusters>();
expectTypeOf(kshot.clusterWarning).toEqualTypeOf<(clusters: number) => string | undefined>();
expectTypeOf(kshot.holm).toEqualTypeOf<(p: readonly number[]) => number[]>();
expectTypeOf(kshot.spearman).toEqualTypeOf<(a: Values, b: Values) => number | undefined>();
expectTypeOf(kshot.trialSplit).returns.toEqualTypeOf<TrialSplit | undefined>();
expectTypeOf(kshot.tangoInterval).returns.toEqualTypeOf<Interval>();
expectTypeOf(kshot.rowBootstrap).parameter(1).toEqualTypeOf<(rows: Int32Array) => number>();
expectTypeOf<Interval>().toEqualTypeOf<{ readonly low: number; readonly high: number }>();

// Scorers
expectTypeOf(kshot.metricNames).items.toEqualTypeOf<MetricName>();
expectTypeOf<'exact_match' | 'rouge_l'>().toExtend<MetricName>();
