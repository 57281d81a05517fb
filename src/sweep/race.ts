// The scores of a block of rows in; which cells are out, and which answer which rows next, out. Nothing is asked here, and
// the same scores always give the same race.
import { expectedNext, isEnough, isOutOfReach, openPurse, type Purse } from '../stats/purse.ts';
import { keptCells, scheduleFor } from '../stats/shrink-schedule.ts';

export interface RaceShape {
  readonly cells: number;
  readonly rows: number;
  /** A cell that all rows would have ranked first is dropped with at most 1 minus this. In (0, 1). */
  readonly confidence: number;
  /** The most that may be asked, as a share of cells × rows. In (0, 1]. */
  readonly budget: number;
  /** The fewest rows of a block, and the fewest answers; of the two what takes more rows. */
  readonly block: { readonly rows: number; readonly answers: number };
  /** Cells that stay whatever they score. */
  readonly pinned: readonly number[];
}

/** The next rows, and the cells that answer them. */
export interface RaceBlock {
  readonly cells: readonly number[];
  readonly rows: number;
}

/** in: still in the race, or at its end as good as the winner for all that is known. */
export type RaceState = 'in' | 'beaten' | 'cut';

export interface RaceLane {
  readonly state: RaceState;
  /** How many rows it was asked. */
  readonly rows: number;
}

export interface RaceStanding {
  /** One for each cell. */
  readonly lanes: readonly RaceLane[];
  /** The cells that are in and have the highest mean: more than one where they are even. Empty before the first row. */
  readonly best: readonly number[];
  /** How many rows were raced over, and how many of them do not count, since a cell has no score. */
  readonly rows: number;
  readonly leftOut: number;
  /** Cells × rows that were asked. */
  readonly calls: number;
  /** Why it is over; absent as long as it is not. */
  readonly ended?: 'decided' | 'rows' | 'budget';
}

export interface Race {
  /** Undefined when it is over. */
  readonly next: () => RaceBlock | undefined;
  /** Of each cell of the next block its scores, from 0 to 1, NaN where there is none: the row then counts for nobody. */
  readonly settle: (scores: readonly ArrayLike<number>[]) => void;
  readonly standing: () => RaceStanding;
}

interface Lane {
  readonly cell: number;
  readonly purse: Purse;
  readonly pinned: boolean;
  state: RaceState;
  /** The scores of all rows that count, added up. */
  sum: number;
  rows: number;
}

/** A race under way. */
interface Course {
  readonly shape: RaceShape;
  readonly mostCalls: number;
  readonly lanes: readonly Lane[];
  leader: Lane | undefined;
  /** Rows that were asked, those of them that count, and those that do not. */
  rows: number;
  seen: number;
  leftOut: number;
  calls: number;
}

/**
 * Every cell that is left answers the same next rows. After each block it is compared, row by row, with the cell that led
 * before the block: chosen before its rows are drawn, so that no correction for the number of cells is due. `rows` must come
 * in an order drawn by lot.
 */
export function openRace(shape: RaceShape): Race {
  const course = openCourse(shape);
  return {
    next: () => nextBlock(course),
    settle: (scores) => settleBlock(course, scores),
    standing: () => standingOf(course),
  };
}

function openCourse(shape: RaceShape): Course {
  const { cells, rows, budget, pinned } = shape;
  const lanes = Array.from({ length: cells }, (_, cell): Lane => {
    const isPinned = pinned.includes(cell);
    return { cell, purse: openPurse(), pinned: isPinned, state: 'in', sum: 0, rows: 0 };
  });
  const mostCalls = Math.floor(budget * cells * rows + 1e-9);
  const counts = { rows: 0, seen: 0, leftOut: 0, calls: 0 };
  return { shape, mostCalls, lanes, leader: undefined, ...counts };
}

/** Those that answer the next rows. */
function running({ lanes }: Course): Lane[] {
  return lanes.filter(({ state, pinned }) => state === 'in' || pinned);
}

function endOf(course: Course): RaceStanding['ended'] {
  const { lanes, shape, rows, calls, mostCalls } = course;
  if (lanes.filter(({ state }) => state === 'in').length <= 1) return 'decided';
  if (rows === shape.rows) return 'rows';
  return calls + running(course).length > mostCalls ? 'budget' : undefined;
}

