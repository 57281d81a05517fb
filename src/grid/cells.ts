// The axes of a task in, the cells of its grid out.
import { hashParts, stableJson } from '../base/hash.ts';
import { errorOf, UserError, type Problem } from '../base/problem.ts';
import type { ShotSettings } from '../prompt/select.ts';
import { formattedName } from '../task/format-name.ts';
import type { AxisName } from '../task/grid-schema.ts';
import { stopList, type Params, type Stop } from '../task/params.ts';
import type { Axis, Task } from '../task/task.ts';
import { nameCells } from './cell-name.ts';

/** Everything that a cell fixes, resolved: grid axis before `params` before template. */
export interface CellSettings {
  readonly model: string;
  readonly mode: 'text' | 'chat';
  readonly template: string;
  readonly shots: ShotSettings;
  readonly params: Params;
}

export type Coordinates = Readonly<Partial<Record<AxisName, unknown>>>;

/** One point of the grid. */
export interface Cell {
  /** Its place in the grid, from 0. */
  readonly index: number;
  /** A hash of its settings, with what the template says and not how it is called: other cells have no say in it. */
  readonly id: string;
  /** The axes that vary: `t=0.4 k=8`. */
  readonly name: string;
  /** The values that the grid gives it, in the order of the file; axes that its mapping does not have are absent. */
  readonly coordinates: Coordinates;
  readonly settings: CellSettings;
}

const mostCells = 100_000;

/** Cells that resolve alike are merged; how many were is told as a warning. */
export function expandGrid(task: Task): { cells: Cell[]; warnings: Problem[] } {
  refuseTooMany(task.grid);
  const points = task.grid.flatMap((axes) => product(axes));
  const byId = new Map<string, Omit<Cell, 'name' | 'index'>>();
  const merged: Merged[] = [];
  for (const coordinates of points) {
    const settings = resolveSettings(task, coordinates);
    const { stop: _resolved, ...template } = task.templates[settings.template]!;
    const id = hashParts(stableJson({ ...settings, template })).slice(0, 12);
    const first = byId.get(id);
    if (first) merged.push({ coordinates, first: first.coordinates });
    else byId.set(id, { id, coordinates, settings });
  }
  const distinct = [...byId.values()];
  const names = nameCells(distinct);
  const cells = distinct.map((cell, index) => ({ ...cell, index, name: names[index]! }));
  return { cells, warnings: mergeWarning(merged, points) };
}

/** A few ranges multiply to more cells than memory holds: counted before any is made. */
function refuseTooMany(grid: Task['grid']): void {
  const sizes = grid.map((axes) => axes.reduce((size, { values }) => size * values.length, 1));
  const size = sizes.reduce((sum, each) => sum + each, 0);
  if (size <= mostCells) return;
  const message = `the grid has ${size} cells, but must have at most ${mostCells}`;
  const help = 'take larger steps, or write a list of mappings with the cells that matter';
  throw new UserError([errorOf('out-of-range', message, undefined, help)]);
}

function product(axes: readonly Axis[]): Coordinates[] {
  return axes.reduce<Coordinates[]>(
    (points, { name, values }) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

function resolveSettings(task: Task, coordinates: Coordinates): CellSettings {
  const { model, template, format, ...rest } = coordinates;
  const name = formattedName(
    (template ?? Object.keys(task.templates)[0]) as string,
    format as string | undefined,
  );
  const { stop } = task.templates[name]!;
  const own = Object.entries(rest).filter(([axis]) => !axis.startsWith('shots.'));
  const given = { ...(stop === undefined ? {} : { stop }), ...task.params };
  return {
    model: (model ?? task.model) as string,
    mode: task.mode,
    template: name,
    shots: resolveShots(task, coordinates),
    params: withOneStop({ ...given, ...Object.fromEntries(own) }),
  };
}

/** No stop strings are no `stop`, and one alone is no list: on the wire they are the same. */
function withOneStop({ stop: given, ...others }: Params): Params {
  const [first, ...more] = new Set(stopList(given));
  const stop: Stop | undefined = more.length === 0 ? first : [first!, ...more];
  return stop === undefined ? others : { ...others, stop };
}

function resolveShots({ shots }: Task, coordinates: Coordinates): ShotSettings {
  const given = { ...shots, ...shotAxes(coordinates) } as Partial<ShotSettings>;
  const { count = 0, select = 'random', seed = 0, per = 'run' } = given;
  const { order = select === 'nearest' ? 'similar-last' : 'given' } = given;
  return canonical({ count, select, order, seed, per });
}

/** `shots.count: 4` as `count: 4`. */
function shotAxes(coordinates: Coordinates): Readonly<Record<string, unknown>> {
  const axes = Object.entries(coordinates).filter(([axis]) => axis.startsWith('shots.'));
  return Object.fromEntries(axes.map(([axis, value]) => [axis.slice('shots.'.length), value]));
}

/** Settings that no shot depends on are fixed, so that cells which differ in them alone are one. */
function canonical(shots: ShotSettings): ShotSettings {
  const { count, select } = shots;
  if (count === 0) return { count, select: 'first', order: 'given', seed: 0, per: 'run' };
  const ordered = count === 1 ? { ...shots, order: 'given' } : shots;
  const seeded = select === 'random' || select === 'balanced' || ordered.order === 'shuffled';
  return seeded ? ordered : { ...ordered, seed: 0 };
}

/** A point of the grid, and the earlier one that comes to the same settings. */
interface Merged {
  readonly coordinates: Coordinates;
  readonly first: Coordinates;
}

function mergeWarning(merged: readonly Merged[], points: readonly Coordinates[]): Problem[] {
  const [example] = merged;
  if (!example) return [];
  const some =
    merged.length === 1
      ? '1 cell of the grid resolves'
      : `${merged.length} cells of the grid resolve`;
  const message = `${some} like another and ${merged.length === 1 ? 'is' : 'are'} run once`;
  const names = nameCells(points.map((coordinates) => ({ coordinates })));
  const [name, first] = [example.coordinates, example.first].map((at) => names[points.indexOf(at)]);
  const help =
    name === first
      ? 'a value is written twice'
      : `${name} is the same as ${first}; a grid that is a list of mappings can leave such cells out`;
  return [{ severity: 'warning', code: 'merged-cells', message, help }];
}

/** Settings under the names of the axes, in one flat record. */
export function flatSettings({ model, mode, template, shots, params }: CellSettings) {
  const shotAxes = Object.entries(shots).map(([name, value]) => [`shots.${name}`, value]);
  return { model, mode, template, ...Object.fromEntries(shotAxes), ...params } as Readonly<
    Record<string, unknown>
  >;
}
