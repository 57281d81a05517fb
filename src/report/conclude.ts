// All that a run was answered in, its outcome out: cells are summarised, and held against the gates and the baseline.
import { dropsAgainst } from '../baseline/drops-against.ts';
import type { Drops } from '../baseline/judge-drops.ts';
import type { Accepted } from '../baseline/open-baseline.ts';
import { judgePart, judgeRun } from '../baseline/verdict.ts';
import type { Problem } from '../base/problem.ts';
import type { Redact } from '../base/redact.ts';
import type { Cell } from '../grid/cells.ts';
import type { Plan } from '../plan/plan.ts';
import { dataRows, type DataFile } from '../prompt/open-data.ts';
import { pricesOf } from '../provider/cost.ts';
import type { Registry } from '../provider/registry.ts';
import type { Halt } from '../schedule/halt.ts';
import type { RunFolder } from '../schedule/run-folder.ts';
import type { LineBoard } from '../score/line-board.ts';
import type { ScoreBoard } from '../score/scorers.ts';
import { summariseCells, type Summarised } from '../stats/cell-summary.ts';
import type { Questions } from '../stats/questions.ts';
import type { Tally } from '../stats/tally.ts';
import type { RacePlan } from '../sweep/plan-race.ts';
import type { RunningRace } from '../sweep/running-race.ts';
import type { RacedCell, RaceResult } from '../sweep/race-result.ts';
import type { World } from '../sweep/world.ts';
import type { LoadedTask } from '../task/load.ts';
import { makeOutcome, type Outcome } from './outcome.ts';
import type { ShownChange } from './prompt-diff.ts';

export interface Answered {
  readonly loaded: LoadedTask;
  readonly registry: Registry;
  readonly plan: Plan;
  readonly board: ScoreBoard;
  readonly lines: LineBoard;
  readonly accepted: Accepted;
  readonly warnings: readonly Problem[];
  readonly tally: Tally;
  readonly lineTally: Tally;
  readonly race?: RacePlan | undefined;
  /** Where cells raced. */
  readonly raced?: Pick<RunningRace, 'standing' | 'heldOut'> | undefined;
  readonly questions: Pick<Questions, 'totals'>;
  readonly folder: Pick<RunFolder, 'id' | 'manifest'>;
  readonly seconds: number;
  readonly world: World;
  /** The keys of the rows, where they are to be compared. */
  readonly keys: readonly string[] | undefined;
  readonly halt: Halt;
}

/** The keys of the rows as they stand in the journal, where there is a baseline to compare with. */
export async function keysToCompare(
  { data, accepted }: { readonly data: DataFile; readonly accepted: Accepted },
  { shard, redact }: World,
): Promise<string[] | undefined> {
  return accepted.baseline && !shard ? rowKeys(data, redact) : undefined;
}

/** The keys of the rows as they stand in the journal. */
export async function rowKeys(data: DataFile, redact: Redact): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of dataRows(data)) keys.push(redact(key));
  return keys;
}

/** What a run came to, and the scores it was judged by: for who asks more of them than the gates of the task. */
export interface ScoredRun {
  readonly outcome: Outcome;
  readonly cells: readonly Summarised<Cell>[];
  readonly tally: Tally;
}

export async function conclude(answered: Answered): Promise<ScoredRun> {
  const { loaded, plan, board, lines, warnings, registry, accepted } = answered;
  const { folder, tally, lineTally, questions, seconds, keys, halt, world } = answered;
  const { shard, strict, comparedTasks: tasks = 1 } = world;
  const { metrics } = board;
  const sweep = await sweepOf(answered);
  const cells = summariseCells(tally, plan.cells, metrics).map((each, index) =>
    isDropped(sweep?.cells[index]) ? { ...each, dropped: true as const } : each,
  );
  const { gates } = loaded.task;
  const { name: task } = loaded.task;
  const { manifest } = folder;
  const inHand = { task, manifest, gates, cells, metrics, tally, keys, tasks };
  const drops = await dropsAgainst(accepted, { ...inHand, redact: world.redact });
  const halted = halt.reason();
  const verdict = shard
    ? judgePart(gates, cells, halted)
    : judgeRun({ gates, cells, metrics, halted, drops, strict });
  const outcome = makeOutcome({
    manifest,
    run: folder.id,
    seconds,
    summaries: cells,
    lines: summariseCells(lineTally, lines.names, metrics),
    questions: questions.totals(),
    verdict,
    ...(sweep ? { sweep } : {}),
    ...(drops ? { compared: { drops, accepted, changes: await shownChanges(drops) } } : {}),
    warnings,
    priceOf: pricesOf(registry),
    halted,
  });
  return { outcome, cells, tally };
}

/** What compares cells is loaded only where they raced. */
async function sweepOf({ race, raced, tally, plan }: Answered): Promise<RaceResult | undefined> {
  if (!race || !raced) return undefined;
  const { raceResult } = await import('../sweep/race-result.ts');
  const names = plan.cells.map(({ name }) => name);
  return raceResult({ race, standing: raced.standing(), heldOut: raced.heldOut, tally, names });
}

/** What was measured on few rows, and those to its disadvantage, is not the best of anything. */
function isDropped(cell: RacedCell | undefined): boolean {
  return (cell?.verdict === 'beaten' || cell?.verdict === 'cut') && !cell.pinned;
}

/** What makes a diff is loaded only where there is something to show. */
async function shownChanges({ changes }: Drops): Promise<ShownChange[]> {
  if (changes.length === 0) return [];
  const { withDiffs } = await import('./prompt-diff.ts');
  return withDiffs(changes);
}
