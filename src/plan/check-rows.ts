// A plan and all rows in, what is wrong with single rows out: before anything is sent.
import { errorOf, type Problem } from '../base/problem.ts';
import { displayPath } from '../dataset/display-path.ts';
import type { Row } from '../dataset/row.ts';
import type { Plan, PromptMaker } from './plan.ts';

const shownAtMost = 5;

/** Renders every row with every template once. `path` is that of the data set. */
export async function checkRows(
  plan: Plan,
  rows: AsyncIterable<Row>,
  path: string,
): Promise<Problem[]> {
  const file = displayPath(path);
  const checks = Object.entries(plan.makers).map(([name, maker]) => makeCheck(plan, name, maker));
  const errors: Problem[] = [];
  let blanks = 0;
  for await (const row of rows)
    for (const check of checks) {
      const { error, blank } = check(row, file);
      if (error && errors.length < shownAtMost) errors.push(error);
      blanks += blank ? 1 : 0;
    }
  return [...errors, ...blankWarning(blanks)];
}

interface Finding {
  readonly error?: Problem | undefined;
  readonly blank: boolean;
}

function makeCheck(plan: Plan, name: string, { template, pool }: PromptMaker) {
  const twins = new Map<string, number>();
  for (const { input } of pool.examples) twins.set(input, (twins.get(input) ?? 0) + 1);
  const users = plan.cells.filter(({ settings }) => settings.template === name);
  const wanted = Math.max(0, ...users.map(({ settings }) => settings.shots.count));
  const short = users.filter(({ settings }) => settings.shots.count === wanted);
  const endsInBlank = /[ \t]$/.test(template.template.input);

  return (row: Row, file: string): Finding => {
    try {
      template.instruction?.(row);
      const input = template.input(row);
      const left = pool.examples.length - (twins.get(input) ?? 0);
      const error =
        left < wanted ? tooSmall(row, file, { left, wanted, cell: short[0]!.name }) : undefined;
      return { error, blank: !endsInBlank && /[ \t]$/.test(input) };
    } catch (error) {
      const message = `row ${row.key} (${file}:${row.line}) cannot be rendered: ${(error as Error).message}`;
      return { error: errorOf('render-failed', message), blank: false };
    }
  };
}

function tooSmall(
  row: Row,
  file: string,
  { left, wanted, cell }: { left: number; wanted: number; cell: string },
): Problem {
  const message = `the pool has ${left} shots for row ${row.key} (${file}:${row.line}), but ${cell} wants ${wanted}`;
  const help =
    'a row is never among its own shots; lower the count, or name a larger file under shots.from';
  return errorOf('pool-too-small', message, undefined, help);
}

function blankWarning(count: number): Problem[] {
  if (count === 0) return [];
  const message = `${count} row${count === 1 ? '' : 's'} make the prompt end in a blank, because the data do`;
  return [
    {
      severity: 'warning',
      code: 'blank-in-data',
      message,
      help: 'trim the column that ends the input',
    },
  ];
}
