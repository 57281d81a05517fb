// The `grid` of a task file in, its axes in the order of the file out.
import { errorOf, type Problem } from '../base/problem.ts';
import { codeOf, complaint } from './complaint.ts';
import { axisNames, axisSchemas, type AxisName, type Range } from './grid-schema.ts';
import type { Axis } from './task.ts';
import type { TaskText } from './task-schema.ts';
import { keysInOrder, locateValue, type Path, type YamlFile } from './yaml-file.ts';

type Grid = TaskText['grid'];
type Mapping = Readonly<Record<string, unknown>>;

/** One list of axes for each mapping of the grid; one empty list without a grid. */
export function readAxes(grid: Grid, file: YamlFile, problems: Problem[]): Axis[][] {
  const mappings = grid ? [grid].flat() : [{}];
  return mappings.map((mapping, index) =>
    readMapping(mapping, file, mappingPath(grid, index), problems),
  );
}

/** Where the file has the n-th mapping of the grid. */
export function mappingPath(grid: Grid, index: number): Path {
  return Array.isArray(grid) ? ['grid', index] : ['grid'];
}

function readMapping(mapping: Mapping, file: YamlFile, path: Path, problems: Problem[]): Axis[] {
  const names = keysInOrder(file, path).filter(
    (key): key is AxisName =>
      axisNames.includes(key as AxisName) && mapping[key as AxisName] !== undefined,
  );
  return names.map((name) => {
    const written = mapping[name];
    if (Array.isArray(written)) return { name, values: written };
    const values = rangeValues(name, written as Range);
    if (Array.isArray(values)) return { name, values };
    const at = locateValue(file, [...path, name]);
    problems.push(errorOf(values.code, values.message, at, values.help));
    return { name, values: [] };
  });
}

/** The values of the range, or what is wrong with them. */
function rangeValues(name: AxisName, range: Range): number[] | Flaw {
  const flaw = flawOf(range);
  if (flaw) return { ...flaw, code: 'bad-range', message: `${name}: ${flaw.message}` };
  const values = spellOut(range);
  for (const value of values) {
    const [issue] = axisSchemas[name].safeParse(value).error?.issues ?? [];
    const message = issue && `${name}: a value of the range ${complaint(issue, value)}`;
    if (issue && message) return { code: codeOf(issue), message };
  }
  return values;
}

interface Flaw {
  readonly code: 'bad-range' | ReturnType<typeof codeOf>;
  readonly message: string;
  readonly help?: string;
}

function flawOf({ from, to, step }: Range): Omit<Flaw, 'code'> | undefined {
  if (step === 0)
    return { message: 'a range with step 0 never ends', help: 'for one value write a list: [1]' };
  if ((to - from) * step < 0) {
    const message = `a range from ${from} to ${to} cannot have step ${step}`;
    return { message, help: `write step: ${-step}` };
  }
  const most = 10_000;
  return Math.abs((to - from) / step) > most
    ? { message: `a range of more than ${most} values`, help: 'choose a larger step' }
    : undefined;
}

/** Counts in whole units of the last decimal written, so that 0, 0.1, … holds 0.3 and not 0.30000000000000004. */
function spellOut({ from, to, step }: Range): number[] {
  const decimals = Math.max(...[from, step, to].map(decimalsOf));
  const unit = Number(`1e${decimals}`);
  const [first, last, stride] = [from, to, step].map((value) => Math.round(value * unit)) as [
    number,
    number,
    number,
  ];
  const length = Math.floor((last - first) / stride) + 1;
  return Array.from({ length }, (_, index) => (first + index * stride) / unit);
}

function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const fraction = digits.split('.')[1]?.length ?? 0;
  return Math.max(0, fraction - Number(exponent));
}