function nextBlock(course: Course): RaceBlock | undefined {
  if (endOf(course)) return undefined;
  const left = running(course);
  const affordable = Math.floor((course.mostCalls - course.calls) / left.length);
  const { block, rows: all } = course.shape;
  const wanted = Math.max(block.rows, Math.ceil(block.answers / left.length));
  const rows = Math.min(wanted, all - course.rows, affordable);
  return { cells: left.map(({ cell }) => cell), rows };
}

function settleBlock(course: Course, scores: readonly ArrayLike<number>[]): void {
  const { rows } = nextBlock(course)!;
  const left = running(course);
  for (let row = 0; row < rows; row += 1)
    settleRow(
      course,
      left,
      scores.map((ofCell) => checkedScore(ofCell[row]!)),
    );
  for (const lane of left) lane.rows += rows;
  course.rows += rows;
  course.calls += rows * left.length;
  const [leader] = leaders(running(course));
  course.leader = leader;
  dropHopeless(course, leader!);
  if (course.shape.budget < 1) cutToBudget(course);
}

function standingOf(course: Course): RaceStanding {
  const { lanes, rows, seen, leftOut, calls } = course;
  const ended = endOf(course);
  const best = seen === 0 ? [] : leaders(running(course)).map(({ cell }) => cell);
  return {
    // A pinned cell may come back.
    lanes: lanes.map((lane) => ({
      state: best.includes(lane.cell) ? 'in' : lane.state,
      rows: lane.rows,
    })),
    best,
    rows,
    leftOut,
    calls,
    ...(ended ? { ended } : {}),
  };
}

function checkedScore(score: number): number {
  if (score < 0 || score > 1) throw new RangeError(`a score of ${score} in a race`);
  return score;
}

/** Against the leader, before the sums know of the row. Where a cell has no score, the row counts for none. */
function settleRow(course: Course, lanes: readonly Lane[], scores: readonly number[]): void {
  if (scores.some(Number.isNaN)) {
    course.leftOut += 1;
    return;
  }
  const { leader, shape, seen, leftOut } = course;
  const best = leader && scores[lanes.indexOf(leader)]!;
  for (const [index, lane] of lanes.entries()) {
    if (!leader || lane === leader || lane.state !== 'in') continue;
    const sum = leader.sum - lane.sum;
    const expected = expectedNext({ sum, seen, rows: shape.rows - leftOut });
    if (!isOutOfReach(expected)) lane.purse.bet(best! - scores[index]!, expected);
    if (isEnough(lane.purse.wealth(), shape.confidence)) lane.state = 'beaten';
  }
  for (const [index, lane] of lanes.entries()) lane.sum += scores[index]!;
  course.seen += 1;
}

/** Even within what rounding does to sums of fractions. */
const even = 1e-9;

function leaders(lanes: readonly Lane[]): Lane[] {
  const most = Math.max(...lanes.map(({ sum }) => sum));
  return lanes.filter(({ sum }) => sum >= most - even);
}

/** Those that cannot catch up in the rows that are left. Where none are left, all that is known is the ranking itself. */
function dropHopeless(course: Course, leader: Lane): void {
  const left = course.shape.rows - course.leftOut - course.seen;
  if (left === 0) return;
  for (const lane of running(course))
    if (lane.state === 'in' && isOutOfReach((lane.sum - leader.sum) / left)) lane.state = 'beaten';
}

/** The best so many as what is left of the budget can pay for, pinned ones among them. Calls that purses saved keep others longer. */
function cutToBudget(course: Course): void {
  const { rows: seen, calls, mostCalls, shape } = course;
  const lanes = running(course);
  const left = { cells: lanes.length, rows: shape.rows, seen, calls: mostCalls - calls };
  const most = keptCells(scheduleFor(left), seen);
  const pins = lanes.filter(({ pinned }) => pinned).length;
  const rest = lanes.filter(({ pinned }) => !pinned).toSorted((a, b) => b.sum - a.sum);
  for (const lane of rest.slice(Math.max(1, most - pins))) lane.state = 'cut';
}
