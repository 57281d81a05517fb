// The line itself. A task file becomes a checked task; rows and shots become prompts; the grid becomes cells; cells × rows
// × trials become requests; requests become completions; completions become scores; scores become summaries; summaries
// meet the gates and become a verdict; all of it becomes an outcome, which reports are made of.
import { dirname } from 'node:path';
import { refuseErrors, type Problem } from './base/problem.ts';
import { checkDrops, checkGateCells } from './baseline/gate-cells.ts';
import { acceptedFor, type Accepted } from './baseline/open-baseline.ts';
import type { Cell } from './grid/cells.ts';
import { narrowCells } from './grid/narrow.ts';
import { checkRows } from './plan/check-rows.ts';
import { checkStops } from './plan/check-stops.ts';
import { exampleOf, type Example } from './plan/example.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { splitModel } from './plan/request.ts';
import { dataRows, narrowRows, openData, readPool, type DataFile } from './prompt/open-data.ts';
import type { ReadText } from './prompt/check-columns.ts';
import { whoAnswers, type OutputsOptions } from './provider/answerers.ts';
import { checkCells } from './provider/check-cells.ts';
import { pricesOf } from './provider/cost.ts';
import { checkFit, fitOf } from './provider/fit.ts';
import { continuesOf } from './provider/continues.ts';
import { isInProcess, isRemote } from './provider/in-process.ts';
import type { Surroundings } from './provider/provider.ts';
import { makeRegistry, type Registry } from './provider/registry.ts';
import { conclude, keysToCompare, type ScoredRun } from './report/conclude.ts';
import type { Outcome } from './report/outcome.ts';
import { composeComplete, askNobody, type Composed } from './schedule/complete.ts';
import { disk as realDisk } from './schedule/disk.ts';
import { makeHalt, type Halt } from './schedule/halt.ts';
import { makeManifest, type Manifest } from './schedule/manifest.ts';
import { openRunFolder } from './schedule/run-folder.ts';
import { checkChoices } from './score/check-choices.ts';
import { checkJudges, judgeCells } from './score/check-judges.ts';
import { checkData, usesOf } from './score/data-uses.ts';
import { makeLineBoard, missingLine, type LineBoard } from './score/line-board.ts';
import { checkOwn, openOwn } from './score/own.ts';
import { makeScoreBoard, type ScoreBoard } from './score/scorers.ts';
import { openLedger } from './stats/ledger.ts';
import { makeTally } from './stats/tally.ts';
import { shapeOf } from './stats/tally-shape.ts';
import { ask } from './sweep/ask.ts';
import { openSweep, type RunningSweep } from './sweep/open-sweep.ts';
import { planRace, type RacePlan } from './sweep/plan-race.ts';
import type { World } from './sweep/world.ts';
import type { Gate } from './task/gate-schema.ts';
import { loadAndCheck, type LoadedTask } from './task/load.ts';
import { locateAxis, locateGate, locateScorer, locateStop } from './task/locate.ts';
import type { Override } from './task/override.ts';

export interface PrepareOptions {
  /** Where relative paths start. */
  readonly cwd: string;
  /** What the command line lays over the file. */
  readonly set?: readonly Override[];
  /** The keys of the only rows, and the name of the only cell, that are wanted. */
  readonly rows?: readonly string[];
  readonly cell?: string | undefined;
  /** Answers that are there already: they are scored, and no model is asked. */
  readonly outputs?: OutputsOptions | undefined;
}

/** A task of which everything is known that can be known without asking a model. */
export interface Prepared {
  readonly loaded: LoadedTask;
  readonly registry: Registry;
  readonly data: DataFile;
  /** Where the shots come from, if there are any. */
  readonly pool: DataFile | undefined;
  /** Everything in which the task mentions columns. */
  readonly texts: readonly ReadText[];
  readonly plan: Plan;
  /** A cell for everyone who is asked: those of the grid, and the judges among the scorers. */
  readonly asked: readonly Cell[];
  /** How the cells race; absent where every cell answers every row. */
  readonly race?: RacePlan | undefined;
  readonly board: ScoreBoard;
  readonly lines: LineBoard;
  /** What gates with max_drop compare with. */
  readonly accepted: Accepted;
  /** The prompts of one row, where there is one; of outputs that were given nobody knows them. */
  readonly example: Example | undefined;
  readonly warnings: readonly Problem[];
  /** The sha256 of the file that the answers are in, where no model is asked. */
  readonly outputsHash?: string | undefined;
  /** What the task was narrowed to. */
  readonly options: PrepareOptions;
}

