// Outcomes in, what `expect` says of their scores out. Judged by the code that judges gates.
import { expect } from 'vitest';
import { errorOf, UserError } from '../base/problem.ts';
import { printable } from '../base/printable.ts';
import { judgeDrops } from '../baseline/judge-drops.ts';
import { judgeRun } from '../baseline/verdict.ts';
import { baselineOutcome } from '../report/baseline-outcome.ts';
import { dropLines } from '../report/drop-lines.ts';
import { withDiffs } from '../report/prompt-diff.ts';
import { gateLines } from '../report/gate-lines.ts';
import type { Gate } from '../task/gate-schema.ts';
import { EvalFailure, withoutStack } from './eval-failure.ts';
import type { EvalMeta } from './eval-meta.ts';
import { evaluationOf, whyIncomplete, type Evaluated } from './evaluate.ts';
import { meantBy, type CellExpectation } from './meant-cells.ts';
import { scoresToCompare } from './lost-rows.ts';

export interface ScoreExpectation {
  /** The name of a cell, values of axes, `every` or `best` (optimistic: chosen by the same rows). Where the run has one cell it may be left out. */
  readonly cell?: CellExpectation | undefined;
}

export interface BaselineExpectation extends ScoreExpectation {
  /** How much worse than the baseline it may get, in the unit of the scores; 0 unless given. */
  readonly maxDrop?: number | undefined;
  /** Too few rows to tell a drop from none do not pass. */
  readonly strict?: boolean | undefined;
}

declare module 'vitest' {
  // Without its type parameters, which vitest 4 and 5 name differently.
  interface Matchers {
    /** The mean of a metric, or of `error_rate` or `truncated_rate`, is not lower. Takes the outcome of `runEval` or `evalSuite(…).outcome()`; a run that is not complete fails. */
    toScoreAtLeast(metric: string, least: number, expectation?: ScoreExpectation): void;
    /** No drop against the baseline beside the task that chance does not explain, as a gate with max_drop has it. Each call is a test of its own at 5 %. */
    toHoldBaseline(metric: string, expectation?: BaselineExpectation): void;
  }
  interface TaskMeta {
    /** What a test of `evalSuite` leaves for reporters. */
    kshot?: EvalMeta;
  }
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

expect.extend({
  toScoreAtLeast(received: unknown, metric: string, least: number, options?: ScoreExpectation) {
    return judged(received, 'toScoreAtLeast', (evaluated) =>
      holdsLeast(evaluated, { metric, min: least }, options),
    );
  },
  toHoldBaseline(received: unknown, metric: string, options?: BaselineExpectation) {
    return judged(received, 'toHoldBaseline', (evaluated) =>
      holdsBaseline(evaluated, metric, options),
    );
  },
});

/** What cannot be judged fails, also under `not`. */
function judged(
  received: unknown,
  matcher: string,
  judge: (evaluated: Evaluated) => { readonly pass: boolean; readonly lines: readonly string[] },
): MatcherResult {
  try {
    const { pass, lines } = judge(completed(received, matcher));
    const shown = [...(pass ? ['it should not hold, but does'] : []), ...lines];
    return { pass, message: () => shown.map(printable).join('\n') };
  } catch (error) {
    throw withoutStack(error);
  }
}

function completed(received: unknown, matcher: string): Evaluated {
  const evaluated = evaluationOf(received);
  if (!evaluated) {
    const message = `${matcher} takes an outcome of runEval or evalSuite(…).outcome(), and no copy of it`;
    throw new UserError([errorOf('bad-option', message)]);
  }
  const why = whyIncomplete(evaluated);
  if (why !== undefined) throw new EvalFailure(why);
  return evaluated;
}

function holdsLeast(evaluated: Evaluated, limit: Gate, options: ScoreExpectation = {}) {
  const { metrics } = evaluated.outcome;
  const { gate, cells } = meantBy(limit, options.cell, evaluated);
  const { gates } = judgeRun({ gates: [gate], cells, metrics, halted: undefined });
  const lines = gateLines(gates);
  if (gates.some(({ value }) => value === undefined)) throw new EvalFailure(lines.join('\n'));
  return { pass: gates.every(({ passed }) => passed), lines };
}

function holdsBaseline(
  evaluated: Evaluated,
  metric: string,
  { maxDrop = 0, strict = false, cell }: BaselineExpectation = {},
) {
  const { gate, cells } = meantBy({ metric, max_drop: maxDrop }, cell, evaluated);
  const compared = scoresToCompare(evaluated);
  const { file } = evaluated.prepared.accepted;
  if (!compared) {
    const help = 'make one of a good run, and keep it in git: kshot accept';
    const message = `there was no baseline ${file} when the task was run`;
    throw new UserError([errorOf('no-baseline', message, undefined, help)]);
  }
  const { now, accepted } = compared;
  const { metrics } = evaluated.outcome;
  const tasks = evaluated.options.comparedTasks ?? 1;
  const scores = { accepted: accepted.baseline.scores, now };
  const drops = judgeDrops({ gates: [gate], cells, metrics, ...scores, tasks });
  const changes = withDiffs(drops.changes);
  const lines = dropLines(baselineOutcome({ drops, accepted, changes }));
  if (drops.results.some((one) => !one.compared)) throw new EvalFailure(lines.join('\n'));
  const { verdict } = drops;
  return { pass: verdict !== 'regression' && !(strict && verdict === 'inconclusive'), lines };
}
