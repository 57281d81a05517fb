// What `kshot/vitest` exports. Re-exports only. Importing it gives `expect` its matchers.
import './vitest/matchers.ts';

export { evalSuite, type EvalSuite } from './vitest/eval-suite.ts';
export { runEval } from './vitest/evaluate.ts';
export type { EvalOptions, EvalSuiteOptions, RunEvalOptions } from './vitest/eval-options.ts';
export type { BaselineExpectation, ScoreExpectation } from './vitest/matchers.ts';
export type { AnswerMeta, EvalMeta } from './vitest/eval-meta.ts';
export type { Outcome } from './report/outcome.ts';
