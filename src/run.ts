// The line itself. A task file becomes a checked task; rows and shots become prompts; the grid becomes cells; cells × rows
// × trials become requests; requests become completions; completions become scores; scores become summaries; summaries
// meet the gates and become a verdict; all of it becomes an outcome, which reports are made of.
import { dirname } from 'node:path';
import type { Redact } from './base/redact.ts';
import { refuseErrors, type Problem } from './base/problem.ts';
import { checkGateCells } from './baseline/gate-cells.ts';
import { judgeRun } from './baseline/verdict.ts';
import { expandGrid } from './grid/cells.ts';
import { narrowCells } from './grid/narrow.ts';
import { checkRows } from './plan/check-rows.ts';
import { checkStops } from './plan/check-stops.ts';
import { makePlan, requestsFor, type Plan } from './plan/plan.ts';
import { slotOf, splitModel, type Request } from './plan/request.ts';
import {
  dataRows,
  dataUses,
  narrowRows,
  openData,
  readPool,
  type DataFile,
} from './prompt/open-data.ts';
import type { ReadText } from './prompt/check-columns.ts';
import { checkCells } from './provider/check-cells.ts';
import type { Completion } from './provider/completion.ts';
import { costOfAnswer, pricesOf } from './provider/cost.ts';
import { checkFit, fitOf } from './provider/fit.ts';
import { makeRegistry, type Registry } from './provider/registry.ts';
import type { Complete } from './provider/provider.ts';
import { makeOutcome, type Outcome } from './report/outcome.ts';
import { composeComplete, type Composed } from './schedule/complete.ts';
import { dispatch } from './schedule/dispatch.ts';
import { makeHalt, type Halt } from './schedule/halt.ts';
import { makeManifest } from './schedule/manifest.ts';
import { createRunFolder } from './schedule/run-folder.ts';
import type { Clock, Sleep } from './schedule/time.ts';
import { makeLineBoard, missingLine, type LineBoard } from './score/line-board.ts';
import {
  makeScoreBoard,
  needsOutput,
  readTargets,
  scoreFields,
  type ScoreBoard,
} from './score/scorers.ts';
import { summariseCells } from './stats/cell-summary.ts';
import { makeTally, type Tally } from './stats/tally.ts';
import { loadTask, type LoadedTask } from './task/load.ts';
import { locateAxis, locateGate, locateStop } from './task/locate.ts';
import type { Override } from './task/override.ts';

export interface PrepareOptions {
  /** Where relative paths start. */
  readonly cwd: string;
  /** What the command line lays over the file. */
  readonly set?: readonly Override[];
  /** The keys of the only rows, and the name of the only cell, that are wanted. */
  readonly rows?: readonly string[];
  readonly cell?: string | undefined;
}

/** A task of which everything is known that can be known without asking a model. */
export interface Prepared {
  readonly loaded: LoadedTask;
  readonly registry: Registry;
  readonly data: DataFile;
  /** Everything in which the task mentions columns. */
  readonly texts: readonly ReadText[];
  readonly plan: Plan;
  readonly board: ScoreBoard;
  readonly lines: LineBoard;
  readonly warnings: readonly Problem[];
}

/** What a run takes from the world around it. */
export interface World {
  /** The `.kshot` folder. */
  readonly home: string;
  /** Where keys are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Aborted: nothing more is sent, and the outcome is that of what was answered. */
  readonly signal: AbortSignal;
  /** Takes secrets out of everything that is written. */
  readonly redact: Redact;
  /** Requests under way at once; without it as many as the provider is found to bear. */
  readonly concurrency?: number | undefined;
  /** No request is sent once so much is spent, in the currency of the prices. */
  readonly maxCost?: number | undefined;
  /** Put around whatever answers requests: to record them, or to stand in for the providers. */
  readonly wrap?: ((complete: Complete) => Complete) | undefined;
  readonly onResult?: (completion: Completion) => void;
}

