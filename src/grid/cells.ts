// The axes of a task in, the cells of its grid out.
import { hashParts, stableJson } from '../base/hash.ts';
import type { Problem } from '../base/problem.ts';
import type { ShotSettings } from '../prompt/select.ts';
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

/** Cells that resolve alike are merged; how many were is told as a warning. */
export function expandGrid(task: Task): { cells: Cell[]; warnings: Problem[] } {
  const points = task.grid.flatMap((axes) => product(axes));
  const byId = new Map<string, Omit<Cell, 'name' | 'index'>>();
  for (const coordinates of points) {
    const settings = resolveSettings(task, coordinates);
    const { stop: _resolved, ...template } = task.templates[settings.template]!;
    const id = hashParts(stableJson({ ...settings, template })).slice(0, 12);
    if (!byId.has(id)) byId.set(id, { id, coordinates, settings });
  }
  const distinct = [...byId.values()];
  const names = nameCells(distinct);
  const cells = distinct.map((cell, index) => ({ ...cell, index, name: names[index]! }));
  return { cells, warnings: mergeWarning(points.length - cells.length) };
}

function product(axes: readonly Axis[]): Coordinates[] {
  return axes.reduce<Coordinates[]>(
    (points, { name, values }) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

function resolveSettings(task: Task, coordinates: Coordinates): CellSettings {
  const { model, template, ...rest } = coordinates;
  const name = (template ?? Object.keys(task.templates)[0]) as string;
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

function mergeWarning(merged: number): Problem[] {
  if (merged === 0) return [];
  const message = `${merged} cell${merged === 1 ? '' : 's'} of the grid resolve like another and are run once`;
  const help =
    'for instance shots.seed changes nothing at shots.count 0; a grid that is a list of mappings can leave them out';
  return [{ severity: 'warning', code: 'merged-cells', message, help }];
}

/** Settings under the names of the axes, in one flat record. */
export function flatSettings({ model, mode, template, shots, params }: CellSettings) {
  const shotAxes = Object.entries(shots).map(([name, value]) => [`shots.${name}`, value]);
  return { model, mode, template, ...Object.fromEntries(shotAxes), ...params } as Readonly<
    Record<string, unknown>
  >;
}
