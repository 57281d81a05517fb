// The `grid` of a task file in, its axes in the order of the file out.
import { errorOf, type Problem } from '../base/problem.ts';
import { axisNames, type AxisName, type Range } from './grid-schema.ts';
import type { Axis } from './task.ts';
import type { TaskText } from './task-schema.ts';
import { keysInOrder, locateValue, type Path, type YamlFile } from './yaml-file.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** One list of axes for each mapping of the grid; one empty list without a grid. */
export function readAxes(grid: TaskText['grid'], file: YamlFile, problems: Problem[]): Axis[][] {
  if (!grid) return [[]];
  if (!Array.isArray(grid)) return [readMapping(grid as Mapping, file, ['grid'], problems)];
  return grid.map((mapping, index) =>
    readMapping(mapping as Mapping, file, ['grid', index], problems),
  );
}

function readMapping(mapping: Mapping, file: YamlFile, path: Path, problems: Problem[]): Axis[] {
  const names = keysInOrder(file, path).filter((key): key is AxisName =>
    axisNames.includes(key as AxisName),
  );
  return names.map((name) => {
    const written = mapping[name];
    if (Array.isArray(written)) return { name, values: written };
    const range = written as Range;
    const complaint = rangeComplaint(range);
    if (complaint !== undefined)
      problems.push(
        errorOf('bad-range', `${name}: ${complaint}`, locateValue(file, [...path, name])),
      );
    return { name, values: complaint === undefined ? spellOut(range) : [] };
  });
}

function rangeComplaint({ from, to, step }: Range): string | undefined {
  if (step === 0) return 'a range with step 0 never ends';
  if ((to - from) * step < 0) return `a range from ${from} to ${to} needs a step of the other sign`;
  if (Math.abs((to - from) / step) > 10_000) return 'a range of more than 10,000 values';
  return undefined;
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