/** Throws a UserError with what is wrong with the task, its templates or its data. Sends nothing. */
export async function prepare(path: string, options: PrepareOptions): Promise<Prepared> {
  const loaded = await loadTask(path, options.set ?? [], options.cwd);
  const { task } = loaded;
  const grid = expandGrid(task);
  const problems = [...loaded.warnings, ...grid.warnings];
  const models = grid.cells.map(({ settings }) => splitModel(settings.model));
  const wanted = models.map(({ provider }) => provider);
  const registry = await makeRegistry(task.providers, wanted);
  const { unsupported, client_stop: clientStop } = task;
  const at = (axis: string) => locateAxis(loaded, axis);
  problems.push(...checkCells(grid.cells, registry, { unsupported, clientStop, at }));
  problems.push(...checkGateCells(task.gates, grid.cells, (gate) => locateGate(loaded, gate)));
  refuseErrors(problems);

  const cells = narrowCells(grid.cells, options.cell);
  const targets = readTargets(task.score, loaded.file);
  const shots = Math.max(...cells.map(({ settings }) => settings.shots.count));
  const uses = dataUses(loaded, { shots, targets, output: needsOutput(task.score) });
  const [rows, pool] = await openData(uses, loaded.file);
  const data = await narrowRows(rows!, options.rows ?? []);
  const fit = fitOf(cells, registry, task.fit);
  const poolRows = await readPool(pool, shots, at('shots'));
  const plan = { ...makePlan(task, cells, poolRows), ...(fit ? { fit } : {}) };
  problems.push(...checkStops(plan, (cell) => locateStop(loaded, cell.settings.template)));
  problems.push(...(await checkRows(plan, dataRows(data), data.source.path)));
  problems.push(...(await checkFit(plan, dataRows(data), at('model'))));
  refuseErrors(problems);

  const board = makeScoreBoard(task.score, plan.makers);
  const lines = makeLineBoard(plan.makers, uses[0]!.texts, board, data.count);
  problems.push(...missingLine(poolRows.length, data.count));
  const texts = uses.flatMap((use) => use.texts);
  return { loaded, registry, data, texts, plan, board, lines, warnings: problems };
}

/** Asks, scores and judges. A request that fails is a counted row; it never ends the run. */
export async function run(prepared: Prepared, world: World): Promise<Outcome> {
  const halt = makeHalt(world.signal);
  const asking = await open(prepared, world, halt);
  try {
    return await runThrough(prepared, world, halt, asking);
  } finally {
    halt.close();
    await asking.close();
  }
}

async function runThrough(
  prepared: Prepared,
  world: World,
  halt: Halt,
  { complete, window }: Composed,
): Promise<Outcome> {
  const { loaded, data, plan, board, lines } = prepared;
  const { cells, trials } = plan;
  const { metrics } = board;
  const { clock, redact, maxCost = Infinity } = world;
  const manifest = makeManifest({ loaded, data, cells, metrics, started: world.now() });
  const folder = createRunFolder(world.home, manifest, redact);
  const shape = { rows: data.count, metrics: metrics.length };
  const tally = makeTally({ ...shape, cells: cells.length, trials });
  const lineTally = makeTally({ ...shape, cells: lines.names.length, trials: 1 });
  const priceOf = pricesOf(prepared.registry);
  let spent = 0;

  async function record(request: Request, completion: Completion): Promise<void> {
    const { row, cell } = request;
    folder.journal.answer(request, completion);
    const scoring = await board.score(completion, row, cell.settings.template);
    folder.journal.score(request, scoreFields(metrics, scoring));
    tally.add(slotOf(request), completion, scoring.scores);
    if (request.prompt.dropped) tally.shortened(cell.index);
    spent += costOfAnswer(completion, priceOf(cell.settings.model));
    if (spent >= maxCost) halt.overBudget(spent, maxCost);
    world.onResult?.(completion);
  }

  const begun = clock();
  const requests = ask(prepared, lineTally);
  await dispatch(requests, complete, record, { window, signal: halt.signal }).finally(() =>
    folder.journal.close(),
  );
  const seconds = (clock() - begun) / 1000;

  const summaries = summariseCells(tally, cells, metrics);
  const verdict = judgeRun(loaded.task.gates, summaries, metrics, halt.reason());
  const halted = halt.reason();
  const baselines = summariseCells(lineTally, lines.names, metrics);
  const result = { seconds, summaries, verdict, lines: baselines, priceOf, halted };
  const { warnings } = prepared;
  const outcome = makeOutcome({ manifest, run: folder.id, ...result, warnings });
  folder.finish(outcome);
  return outcome;
}

/** Opens the providers of the cells. Throws a UserError where one cannot be used: a key that is not there. */
function open({ loaded, registry, plan }: Prepared, world: World, halt: Halt): Promise<Composed> {
  const { env, clock, sleep, concurrency, wrap } = world;
  return composeComplete(plan.cells, {
    registry,
    surroundings: { env, now: () => world.now().getTime(), folder: dirname(loaded.file.path) },
    signal: halt.signal,
    concurrency,
    clock,
    sleep,
    wrap,
    onFatal: (model, { why }) => halt.fatal(`${model}: ${why}`),
  });
}

/** All requests, row by row; the reference lines answer each row as it passes. */
async function* ask({ data, plan, lines }: Prepared, lineTally: Tally): AsyncGenerator<Request> {
  for await (const row of dataRows(data)) {
    const answers = await lines.answer(row);
    for (const [cell, { completion, scores }] of answers.entries())
      lineTally.add({ cell, row: row.index, trial: 0 }, completion, scores);
    yield* requestsFor(plan, row);
  }
}