/** Throws a UserError with what is wrong with the task, its templates or its data. Sends nothing. */
export async function prepare(path: string, options: PrepareOptions): Promise<Prepared> {
  const { cwd, set: overrides = [] } = options;
  const written = await loadAndCheck(path, { overrides, cwd }, checkData);
  const answerers = await whoAnswers(written, options.outputs, cwd);
  const { loaded, outputsHash } = answerers;
  const { task } = loaded;
  const problems = [...loaded.warnings, ...answerers.problems];
  const judges = judgeCells(loaded, answerers.cells[0]!);
  const models = [...answerers.cells, ...judges].map(({ settings }) => splitModel(settings.model));
  const wanted = models.map(({ provider }) => provider);
  const registry = await makeRegistry(task.providers, wanted, answerers.providers);
  const { unsupported, client_stop: clientStop } = task;
  const at = (axis: string) => locateAxis(loaded, axis);
  problems.push(...checkCells(answerers.cells, registry, { unsupported, clientStop, at }));
  problems.push(...checkJudges(loaded, answerers.cells[0]!, registry));
  const atScorer = (index: number) => locateScorer(loaded, index);
  problems.push(...checkChoices(task.score, answerers.cells, registry, atScorer));
  const accepted = acceptedFor(loaded, cwd);
  const lacking = accepted.baseline ? undefined : accepted.file;
  const atGate = (gate: Gate) => locateGate(loaded, gate);
  problems.push(...checkGateCells(task.gates, answerers.cells, atGate));
  problems.push(...checkDrops(task.gates, lacking, atGate));
  problems.push(...(await checkOwn(task.score, dirname(loaded.file.path), atScorer)));

  const cells = narrowCells(answerers.cells, options.cell);
  const shots = Math.max(...cells.map(({ settings }) => settings.shots.count));
  const uses = usesOf(loaded, shots);
  const [rows, pool] = await openData(uses, loaded.file, problems);
  const data = await narrowRows(rows!, options.rows ?? []);
  problems.push(...(await answerers.match(data, cells)));
  const fit = fitOf(cells, registry, task.fit);
  const poolRows = await readPool(pool, shots, at('shots'));
  const oneAfterTheOther = isInProcess(cells, registry);
  const plan = { ...makePlan(task, cells, poolRows), oneAfterTheOther, ...(fit ? { fit } : {}) };
  problems.push(...checkStops(plan, (cell) => locateStop(loaded, cell.settings.template)));
  problems.push(...(await checkRows(plan, dataRows(data), data.source.path)));
  problems.push(...(await checkFit(plan, dataRows(data), at('model'))));
  refuseErrors(problems);

  const board = makeScoreBoard(task.score, plan.makers, pricesOf(registry));
  const lines = makeLineBoard(plan.makers, uses[0]!.texts, board, data.count);
  problems.push(...missingLine(poolRows.length, data.count));
  const race = planRace(loaded, { plan, data, board, options }, problems);
  const texts = uses.flatMap((use) => use.texts);
  const shown = accepted.baseline?.scores.asked?.example?.row;
  const example = outputsHash ? undefined : await exampleOf(plan, dataRows(data), shown);
  const made = { plan, race, board, lines, texts, accepted, example, warnings: problems };
  const asked = [...cells, ...judges];
  return { loaded, registry, data, pool, asked, ...made, outputsHash, options };
}

/** Asks, scores and judges. A request that fails is a counted row; it never ends the run. */
export async function run(prepared: Prepared, world: World): Promise<Outcome> {
  return (await runScored(prepared, world)).outcome;
}

