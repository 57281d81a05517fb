import type { ExitCode } from '../baseline/exit-code.ts';
import type { GateResult, Verdict } from '../baseline/verdict.ts';
import { baselineOutcome, type BaselineOutcome, type Compared } from './baseline-outcome.ts';
import type { Cell } from '../grid/cells.ts';
import { formatProblem, type Problem } from '../base/problem.ts';
import { describeCell, type Manifest, type ManifestCell } from '../schedule/manifest.ts';
import { costOf, type Price } from '../provider/cost.ts';
import type { HaltReason } from '../schedule/halt.ts';
import type { Shard } from '../schedule/shard.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { CellSummary, Summarised } from '../stats/cell-summary.ts';
import type { QuestionTotals } from '../stats/questions.ts';
import type { RaceResult } from '../sweep/race-result.ts';

/** A cell: what it is, and what it scored. */
export interface CellOutcome extends ManifestCell, CellSummary {
  /** In the currency of the price that the provider has. */
  readonly cost?: number;
}

/** A baseline without a model, scored on the same rows. */
export interface LineOutcome {
  readonly name: string;
  readonly metrics: CellSummary['metrics'];
}

/** What a model was asked by scorers. */
export interface QuestionOutcome {
  /** `provider:model`. */
  readonly model: string;
  readonly answers: number;
  readonly failed: number;
  /** Answers that the cache gave. */
  readonly cached?: number;
  readonly tokens: QuestionTotals['tokens'];
  /** In the currency of the price, of the answers that were paid for. */
  readonly cost?: number;
}

/** What a run came to: `--json`, `outcome.json`, and all that reports are made of. */
export interface Outcome {
  readonly version: 1;
  readonly task: string;
  /** The name of the run folder. */
  readonly run: string;
  readonly rows: number;
  readonly trials: number;
  /** The file that the answers come from, where no model was asked. */
  readonly outputs?: string;
  /** Of a part of a run, which. */
  readonly shard?: Shard;
  /** In the order of the task; the first is the primary one. */
  readonly metrics: readonly MetricInfo[];
  readonly cells: readonly CellOutcome[];
  readonly reference_lines: readonly LineOutcome[];
  /** What scorers asked of models: of judges. */
  readonly questions?: readonly QuestionOutcome[];
  /** Where cells raced: what became of each, and what that saved. */
  readonly sweep?: RaceResult;
  readonly gates: readonly GateResult[];
  /** Where a gate says max_drop, and there is one. */
  readonly baseline?: BaselineOutcome;
  readonly warnings: readonly string[];
  /** Why the run ended before its last request. */
  readonly halted?: HaltReason;
  /** Seconds from the first request to the last score. */
  readonly seconds: number;
  readonly exit: ExitCode;
}

/** An outcome in, a text for people or machines out. */
export type Reporter = (outcome: Outcome) => string;

export interface OutcomeParts {
  readonly manifest: Manifest;
  /** The name of the run folder. */
  readonly run: string;
  readonly seconds: number;
  readonly summaries: readonly Summarised<Cell>[];
  readonly lines: readonly Summarised<string>[];
  readonly questions: readonly QuestionTotals[];
  readonly verdict: Verdict;
  readonly sweep?: RaceResult;
  readonly compared?: Compared;
  readonly warnings: readonly Problem[];
  /** Of a model, for a million tokens. */
  readonly priceOf: (model: string) => Price | undefined;
  readonly halted: HaltReason | undefined;
}

export function makeOutcome(parts: OutcomeParts): Outcome {
  const { manifest, run, seconds, summaries, lines, verdict, warnings, halted } = parts;
  return {
    version: 1,
    task: manifest.task.name,
    run,
    rows: manifest.rows,
    trials: manifest.trials,
    ...(manifest.options?.outputs ? { outputs: manifest.options.outputs.file } : {}),
    ...(manifest.shard ? { shard: manifest.shard } : {}),
    metrics: manifest.metrics,
    cells: summaries.map((summarised) => cellOutcome(summarised, parts)),
    reference_lines: lines.map(({ cell, summary }) => ({ name: cell, metrics: summary.metrics })),
    ...(parts.questions.length > 0
      ? { questions: parts.questions.map((asked) => questionOutcome(asked, parts)) }
      : {}),
    ...(parts.sweep ? { sweep: parts.sweep } : {}),
    gates: verdict.gates,
    ...(parts.compared ? { baseline: baselineOutcome(parts.compared) } : {}),
    warnings: warnings.map(formatProblem),
    ...(halted ? { halted } : {}),
    seconds: Math.round(seconds * 1000) / 1000,
    exit: verdict.exit,
  };
}

function cellOutcome({ cell, summary }: Summarised<Cell>, { priceOf }: OutcomeParts): CellOutcome {
  const cost = paidFor(summary.paid ?? summary.tokens, priceOf(cell.settings.model));
  return { ...describeCell(cell), ...summary, ...cost };
}

function questionOutcome(
  { model, answers, failed, cached, tokens, paid }: QuestionTotals,
  { priceOf }: OutcomeParts,
): QuestionOutcome {
  const held = cached > 0 ? { cached } : {};
  return { model, answers, failed, ...held, tokens, ...paidFor(paid, priceOf(model)) };
}

function paidFor(tokens: QuestionTotals['paid'], price: Price | undefined): { cost?: number } {
  return price ? { cost: Math.round(1e6 * costOf(tokens, price)) / 1e6 } : {};
}
