import { UserError } from '../base/problem.ts';
import { dataRows } from '../prompt/open-data.ts';
import { hints } from '../prompt/hints.ts';
import { continuesOf } from '../provider/continues.ts';
import { pricesOf } from '../provider/cost.ts';
import { isRemote } from '../provider/in-process.ts';
import { surprises } from '../provider/surprises.ts';
import { estimate } from '../provider/estimate.ts';
import { sweepEstimate } from '../report/sweep-estimate.ts';
import { estimateReport, type AskedEstimate } from '../report/estimate.ts';
import { prepare, type Prepared } from '../run.ts';
import { estimateQuestions } from '../score/estimate-questions.ts';
import { checkTargets } from '../score/check-targets.ts';
import { needsOutput } from '../score/scorers.ts';
import { expectedRace } from '../sweep/plan-race.ts';
import { locateAxis } from '../task/locate.ts';
import { expandEntry } from '../task/expand-entry.ts';
import { locateValue } from '../task/yaml-file.ts';
import type { Host } from './host.ts';
import { prepareOptions, printProblems, type TaskOptions } from './task-options.ts';

/** Finds mistakes without calling a model, in every file, and says what a run would take. */
export async function checkCommand(
  host: Host,
  files: readonly string[],
  options: TaskOptions,
): Promise<number> {
  let exit = 0;
  for (const file of files)
    try {
      await checkOne(host, await prepare(file, prepareOptions(host, options)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      printProblems(host, error.problems);
      exit = 2;
    }
  return exit;
}

async function checkOne(host: Host, prepared: Prepared): Promise<void> {
  const { loaded, registry, data, texts, plan, board, warnings } = prepared;
  const found = [
    ...hints(loaded, texts, data.survey.columns),
    ...surprises(plan.cells, registry, (axis) => locateAxis(loaded, axis)),
    ...(await weakTargets(prepared)),
  ];
  printProblems(host, [...warnings, ...found]);
  const size = await estimate(plan, dataRows(data), data.count, pricesOf(registry));
  host.out(`${estimateReport(loaded.task.name, size, await asked(prepared))}\n`);
  const race = expectedRace(prepared.race, prepared);
  for (const line of sweepEstimate(size, race, board.metrics[0]!)) host.out(`${line}\n`);
}

/** Models in this process cost nothing. */
async function asked({ loaded, board, plan, data, registry }: Prepared): Promise<AskedEstimate[]> {
  if (!loaded.task.score.some(({ metric }) => metric === 'judge' || metric === 'choice')) return [];
  const rows = dataRows(data);
  const continues = continuesOf(registry);
  const all = await estimateQuestions({ board, plan, rows, count: data.count, continues });
  const priceOf = pricesOf(registry);
  return all
    .filter(({ model }) => isRemote(model, registry))
    .map((each) => ({ ...each, price: priceOf(each.model) }));
}

async function weakTargets({ loaded, data, plan, board }: Prepared) {
  const { task, file } = loaded;
  if (!needsOutput(task.score)) return [];
  const [name, { template }] = Object.entries(plan.makers)[0]!;
  const places = task.score.flatMap((entry, place) => expandEntry(entry).map(() => place));
  const at = (metric: number) => locateValue(file, ['score', places[metric]!]);
  return checkTargets(board, dataRows(data), [name, template], at);
}