/** The same, with the scores that the outcome was made of. */
export async function runScored(prepared: Prepared, world: World): Promise<ScoredRun> {
  const { loaded, data, plan, board, lines, registry } = prepared;
  const { cells, trials } = plan;
  const isPaid = (model: string) => isRemote(model, registry);
  const { shard, maxCost, onResult, disk = realDisk } = world;
  const halt = makeHalt(world.signal);
  const own = await openOwn(loaded.task.score, {
    ...placeOf(prepared, world),
    signal: halt.signal,
  });
  const folder = openRunFolder(describeRun(prepared, world), { ...world, disk });
  let sweep: RunningSweep | undefined;
  try {
    const shape = await shapeOf(data, board.metrics);
    const tally = makeTally({ ...shape, cells: cells.length, trials });
    const lineTally = makeTally({ ...shape, cells: lines.names.length, trials: 1, untimed: true });
    const { journal, written } = folder;
    const ledger = await openLedger(
      { tally, journal, board, cells, retryFailed: world.retryFailed },
      written && { pairs: written, rows: dataRows(data), redact: world.redact },
    );

    const keys = await keysToCompare(prepared, world);
    world.onStart?.(ledger.size());
    const tools = { ...own.tools, continues: continuesOf(registry) };
    const at = { ledger, lineTally, tools, shard, onStanding: world.onStanding };
    sweep = await openSweep({ ...prepared, ...at });
    const asksNobody = world.nothingToAsk ?? sweep.isOver();
    const asked = asksNobody ? askNobody : await open(prepared, world, halt);
    const priceOf = pricesOf(registry);
    const begun = world.clock();
    const { apart, requests, raced } = sweep;
    const asking = { ledger, halt, cells, priceOf, maxCost, tools, isPaid, apart, onResult };
    await ask(requests, asked, asking).finally(asked.close);
    await halt.guard(journal.sync);
    const seconds = (world.secondsBefore ?? 0) + (world.clock() - begun) / 1000;

    const { questions } = ledger;
    const counted = { tally, lineTally, questions, raced, seconds, keys };
    const answered = { ...prepared, ...counted, world, folder, halt };
    const scored = await conclude(answered);
    const kept = await halt.guard(() => folder.finish(scored.outcome));
    return kept ? scored : await conclude(answered);
  } finally {
    halt.close();
    await own.close();
    await sweep?.close();
    folder.close();
  }
}

/** What the run folder must hold to be understood, and gone on with, later. */
export function describeRun(
  prepared: Prepared,
  { home, shard, now, redact }: Pick<World, 'home' | 'shard' | 'now' | 'redact'>,
): Manifest {
  const { loaded, data, pool, plan, board, example, options, outputsHash } = prepared;
  const { cwd, set = [], rows = [], cell, outputs } = options;
  const texts = set.map(({ source }) => source.text);
  const secret = texts.some((text) => redact(text) !== text) ? { secret: true as const } : {};
  const given = { set: texts, rows, ...(cell ? { cell } : {}), ...(outputs ? { outputs } : {}) };
  const place = {
    project: dirname(home),
    cwd,
    options: { ...given, ...secret },
    shard,
    started: now(),
    outputsHash,
  };
  const made = { cells: plan.cells, metrics: board.metrics, example };
  return makeManifest({ ...place, loaded, data, pool, ...made });
}

/** Opens the providers of the cells. Throws a UserError where one cannot be used: a key that is not there. */
function open(prepared: Prepared, world: World, halt: Halt): Promise<Composed> {
  const { registry, asked } = prepared;
  const { clock, sleep, concurrency, wrap, openCache, redact } = world;
  return composeComplete(asked, {
    registry,
    surroundings: placeOf(prepared, world),
    signal: halt.signal,
    concurrency,
    cache: openCache && { open: openCache, redact },
    clock,
    sleep,
    wrap: wrap && ((complete) => wrap(complete, halt.guard)),
    onFatal: (model, { why }) => halt.fatal(`${model}: ${why}`),
  });
}

/** What models and scorers of the user's own take from the world. */
function placeOf({ loaded }: Prepared, { env, now }: World): Surroundings {
  return { env, now: () => now().getTime(), folder: dirname(loaded.file.path) };
}
