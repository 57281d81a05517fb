// Plans and requests for tests, without files.
import { expandGrid } from '../../src/grid/cells.ts';
import { makePlan, requestMaker, type Plan } from '../../src/plan/plan.ts';
import type { Request } from '../../src/plan/request.ts';
import type { Row } from '../../src/dataset/row.ts';
import type { AxisName } from '../../src/task/grid-schema.ts';
import type { Task } from '../../src/task/task.ts';
import { taskOf } from '../grid/grid-of.ts';

export type Axes = Partial<Record<AxisName, readonly unknown[]>>;

export function planOf(axes: Axes, pool: readonly Row[], more: Partial<Task> = {}): Plan {
  const grid = Object.entries(axes).map(([name, values]) => ({ name: name as AxisName, values }));
  const task = taskOf([grid], more);
  return makePlan(task, expandGrid(task).cells, pool);
}

export function allRequests(plan: Plan, rows: readonly Row[]): Request[] {
  return [...requestMaker(plan)(rows)];
}

export async function* stream(rows: readonly Row[]): AsyncGenerator<Row> {
  for (const row of rows) {
    await Promise.resolve();
    yield row;
  }
}
