import { UserError } from '../base/problem.ts';
import { dataRows } from '../prompt/open-data.ts';
import { hints } from '../prompt/hints.ts';
import { pricesOf } from '../provider/cost.ts';
import { surprises } from '../provider/surprises.ts';
import { estimate } from '../provider/estimate.ts';
import { estimateReport } from '../report/estimate.ts';
import { prepare, type Prepared } from '../run.ts';
import { checkTargets } from '../score/check-targets.ts';
import { needsOutput } from '../score/scorers.ts';
import { expectedRace } from '../sweep/plan-race.ts';
import { locateAxis } from '../task/locate.ts';
import { expandEntry } from '../task/score-entry.ts';
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
  const { metrics } = board;
  const race = expectedRace(prepared.race, { cells: plan.cells, rows: data.count, metrics });
  const context = { race, metric: metrics[0] };
  host.out(`${estimateReport(loaded.task.name, size, context)}\n`);
}

async function weakTargets({ loaded, data, plan, board }: Prepared) {
  const { task, file } = loaded;
  if (!needsOutput(task.score)) return [];
  const [name, { template }] = Object.entries(plan.makers)[0]!;
  const places = task.score.flatMap((entry, place) => expandEntry(entry).map(() => place));
  const at = (metric: number) => locateValue(file, ['score', places[metric]!]);
  return checkTargets(board, dataRows(data), [name, template], at);
}
