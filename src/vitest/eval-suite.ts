// A task file in, a suite of vitest out: whether the answers are complete, and one test for each limit of a gate. The run is made once.
import { describe as addSuite, test as addTest, type TestContext } from 'vitest';
import type { Outcome } from '../report/outcome.ts';
import { loadTask } from '../task/load.ts';
import type { Gate } from '../task/gate-schema.ts';
import { EvalFailure, withoutStack } from './eval-failure.ts';
import { answersMeta, gateMeta } from './eval-meta.ts';
import {
  checkOptions,
  prepareOptionsOf,
  taskPath,
  type EvalOptions,
  type EvalSuiteOptions,
} from './eval-options.ts';
import { evaluate, whyIncomplete } from './evaluate.ts';
import { judgeLimit, limitsOf, type GateLimit } from './gate-limits.ts';
import { gateReport, incompleteReport } from './gate-report.ts';
import { shareRun, type SharedRun } from './shared-run.ts';
import { taskName } from './task-name.ts';

export interface EvalSuite {
  /** For tests of your own over the same run. Call it inside a test: it waits for the run, and begins it where no test has. */
  readonly outcome: () => Promise<Outcome>;
}

const answersAtMost = 200;

/** A run ends itself, and then tells more than that it was late. What did not pass must not pass for having been asked often enough. */
const settings = { timeout: 0, retry: 0 };

/**
 * A suite named after the task. It fails where `kshot run` would not end with 0: its first test where answers are lacking
 * (exit code 3), the others where a limit of a gate does not hold (exit code 1). A task that cannot be run is one failed test.
 */
export function evalSuite(path: string | URL, options: EvalSuiteOptions = {}): EvalSuite {
  const { name, answersInMeta = answersAtMost, ...rest } = options;
  const run = shareRun((signal) => evaluate(path, rest, signal));
  addSuite(name ?? taskName(path, rest), async () => {
    const gates = await gatesOf(path, rest);
    for (const { title, check } of checksOf(gates, run, answersInMeta))
      addTest(title, settings, check);
  });
  const never = new AbortController().signal;
  return { outcome: async () => (await run.made(never)).outcome };
}

interface Check {
  readonly title: string;
  readonly check: (context: TestContext) => Promise<void>;
}

function checksOf(
  gates: readonly Gate[] | EvalFailure,
  run: SharedRun,
  answersInMeta: number,
): Check[] {
  if (gates instanceof EvalFailure)
    return [{ title: 'the task can be run', check: () => Promise.reject(gates) }];
  return [
    {
      title: 'the answers are complete',
      check: (context) => checkAnswers(context, run, answersInMeta),
    },
    ...limitsOf(gates).map((limit) => ({
      title: limit.name,
      check: (context: TestContext) => checkLimit(limit, context, run),
    })),
  ];
}

/** The data are looked at when the run is made, so that tests are listed at once. */
async function gatesOf(
  path: string | URL,
  options: EvalOptions,
): Promise<readonly Gate[] | EvalFailure> {
  try {
    checkOptions(options);
    const { set = [], cwd } = prepareOptionsOf(options);
    return (await loadTask(taskPath(path), set, cwd)).task.gates;
  } catch (error) {
    const failure = withoutStack(error);
    if (failure instanceof EvalFailure) return failure;
    throw failure;
  }
}

async function checkAnswers(
  { task, signal }: TestContext,
  run: SharedRun,
  most: number,
): Promise<void> {
  const evaluated = await run.made(signal).finally(run.tellOnce);
  task.meta.kshot = await answersMeta(evaluated, most);
  const why = whyIncomplete(evaluated);
  if (why !== undefined) throw new EvalFailure(await incompleteReport(why, evaluated));
}

/** What is wrong with the run as a whole fails one test: the first one that learns of it. The others say that they judge nothing. */
async function checkLimit(
  limit: GateLimit,
  { task, signal, skip }: TestContext,
  run: SharedRun,
): Promise<void> {
  const evaluated = await run.made(signal).catch((error: unknown) => {
    if (run.tellOnce()) throw error;
    return skip('the task could not be run');
  });
  const verdict = judgeLimit(limit, evaluated);
  const { results = [] } = verdict;
  task.meta.kshot = gateMeta(evaluated, results);
  if (verdict.status === 'broken')
    throw new EvalFailure(await gateReport(limit, results, evaluated));
  const why = whyIncomplete(evaluated);
  if (why !== undefined && run.tellOnce())
    throw new EvalFailure(await incompleteReport(why, evaluated));
  if (why !== undefined) skip('the answers are not complete');
  if (verdict.status === 'not checked') skip(verdict.why);
}
