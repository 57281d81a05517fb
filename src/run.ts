// The line itself. A task file becomes a checked task; rows and shots become prompts; the grid becomes cells; cells × rows
// × trials become requests; requests become completions; completions become scores; scores become summaries; summaries
// meet the gates and become a verdict; all of it becomes an outcome, which reports are made of.
import { join } from 'node:path';
import { refuseErrors, type Problem } from './base/problem.ts';
import { checkGateCells } from './baseline/gate-cells.ts';
import { judgeRun } from './baseline/verdict.ts';
import { expandGrid } from './grid/cells.ts';
import { narrowCells } from './grid/narrow.ts';
import { checkRows } from './plan/check-rows.ts';
import { checkStops } from './plan/check-stops.ts';
import { makePlan, requestsFor, type Plan } from './plan/plan.ts';
import { slotOf, type Request } from './plan/request.ts';
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
import type { Complete } from './provider/provider.ts';
import { makeOutcome, type Outcome } from './report/outcome.ts';
import { composeComplete, concurrencyOf, type Clock } from './schedule/complete.ts';
import { dispatch } from './schedule/dispatch.ts';
import { makeManifest } from './schedule/manifest.ts';
import { createRunFolder, writeJson } from './schedule/run-folder.ts';
import { makeLineBoard, type LineBoard } from './score/line-board.ts';
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
  readonly now: () => Date;
  readonly clock: Clock;
  /** Aborted: nothing more is sent, and the outcome is that of what was answered. */
  readonly signal: AbortSignal;
  /** Requests under way at once; without it what the provider bears. */
  readonly concurrency?: number | undefined;
  /** Answers requests in place of the providers. */
  readonly complete?: Complete;
  readonly onResult?: (completion: Completion) => void;
}

/** Throws a UserError with what is wrong with the task, its templates or its data. Sends nothing. */
export async function prepare(path: string, options: PrepareOptions): Promise<Prepared> {
  const loaded = await loadTask(path, options.set ?? [], options.cwd);
  const { task } = loaded;
  const grid = expandGrid(task);
  const problems = [...loaded.warnings, ...grid.warnings];
  problems.push(...checkCells(grid.cells, (axis) => locateAxis(loaded, axis)));
  problems.push(...checkGateCells(task.gates, grid.cells, (gate) => locateGate(loaded, gate)));
  refuseErrors(problems);

  const cells = narrowCells(grid.cells, options.cell);
  const targets = readTargets(task.score, loaded.file);
  const shots = Math.max(...cells.map(({ settings }) => settings.shots.count));
  const uses = dataUses(loaded, { shots, targets, output: needsOutput(task.score) });
  const [rows, pool] = await openData(uses, loaded.file);
  const data = await narrowRows(rows!, options.rows ?? []);
  const plan = makePlan(task, cells, await readPool(pool, shots, locateAxis(loaded, 'shots')));
  problems.push(...checkStops(plan, (cell) => locateStop(loaded, cell.settings.template)));
  problems.push(...(await checkRows(plan, dataRows(data), data.source.path)));
  refuseErrors(problems);

  const board = makeScoreBoard(task.score, plan.makers);
  const lines = makeLineBoard(plan.makers, uses[0]!.texts, board);
  const texts = uses.flatMap((use) => use.texts);
  return { loaded, data, texts, plan, board, lines, warnings: problems };
}

/** Asks, scores and judges. A request that fails is a counted row; it never ends the run. */
export async function run(prepared: Prepared, world: World): Promise<Outcome> {
  const { loaded, data, plan, board, lines } = prepared;
  const { cells, trials } = plan;
  const { metrics } = board;
  const manifest = makeManifest({ loaded, data, cells, metrics, started: world.now() });
  const folder = createRunFolder(world.home, manifest);
  const shape = { rows: data.count, metrics: metrics.length };
  const tally = makeTally({ ...shape, cells: cells.length, trials });
  const lineTally = makeTally({ ...shape, cells: lines.names.length, trials: 1 });

  async function record(request: Request, completion: Completion): Promise<void> {
    folder.journal.answer(request, completion);
    const scoring = await board.score(completion, request.row, request.cell.settings.template);
    folder.journal.score(request, scoreFields(metrics, scoring));
    tally.add(slotOf(request), completion, scoring.scores);
    world.onResult?.(completion);
  }

  const { clock, signal, concurrency = concurrencyOf(cells) } = world;
  const { complete = composeComplete(clock) } = world;
  const begun = clock();
  const requests = ask(prepared, lineTally);
  await dispatch(requests, complete, record, { concurrency, signal }).finally(() =>
    folder.journal.close(),
  );
  const seconds = (clock() - begun) / 1000;

  const summaries = summariseCells(tally, cells, metrics);
  const verdict = judgeRun(loaded.task.gates, summaries, metrics, signal.aborted);
  const baselines = summariseCells(lineTally, lines.names, metrics);
  const { warnings } = prepared;
  const parts = {
    manifest,
    run: folder.id,
    seconds,
    summaries,
    verdict,
    lines: baselines,
    warnings,
  };
  const outcome = makeOutcome(parts);
  writeJson(join(folder.path, 'outcome.json'), outcome);
  return outcome;
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
