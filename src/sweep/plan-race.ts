// A task, its cells and how many rows there are in; whether and how its cells race, or what speaks against it, out.
import { errorOf, refuseErrors, type Problem } from '../base/problem.ts';
import { someNames } from '../base/some-names.ts';
import type { Cell } from '../grid/cells.ts';
import { cellsAt } from '../grid/cells-at.ts';
import { isTogether, type MetricInfo } from '../task/metric-info.ts';
import { isRate, type Gate } from '../task/gate-schema.ts';
import type { LoadedTask } from '../task/load.ts';
import { locateGate } from '../task/locate.ts';
import type { RaceSettings } from '../task/sweep-schema.ts';
import { locateKey, locateValue } from '../task/yaml-file.ts';
import type { ExpectedRace } from './expected-share.ts';
import type { RaceShape } from './race.ts';

/** Everything that decides a race but the scores. */
export interface RacePlan {
  readonly settings: RaceSettings;
  readonly shape: RaceShape;
  /** Rows that no cell answers before the race is over. */
  readonly holdout: number;
  /** The primary metric. */
  readonly metric: MetricInfo;
}

export interface RaceParts {
  readonly plan: { readonly cells: readonly Cell[] };
  readonly data: { readonly count: number };
  readonly board: { readonly metrics: readonly MetricInfo[] };
  readonly options: { readonly outputs?: unknown };
}

const fewestCells = 6;
const fewestRows = 50;

/** Undefined where every cell answers every row; why, if a race was asked for, is told as a warning. Throws a UserError where it cannot be run so. */
export function planRace(
  loaded: LoadedTask,
  { plan, data, board, options }: RaceParts,
  problems: Problem[],
): RacePlan | undefined {
  const settings = loaded.task.race;
  const { cells } = plan;
  // One cell runs against nobody, and answers that are there already cost nothing: none is passed over.
  if (!settings || cells.length === 1 || options.outputs !== undefined) return undefined;
  const { count: rows } = data;
  const pinned = settings.pin ? cellsAt(cells, settings.pin) : [];
  const [metric] = board.metrics;
  const found = [
    ...checkPin(loaded, cells, pinned),
    ...checkMetric(loaded, metric!),
    ...tooSmall(loaded, cells.length, rows),
  ];
  problems.push(...found);
  refuseErrors(problems);
  if (found.length > 0) return undefined;
  problems.push(...checkGates(loaded, cells, pinned));
  refuseErrors(problems);
  const { confidence, budget, block } = settings;
  const holdout = Math.round(settings.holdout * rows);
  const raced = { cells: cells.length, rows: rows - holdout, confidence, budget, block };
  const pins = pinned.map(({ index }) => index);
  return { settings, shape: { ...raced, pinned: pins }, holdout, metric: metric! };
}

/** What a race of such cells would be; undefined where they cannot race, or where it would save next to nothing. */
export function expectedRace(
  race: RacePlan | undefined,
  { plan, data, board }: Omit<RaceParts, 'options'>,
): ExpectedRace | undefined {
  if (race) {
    const { budget, holdout } = race.settings;
    return { asked: true, budget, holdout, finalists: 1 + race.shape.pinned.length };
  }
  const isSmall = plan.cells.length < fewestCells || data.count < fewestRows;
  if (isSmall || whyNot(board.metrics[0]!) !== undefined) return undefined;
  return { asked: false, budget: 1, holdout: 0, finalists: 1 };
}

function whyNot(metric: MetricInfo): string | undefined {
  if (isTogether(metric) || metric.trials === 'majority')
    return 'it scores answers together, not row by row';
  return metric.range[1] === null ? 'it has no most' : undefined;
}

function checkPin(
  { task, file }: LoadedTask,
  cells: readonly Cell[],
  pinned: readonly Cell[],
): Problem[] {
  if (!task.race?.pin || pinned.length > 0) return [];
  const help = `the cells are ${someNames(cells.map(({ name }) => name))}`;
  return [
    errorOf(
      'cannot-race',
      'pin names no cell of the grid',
      locateKey(file, ['sweep', 'pin']),
      help,
    ),
  ];
}

/** Rows are compared one by one, and what is bet on a row must be bounded. */
function checkMetric({ file }: LoadedTask, metric: MetricInfo): Problem[] {
  const why = whyNot(metric);
  if (why === undefined) return [];
  const message = `the first scorer decides a race, and ${metric.name} cannot: ${why}`;
  const help = 'put a scorer first that gives every row a score from 0 to 1, or take out sweep';
  return [errorOf('cannot-race', message, locateValue(file, ['score', 0]), help)];
}

function tooSmall({ task, file }: LoadedTask, cells: number, rows: number): Problem[] {
  const raced = rows - Math.round(task.race!.holdout * rows);
  const [few, least, what] =
    cells < fewestCells ? [cells, fewestCells, 'cell'] : [raced, fewestRows, 'row'];
  if (few >= least) return [];
  return [
    {
      severity: 'warning',
      code: 'race-too-small',
      message: `every cell answers every row: a race of ${few} ${what}${few === 1 ? '' : 's'} would save next to nothing`,
      at: locateKey(file, ['sweep']),
      help: `it takes at least ${least}`,
    },
  ];
}

/** A gate on a cell that the race may drop would be held against few rows, and those chosen to its disadvantage. */
function checkGates(
  loaded: LoadedTask,
  cells: readonly Cell[],
  pinned: readonly Cell[],
): Problem[] {
  return loaded.task.gates.flatMap((gate) => {
    if (gate.cells === 'best' || isRate(gate.metric)) return [];
    const loose = judged(gate, cells).filter((cell) => !pinned.includes(cell));
    if (loose.length === 0) return [];
    const [{ name }] = loose as [Cell, ...Cell[]];
    const message = `the gate on ${gate.metric} is held against ${name}, which the race may drop`;
    const help = 'pin what it names (sweep.pin), or write cells: best, which is the winner';
    return [errorOf('cannot-race', message, locateGate(loaded, gate), help)];
  });
}

function judged({ cells: wanted }: Gate, cells: readonly Cell[]): readonly Cell[] {
  return typeof wanted === 'object' ? cellsAt(cells, wanted) : cells;
}
